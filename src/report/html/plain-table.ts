// A table whose order is its meaning: never sorted or searched, scrolling by itself where the screen is narrow.
import { html, type Markup, nothing, type Value } from './markup.ts';

export interface PlainColumn {
  readonly head: Value;
  readonly kind?: 'num' | 'long' | 'prose' | 'sign' | 'time';
}

/** The first cell of a row names it. */
export function plainTable(
  caption: string,
  columns: readonly PlainColumn[],
  rows: readonly (readonly Value[])[],
  total?: readonly Value[],
): Markup {
  if (rows.length === 0) return nothing;
  const kinds = columns.map(({ kind }) => (kind ? html` class="${kind}"` : nothing));
  const line = (row: readonly Value[]): Markup =>
    html`<tr>${row.map((cell, at) =>
      at === 0 ? html`<th scope="row"${kinds[at]}>${cell}</th>` : html`<td${kinds[at]}>${cell}</td>`,
    )}</tr>
`;
  return html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ head }, at) => html`<th scope="col"${kinds[at]}>${head}</th>`)}</tr></thead>
<tbody>
${rows.map(line)}</tbody>
${
  total &&
  html`<tfoot>${line(total)}</tfoot>
`
}</table></div>
`;
}
