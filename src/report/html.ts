// The report as one HTML file: no network, complete without script, and the same bytes for the same document on every machine.

import { flowGradients } from './html/flow-picture.ts';
import { html, trusted } from './html/markup.ts';
import { contentPolicy } from './html/policy.ts';
import { script } from './html/script.ts';
import type { Section } from './html/section.ts';
import { breaks } from './html/sections/breaks.ts';
import { budgets } from './html/sections/budgets.ts';
import { days } from './html/sections/days.ts';
import { enforcement } from './html/sections/enforcement.ts';
import { findings } from './html/sections/findings.ts';
import { groups } from './html/sections/groups.ts';
import { headline } from './html/sections/headline.ts';
import { inputs } from './html/sections/inputs.ts';
import { ledger } from './html/sections/ledger.ts';
import { offenders } from './html/sections/offenders.ts';
import { questions } from './html/sections/questions.ts';
import { repairPlan } from './html/sections/repair-plan.ts';
import { repricing } from './html/sections/repricing.ts';
import { unattributed } from './html/sections/unattributed.ts';
import { styleSheet } from './html/style-sheet.ts';
import { printableDocument } from './printable.ts';
import type { Reporter } from './style.ts';

const sections: readonly Section[] = [
  questions,
  groups,
  days,
  unattributed,
  breaks,
  offenders,
  repairPlan,
  budgets,
  enforcement,
  repricing,
  findings,
  ledger,
  inputs,
];

export const reportToHtml: Reporter = (report) => {
  const safe = printableDocument(report, true);
  const { from, to } = safe.generated_from.window;
  const period = from === null || to === null ? '' : `, ${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  const parts = sections.flatMap(({ id, title, body }) => {
    const content = body(safe);
    return content === undefined ? [] : [{ id, title, content }];
  });
  const page = html`<!doctype html>
<!-- attrib-audit report -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>AI spend attribution${period}</title>
<link rel="icon" href="data:,">
<style>${trusted(styleSheet)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<svg class="defs" aria-hidden="true" width="0" height="0"><defs>
<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2" height="6"/></pattern>
<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><rect class="dots-ground" width="5" height="5"/><circle class="dots-dot" cx="2.5" cy="2.5" r="1"/></pattern>
${flowGradients()}
</defs></svg>
<header>
<h1>AI spend attribution</h1>
<p>Who owns every dollar, how we know, and where ownership gets lost</p>
<nav aria-label="Sections"><ul>${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main id="main">
<section class="hero" aria-label="In short">
${headline(safe)}</section>
${parts.map(
  ({ id, title, content }) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}</section>
`,
)}</main>
<footer><p>${safe.tool.name} ${safe.tool.version}. Amounts in US dollars; days and times in UTC. Nothing on this page is loaded from elsewhere.</p></footer>
<script>${trusted(script)}</script>
</body>
</html>
`;
  return page.markup;
};
