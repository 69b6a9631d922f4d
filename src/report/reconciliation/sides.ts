// Money on both sides by model, by day and by account; only what differs is said to differ.
import type { Reconciliation } from '../../model/reconciliation.ts';
import { amountOf, moneyOrDash, signedMoney } from '../figures.ts';
import { heading, type Pen } from '../pen.ts';
import { type Column, table } from '../table.ts';
import { moneyWidth, moreLine } from '../terminal/section.ts';
import { type Section, verdictText, verdictTone } from './bridge.ts';
import { deltaShare } from './tokens.ts';

type Row = Reconciliation['by_day'][number] | Reconciliation['by_model'][number];

const columns = (head: string): readonly Column[] => [
  { head: 'billed', align: 'right', atLeast: moneyWidth },
  { head: 'traced', align: 'right' },
  { head: 'difference', align: 'right' },
  { head: '', align: 'right' },
  { head, least: 12, fit: 'middle' },
  { head: '' },
];

function sides(title: string, head: string, rows: readonly Row[], most: number, pen: Pen): readonly string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, most).map((row) => {
    const delta = amountOf(row.delta_usd);
    const key = row.key ?? ('seller' in row ? `(${row.seller}, not told)` : '(not told)');
    return {
      cells: [
        moneyOrDash(amountOf(row.billed_usd)),
        moneyOrDash(amountOf(row.traced_usd)),
        delta === 0n ? '-' : signedMoney(delta),
        deltaShare(row.delta_pct),
        key,
        { text: verdictText(row.verdict), tone: verdictTone[row.verdict] },
      ],
    };
  });
  return [
    ...heading(title, '', pen),
    ...table(columns(head), shown, pen),
    ...moreLine(rows.length - shown.length, ['row in --json', 'rows in --json'], pen),
  ];
}

export const byModel: Section = (document, pen) => sides('By model', 'model', document.by_model, pen.style.top, pen);

const mostDays = 31;
export const byDay: Section = (document, pen) => sides('By day', 'day (UTC)', document.by_day, mostDays, pen);

export const byAccount: Section = (document, pen) => {
  const fields = [...new Set(document.by_account.map(({ field }) => field))];
  return fields.flatMap((field, i) => [
    ...(i === 0 ? [] : ['']),
    ...sides(
      `By ${field}`,
      field,
      document.by_account.filter((row) => row.field === field),
      pen.style.top,
      pen,
    ),
  ]);
};
