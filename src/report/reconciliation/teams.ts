// Who bears what under the policy that was chosen, what stays in the exception bucket, and what is kept apart: together the invoice.
import { deadlineText } from '../deadline.ts';
import { amountOf, money, moneyOrDash, signedMoney } from '../figures.ts';
import { heading, paragraph } from '../pen.ts';
import { type Column, type Row, table } from '../table.ts';
import { moneyWidth, moreLine } from '../terminal/section.ts';
import type { Section } from './bridge.ts';

const columns: readonly Column[] = [
  { head: 'total', align: 'right', atLeast: moneyWidth },
  { head: 'traced', align: 'right' },
  { head: 'allocated', align: 'right' },
  { head: 'team', least: 16, fit: 'wrap' },
];

export const teams: Section = (document, pen) => {
  const { policy, exception_bucket: bucket, totals, by_team } = document;
  const shown = by_team.slice(0, Math.max(pen.style.top, 1));
  const rows = shown.map((row): Row => {
    const allocated = amountOf(row.allocated_usd);
    return {
      cells: [
        moneyOrDash(amountOf(row.total_usd)),
        moneyOrDash(amountOf(row.traced_usd)),
        allocated === 0n ? '-' : signedMoney(allocated),
        row.key ?? '(calls without an owner)',
      ],
    };
  });
  const owner = bucket.owner === null ? 'no owner named yet' : `owner ${bucket.owner}`;
  const sla = deadlineText(bucket);
  const other: readonly Row[] = [
    { cells: [signedOrDash(bucket.usd), '', '', `Exception bucket: ${owner}, ${sla}`] },
    { cells: [signedOrDash(totals.kept_apart_usd), '', '', 'Kept apart: tax, credits, fees'] },
    { cells: [money(amountOf(totals.invoice_usd)), '', '', 'Invoice'] },
  ];
  return [
    ...heading('Who bears what', `policy ${policy.id}`, pen),
    ...paragraph(policy.text, pen, { tone: 'quiet' }),
    ...table(columns, [...rows, ...other], pen),
    ...moreLine(by_team.length - shown.length, ['team', 'teams'], pen),
  ];
};

function signedOrDash(usd: string): string {
  const amount = amountOf(usd);
  return amount === 0n ? '-' : signedMoney(amount);
}

const apartColumns: readonly Column[] = [
  { head: '', align: 'right', atLeast: moneyWidth },
  { head: 'lines', align: 'right' },
  { head: 'kind', least: 20, fit: 'wrap' },
  { head: 'e.g.', least: 12, fit: 'middle', expendable: 1 },
];

export const keptApart: Section = ({ kept_apart }, pen) => {
  if (kept_apart.length === 0) return [];
  const rows = kept_apart.map(({ usd, lines, title, example }) => ({
    cells: [signedOrDash(usd), String(lines), title, example === null ? '' : `${example.source}:${example.line}`],
  }));
  return [
    ...heading('Kept apart', 'no call can show these; they belong to the invoice', pen),
    ...table(apartColumns, rows, pen),
  ];
};
