// Price check: what the sources logged against what the rate card says, the difference by cause, and the calls that differ.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, money, signedMoney } from '../../figures.ts';
import { largestDifferenceFirst } from '../../ranking.ts';
import { amountCell, codeCell, countCell, differenceCell, nameCell, placeCell, textCell } from '../cells.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup, nothing } from '../markup.ts';
import { lead, type Section } from '../section.ts';

type Result = AuditReport['repricing'];

export const repricing: Section = {
  id: 'prices',
  title: 'Price check',
  body: ({ totals, repricing: result }) => {
    if (totals.calls === 0) return undefined;
    if (result.compared_calls === 0) return lead('Nothing to compare: no call has both a logged and a list price.');
    const delta = amountOf(result.delta_usd);
    const rounding = amountOf(result.rounding_usd);
    const verdict = delta > 0n ? 'the sources logged more' : delta < 0n ? 'the sources logged less' : 'none in total';
    return html`<dl class="sums">
<div><dt>Logged</dt><dd>${money(amountOf(result.logged_usd))}</dd></div>
<div><dt>By the rate card</dt><dd>${money(amountOf(result.repriced_usd))}</dd></div>
<div><dt>Difference</dt><dd>${signedMoney(delta)} <span class="quiet">${verdict}${rounding !== 0n && `; ${signedMoney(rounding)} of it is rounding`}</span></dd></div>
</dl>
${lead(`${count(result.compared_calls)} of ${counted(totals.calls, 'call')} have both figures.${result.mismatches.length === 0 ? ' They all agree.' : ''}`)}${causes(result)}${mismatches(result)}`;
  },
};

function causes({ by_cause }: Result): Markup {
  const ranked = largestDifferenceFirst(
    by_cause,
    ({ delta_usd }) => amountOf(delta_usd),
    ({ cause }) => cause,
  );
  return dataTable({
    caption: 'Differences by likely cause',
    columns: [
      { head: 'Likely cause' },
      ...['Difference', 'Logged', 'Rate card', 'Calls'].map((head) => ({ head, align: 'right' as const })),
    ],
    rows: ranked.map((item) => [
      textCell(asWords(item.cause)),
      differenceCell(amountOf(item.delta_usd)),
      amountCell(item.logged_usd),
      amountCell(item.repriced_usd),
      countCell(item.calls),
    ]),
  });
}

function mismatches({ mismatches: all }: Result): Markup {
  const differenceOf = (item: Result['mismatches'][number]) => amountOf(item.logged_usd) - amountOf(item.repriced_usd);
  const ranked = largestDifferenceFirst(all, differenceOf, (item) =>
    [item.trace_id, item.request_id, item.source, String(item.line)].join(' '),
  );
  if (ranked.length === 0) return nothing;
  return html`<details><summary>The ${counted(ranked.length, 'call')} whose logged price differs most</summary>
${dataTable({
  caption: 'Calls whose logged price differs most',
  columns: [
    { head: 'Request', fit: 'long' },
    { head: 'Model' },
    { head: 'Difference', align: 'right' },
    { head: 'Logged', align: 'right' },
    { head: 'Rate card', align: 'right' },
    { head: 'Likely cause', fit: 'prose' },
    { head: 'Price source' },
    { head: 'Seen at', fit: 'long' },
  ],
  rows: ranked.map((item) => [
    codeCell(item.request_id ?? item.trace_id),
    nameCell(item.model ?? '(no model)'),
    differenceCell(differenceOf(item)),
    amountCell(item.logged_usd),
    amountCell(item.repriced_usd),
    textCell([asWords(item.likely_cause), item.detail].filter((text) => text !== '').join(': ')),
    nameCell(item.price_source),
    placeCell(item),
  ]),
})}</details>
`;
}

/** "cached-input-counted-twice" reads as words; anything that is not such a name stays as it is. */
function asWords(cause: string): string {
  return /^[a-z0-9 -]+$/.test(cause) ? cause.replaceAll('-', ' ') : cause;
}
