// Repricing: what the sources logged against what the rate card says, the difference by cause, and the worst calls with both figures.
import type { Usd } from '../../model/money.ts';
import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, counted, money, signedMoney } from '../figures.ts';
import { heading, type Pen, paragraph } from '../pen.ts';
import { largestDifferenceFirst } from '../ranking.ts';
import { type Column, table } from '../table.ts';
import { exampleLines } from './examples.ts';
import { besideMoney, moneyWidth, moreLine, place, type Section } from './section.ts';

type Result = AuditReport['repricing'];
type Mismatch = Result['mismatches'][number];

const title = 'Repricing';

export const repricing: Section = ({ totals, repricing: result }, pen) => {
  if (totals.calls === 0) return [];
  const all = counted(totals.calls, 'call');
  if (result.compared_calls === 0)
    return heading(title, 'nothing to compare; no call has both a logged and a card price', pen);
  return [
    ...heading(title, `logged cost against the rate card, ${count(result.compared_calls)} of ${all} compared`, pen),
    ...sums(result, pen),
    ...causes(result, pen),
    ...mismatches(result, pen),
  ];
};

const sumColumns: readonly Column[] = [
  { head: '', align: 'right', atLeast: moneyWidth },
  { head: '', least: 20, fit: 'wrap' },
];

function sums(result: Result, pen: Pen): readonly string[] {
  const delta = amountOf(result.delta_usd);
  const rounding = amountOf(result.rounding_usd);
  const verdict = delta > 0n ? 'the sources logged more' : delta < 0n ? 'the sources logged less' : 'none in total';
  const ofIt = rounding === 0n ? '' : `; ${signedMoney(rounding)} of it is rounding of logged figures`;
  const rows = [
    { cells: [money(amountOf(result.logged_usd)), 'logged'] },
    { cells: [money(amountOf(result.repriced_usd)), 'repriced'] },
    { cells: [signedMoney(delta), `difference: ${verdict}${ofIt}`] },
  ];
  return table(sumColumns, rows, pen);
}

const causeColumns: readonly Column[] = [
  { head: 'difference', align: 'right', atLeast: moneyWidth },
  { head: 'logged', align: 'right', expendable: 1 },
  { head: 'repriced', align: 'right', expendable: 1 },
  { head: 'calls', align: 'right' },
  { head: 'likely cause', least: 18, fit: 'wrap' },
];

function causes({ by_cause }: Result, pen: Pen): readonly string[] {
  if (by_cause.length === 0) return [];
  const ranked = largestDifferenceFirst(
    by_cause,
    ({ delta_usd }) => amountOf(delta_usd),
    ({ cause }) => cause,
  );
  const rows = ranked.map((item) => ({
    cells: [
      signedMoney(amountOf(item.delta_usd)),
      money(amountOf(item.logged_usd)),
      money(amountOf(item.repriced_usd)),
      count(item.calls),
      asWords(item.cause),
    ],
  }));
  return ['', ...table(causeColumns, rows, pen)];
}

const mismatchColumns: readonly Column[] = [
  { head: 'difference', align: 'right', atLeast: moneyWidth },
  { head: 'logged', align: 'right' },
  { head: 'repriced', align: 'right' },
  { head: 'model', least: 10, fit: 'middle' },
  { head: 'request', least: 10, fit: 'middle', expendable: 1 },
];

function mismatches({ mismatches: all }: Result, pen: Pen): readonly string[] {
  if (all.length === 0) return ['', ...paragraph('Every compared call agrees with the rate card.', pen)];
  const ranked = rankedMismatches(all);
  const shown = ranked.slice(0, pen.style.top);
  const rows = shown.map((item) => ({
    cells: [
      signedMoney(differenceOf(item)),
      money(amountOf(item.logged_usd)),
      money(amountOf(item.repriced_usd)),
      item.model ?? '(no model)',
      item.request_id ?? item.trace_id ?? '',
    ],
    below: reasonLines(item, pen),
  }));
  return [
    '',
    ...table(mismatchColumns, rows, pen),
    ...moreLine(ranked.length - shown.length, ['call differs', 'calls differ'], pen),
  ];
}

export function rankedMismatches(all: readonly Mismatch[]): readonly Mismatch[] {
  const name = (item: Mismatch) => [item.trace_id, item.request_id, item.source, String(item.line)].join(' ');
  return largestDifferenceFirst(all, differenceOf, name);
}

function reasonLines(item: Mismatch, pen: Pen): readonly string[] {
  const reason = [asWords(item.likely_cause), item.detail].filter((text) => text !== '').join(': ');
  return [
    ...paragraph(`${reason} (priced by ${item.price_source})`, pen, { indent: besideMoney, hang: 2, tone: 'quiet' }),
    ...exampleLines({ where: place(item), trace_id: item.trace_id }, pen, 'at'),
  ];
}

function differenceOf(item: Mismatch): Usd {
  return amountOf(item.logged_usd) - amountOf(item.repriced_usd);
}

/** "cached-input-counted-twice" reads as words; anything that is not such a name stays as it is. */
function asWords(cause: string): string {
  return /^[a-z0-9 -]+$/.test(cause) ? cause.replaceAll('-', ' ') : cause;
}
