// A sheet as one HTML file in the dress of the report: nothing is loaded, tables sort, and it reads without script.

import { name as dataName } from '../html/cells.ts';
import { type Cell, dataTable } from '../html/data-table.ts';
import { html, type Markup, trusted, type Value } from '../html/markup.ts';
import { contentPolicy } from '../html/policy.ts';
import { script } from '../html/script.ts';
import { styleSheet } from '../html/style-sheet.ts';
import { cellText, type Sheet, type SheetCell, type SheetSection } from './sheet.ts';

export function sheetToHtml({ title, aside, lines, sections }: Sheet): string {
  const page = html`<!doctype html>
<!-- attrib-audit report -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(styleSheet)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the statement</a>
<header>
<h1>${title}</h1>
<p>${aside}</p>
<nav aria-label="Sections"><ul>${sections.map(({ id, title: head }) => html`<li><a href="#${id}">${head}</a></li>`)}</ul></nav>
</header>
<main id="main">
<section class="hero" aria-label="In short">
${lines.map(
  (line) => html`<p class="lead">${line}</p>
`,
)}</section>
${sections.map(sectionMarkup)}</main>
<footer><p>attrib-audit. Amounts in US dollars; days and times in UTC. Nothing on this page is loaded from elsewhere.</p></footer>
<script>${trusted(script)}</script>
</body>
</html>
`;
  return page.markup;
}

function sectionMarkup({ id, title, aside, columns, rows, total, notes }: SheetSection): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="lead">${aside}</p>
${dataTable({
  caption: title,
  columns: columns.map(({ head, align }) => ({ head, ...(align && { align }) })),
  rows: rows.map((cells) => cells.map(drawn)),
  ...(total && { total: total.map((cell) => drawn(cell).content) }),
})}${notes.map(
  (note) => html`<p class="quiet">${note}</p>
`,
)}</section>
`;
}

function drawn(cell: SheetCell): Cell {
  if (cell.kind === 'money') return { content: cellText(cell), sort: cell.usd };
  return { content: contentOf(cell), sort: cell.kind === 'none' ? null : cell.text };
}

function contentOf(cell: Exclude<SheetCell, { kind: 'money' }>): Value {
  if (cell.kind === 'name') return dataName(cell.text);
  return cell.kind === 'none' ? html`<em class="bad">${cell.text}</em>` : cell.text;
}
