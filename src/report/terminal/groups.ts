// Spend by owner_team, then by every other group asked for. The rows add up to all spend; what has no value is a row of its own.

import { usdToDecimal } from '../../model/money.ts';
import type { AuditReport } from '../../model/report.ts';
import { grades } from '../../model/trace.ts';
import { amountOf, count, counted, money, moneyOrDash, share } from '../figures.ts';
import { heading, isNarrow, type Pen, paragraph } from '../pen.ts';
import { worstFirst } from '../ranking.ts';
import { type Cell, type Column, naturalWidth, type Row, table } from '../table.ts';
import { countsOf, tokenNote, tokenTexts } from '../uncounted.ts';
import { countsCalls, moneyWidth, type Section } from './section.ts';

type Group = AuditReport['groups'][string][number];

/** Groups whose order is time; they are shown whole, a list of days with holes would mislead. */
const timeGroups = new Set(['hour', 'day', 'week', 'month']);

export const groups: Section = (report, pen) => {
  if (report.totals.calls === 0) return [];
  const names = [...new Set(['owner_team', ...pen.style.groups])];
  return names.flatMap((name, index) => [
    ...(index === 0 ? [] : ['']),
    ...oneGroup(name, report, pen),
    ...(name === 'owner_team' ? howKnown(report, pen) : []),
  ]);
};

/** How the owners above are known, from the call's own record down to not at all. */
function howKnown({ coverage }: AuditReport, pen: Pen): readonly string[] {
  const known = grades.flatMap((grade) => {
    const { usd, calls } = coverage.grades[grade];
    const figure = coverage.basis === 'calls' ? counted(calls, 'call') : money(amountOf(usd));
    return calls === 0 ? [] : [`${grade} ${figure}`];
  });
  return known.length === 0 ? [] : paragraph(`How the owner is known: ${known.join(', ')}.`, pen, { hang: 2 });
}

function oneGroup(name: string, report: AuditReport, pen: Pen): readonly string[] {
  const title = `Spend by ${name}`;
  const items = Object.hasOwn(report.groups, name) ? report.groups[name] : undefined;
  if (!items) return heading(title, `not in this report; run the audit with --group-by ${name}`, pen);
  const shown = timeGroups.has(name) ? items : topItems(items, pen.style.top);
  const rest = items.filter((item) => !shown.includes(item));
  const lines = [...shown, ...(rest.length > 0 ? [sumOf(rest, `${count(rest.length)} more`)] : [])];
  const total = sumOf(items, 'all');
  const rows = [...lines.map((item) => rowOf(item, name, report)), { cells: cellsOf(total, '', 'all', report) }];
  const columns = columnsFor(name, !countsCalls(report));
  const isWhole = !isNarrow(pen) && naturalWidth(columns, rows) <= pen.style.width; // else tokens are left out first
  const note = isWhole ? tokenNote(total) : undefined;
  return [
    ...heading(title, '', pen),
    ...table(columns, rows, pen),
    ...(note === undefined ? [] : paragraph(note, pen, { hang: 2 })),
  ];
}

/** The costliest, and always the row without a value: it is the one to act on. */
function topItems(items: readonly Group[], top: number): readonly Group[] {
  const ranked = worstFirst(items, ({ key }) => key ?? '');
  return ranked.filter(({ key }, index) => index < top || key === null);
}

function columnsFor(name: string, byMoney: boolean): readonly Column[] {
  return [
    { head: 'spend', align: 'right', atLeast: moneyWidth },
    { head: 'share', align: 'right' },
    { head: name, least: 10, fit: 'middle' },
    { head: 'proven', align: 'right', expendable: 2 },
    { head: 'recoverable', align: 'right', expendable: 2 },
    { head: 'unattributed', align: 'right', expendable: 1 },
    { head: 'calls', align: 'right', secondary: byMoney, expendable: 3 },
    { head: 'tokens in', align: 'right', secondary: true, expendable: 4 },
    { head: 'tokens out', align: 'right', secondary: true, expendable: 4 },
  ];
}

function rowOf(item: Group, name: string, report: AuditReport): Row {
  const { totals } = report;
  const part = countsCalls(report)
    ? share(BigInt(item.calls), BigInt(totals.calls))
    : share(amountOf(item.usd), amountOf(totals.spend_usd));
  const label = item.key ?? (name === 'owner_team' ? '(no owner)' : `(no ${name})`);
  return { cells: cellsOf(item, part, { text: label, tone: item.key === null ? 'bad' : undefined }, report) };
}

function cellsOf(item: Group, part: string, label: Cell, report: AuditReport): readonly Cell[] {
  const amounts = [item.usd, item.proven_usd, item.recoverable_usd, item.unattributed_usd];
  const [spend, ...split] = amounts.map((usd) => (countsCalls(report) ? '' : moneyOrDash(amountOf(usd))));
  return [spend ?? '', part, label, ...split, count(item.calls), ...tokenTexts(item)];
}

function sumOf(items: readonly Group[], key: string): Group {
  const amount = (name: 'usd' | 'proven_usd' | 'recoverable_usd' | 'unattributed_usd') =>
    usdToDecimal(items.reduce((sum, item) => sum + amountOf(item[name]), 0n));
  return {
    key,
    ...countsOf(items),
    usd: amount('usd'),
    share_pct: null,
    proven_usd: amount('proven_usd'),
    recoverable_usd: amount('recoverable_usd'),
    unattributed_usd: amount('unattributed_usd'),
  };
}
