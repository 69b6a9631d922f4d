// Where ownership is lost: the hop-flow picture, then every break with an example to look at.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, counted, money } from '../../figures.ts';
import { worstFirst } from '../../ranking.ts';
import { amountCell, code, countCell, nameCell, pill, shareCell } from '../cells.ts';
import { legend } from '../charts.ts';
import { type Cell, dataTable } from '../data-table.ts';
import { flowPicture, kindsDrawn, lossesOf } from '../flow-picture.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { figure, lead, type Section, weightOf, wholeOf, wide } from '../section.ts';

type Break = AuditReport['breaks'][number];
type Slice = AuditReport['break_slices'][number];

const meanings = {
  dropped: 'dropped: known before, gone after',
  rewritten: 'rewritten: another value after',
  late: 'late: set only after the gateway',
  'never set': 'never set: on no hop at all',
} as const;

export const breaks: Section = {
  id: 'breaks',
  title: 'Where ownership is lost',
  body: (report) => {
    if (report.totals.calls === 0) return undefined;
    const { drawn, left } = lossesOf(report);
    if (drawn.length === 0)
      return lead('Nowhere: no field is dropped, rewritten or added late between two components.');
    const kinds = kindsDrawn.filter((kind) => drawn.some((loss) => loss.kind === kind));
    const rest = left === 0 ? '' : ` ${counted(left, 'smaller loss', 'smaller losses')} stand only in the table.`;
    return html`${figure(
      html`${wide(html`${flowPicture(drawn, report, 'desk')}${flowPicture(drawn, report, 'phone')}`, 'Picture: where ownership is lost')}${legend(kinds.map((kind) => [`flow-${kind.replace(' ', '-')}`, meanings[kind]]))}`,
      `Each ribbon is spend that lost something on its way; its width is the amount, its text the amount and its share of all spend. The same spend can pass through several.${rest}`,
    )}${table(report)}${slices(report)}`;
  },
};

function table(report: AuditReport): Markup {
  const ranked = worstFirst(report.breaks, ({ from, to, field, kind }) => [from, to, field, kind].join(' '));
  if (ranked.length === 0) return nothing;
  return dataTable({
    caption: 'Every break',
    columns: [
      { head: 'Between' },
      { head: 'Field' },
      { head: 'What happens' },
      { head: 'Spend', align: 'right' },
      { head: 'Share', align: 'right' },
      { head: 'Calls', align: 'right' },
      { head: 'Traces', align: 'right' },
      { head: 'Before and after' },
      { head: 'Example', fit: 'prose' },
    ],
    rows: ranked.map((item) => [
      { content: html`<bdi>${item.from}</bdi> \u2192 <bdi>${item.to}</bdi>`, sort: `${item.from} ${item.to}` },
      nameCell(item.field),
      { content: pill(item.kind === 'dropped' ? 'bad' : 'fair', item.kind), sort: item.kind },
      amountCell(item.usd),
      shareCell(weightOf(report, item), wholeOf(report)),
      countCell(item.calls),
      countCell(item.traces),
      change(item),
      exampleCell(item),
    ]),
    sortedBy: 3,
  });
}

function exampleCell({ example: { source, line, trace_id } }: Break): Cell {
  const where = `${source}:${line}`;
  return {
    content: html`${trace_id !== null && html`<span class="trace">${code(trace_id)}</span>`}${code(where)}`,
    sort: where,
  };
}

function change({ example: { before, after } }: Break): Cell {
  const side = (value: string | null) => (value === null ? html`<em>nothing</em>` : html`<bdi>${value}</bdi>`);
  return { content: html`${side(before)} \u2192 ${side(after)}`, sort: `${before ?? ''} ${after ?? ''}` };
}

/** The same breaks by endpoint, status and version: what changed, and when. */
function slices({ break_slices: all }: AuditReport): Markup {
  if (all.length === 0) return nothing;
  const ranked = worstFirst(all, (slice) => JSON.stringify(slice));
  return html`<details><summary>By endpoint, status, version and day (${money(amountOf(ranked[0]?.usd ?? '0'))} in the largest)</summary>
${dataTable({
  caption: 'Breaks by endpoint, status, version and day',
  columns: [
    { head: 'Break' },
    { head: 'Endpoint' },
    { head: 'Status' },
    { head: 'Version' },
    { head: 'First day' },
    { head: 'Last day' },
    { head: 'Spend', align: 'right' },
    { head: 'Calls', align: 'right' },
  ],
  rows: ranked.map((slice) => [
    sliceName(slice),
    ...[slice.operation, slice.status, slice.producer, slice.first_day, slice.last_day].map((text) =>
      text === null ? { content: '', sort: null } : nameCell(text),
    ),
    amountCell(slice.usd),
    countCell(slice.calls),
  ]),
  sortedBy: 6,
})}</details>
`;
}

function sliceName({ from, to, field, kind }: Slice): Cell {
  return {
    content: html`<bdi>${field}</bdi> ${kind}, <bdi>${from}</bdi> \u2192 <bdi>${to}</bdi>`,
    sort: [field, kind, from, to].join(' '),
  };
}
