// Tokens by class, before any money: a missing cache or reasoning class shows here first.
import type { Reconciliation } from '../../model/reconciliation.ts';
import { count } from '../figures.ts';
import { heading } from '../pen.ts';
import { type Column, table } from '../table.ts';
import { moreLine } from '../terminal/section.ts';
import { type Section, verdictText, verdictTone } from './bridge.ts';

const columns: readonly Column[] = [
  { head: 'billed', align: 'right', atLeast: 12 },
  { head: 'logged', align: 'right' },
  { head: 'difference', align: 'right' },
  { head: '', align: 'right', expendable: 1 },
  { head: 'class' },
  { head: 'model', least: 16, fit: 'middle' },
  { head: '' },
];

const longest = 40;

export const tokens: Section = ({ tokens: rows }, pen) => {
  if (rows.length === 0) return heading('Tokens by class', 'the invoice counts none', pen);
  const shown = rows.slice(0, longest);
  const cells = shown.map((row) => ({
    cells: [
      count(row.billed),
      count(row.logged),
      signed(row.delta),
      deltaShare(row.delta_pct),
      row.class,
      row.model ?? row.seller,
      { text: verdictText(row.verdict), tone: verdictTone[row.verdict] },
    ],
  }));
  return [
    ...heading('Tokens by class', 'reasoning is output, as invoices have it', pen),
    ...table(columns, cells, pen),
    ...moreLine(rows.length - shown.length, ['row in --json', 'rows in --json'], pen),
  ];
};

export function signed(delta: number): string {
  return delta > 0 ? `+${count(delta)}` : delta === 0 ? '-' : count(delta);
}

/** Beside its two numbers. Never nothing when it is not. */
export function deltaShare(percent: Reconciliation['totals']['delta_pct']): string {
  if (percent === null || percent === 0) return '';
  const size = Math.abs(percent);
  const text = size < 0.05 ? '<0.1' : size > 1000 ? '>1,000' : count(Number(size.toFixed(1)));
  return `${percent < 0 ? '-' : '+'}${text} %`;
}
