// Capacity paid by the month, under the totals it is no part of.
import type { MonthlyLineWire } from '../../model/monthly-line.ts';
import { amountOf, count, money } from '../figures.ts';
import { heading, type Pen } from '../pen.ts';
import { type Column, table } from '../table.ts';

const columns: readonly Column[] = [
  { head: '', align: 'right', atLeast: 12 },
  { head: '' },
  { head: '', least: 12, fit: 'wrap' },
  { head: '', least: 12, fit: 'wrap' },
];

export function monthlyText(lines: readonly MonthlyLineWire[] | undefined, pen: Pen): readonly string[] {
  if (!lines || lines.length === 0) return [];
  const rows = lines.map(({ card, name, seller, model, tier, units, month, usd }) => ({
    cells: [
      money(amountOf(usd)),
      month ?? 'a month',
      `${name}${units === 1 ? '' : `, ${count(units)} units`}`,
      { text: `${seller}${model === null ? '' : `/${model}`}, ${tier}; by ${card}`, tone: 'quiet' as const },
    ],
  }));
  return [
    ...heading('Paid by the month', 'whatever is used of it; in none of the totals', pen),
    ...table(columns, rows, pen),
  ];
}
