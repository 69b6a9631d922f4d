// Counting ledger: what became of every record, so that a reader can check that nothing vanished and nothing was paid twice.
import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, counted, money, moneyOrDash } from '../figures.ts';
import { heading, type Pen, paragraph } from '../pen.ts';
import { worstFirst } from '../ranking.ts';
import { type Column, table } from '../table.ts';
import { moneyWidth, type Section } from './section.ts';

const columns: readonly Column[] = [
  { head: 'not added', align: 'right', atLeast: moneyWidth },
  { head: 'count', align: 'right' },
  { head: '', expendable: 1 },
  { head: 'not a billed call because', least: 16, fit: 'wrap' },
];

export const ledger: Section = ({ ledger: books, excluded, attempts }, pen) => {
  if (books.records === 0) return heading('Counting ledger', 'no record to account for', pen);
  return [
    ...heading('Counting ledger', balanceText(books), pen),
    ...paragraph(
      `${counted(books.records, 'record')} = ${count(books.with_events)} with events + ${count(books.skipped)} skipped + ${count(books.rejected)} rejected`,
      pen,
      { hang: 2 },
    ),
    ...paragraph(
      `${counted(books.events, 'event')} = ${counted(books.billed_calls, 'billed call')} + ${count(books.excluded_events)} excluded`,
      pen,
      { hang: 2 },
    ),
    ...exclusions(excluded, pen),
    ...attemptLines(attempts, pen),
  ];
};

function balanceText(books: AuditReport['ledger']): string {
  const records = books.records === books.with_events + books.skipped + books.rejected;
  const events = books.events === books.billed_calls + books.excluded_events;
  return records && events ? 'every record accounted for' : 'DOES NOT ADD UP; please report this as a bug';
}

function exclusions(excluded: AuditReport['excluded'], pen: Pen): readonly string[] {
  if (excluded.length === 0) return [];
  const ranked = worstFirst(
    excluded.map((item) => ({ ...item, calls: item.records })),
    ({ reason, unit }) => `${reason} ${unit}`,
  );
  const rows = ranked.map(({ usd, records, unit, reason }) => ({
    cells: [moneyOrDash(amountOf(usd)), count(records), records === 1 ? unit : `${unit}s`, reason],
  }));
  return ['', ...table(columns, rows, pen)];
}

function attemptLines(attempts: AuditReport['attempts'], pen: Pen): readonly string[] {
  const texts = [
    attempts.retry_calls > 0
      ? `${counted(attempts.retry_calls, 'retry', 'retries')} ${money(amountOf(attempts.retry_usd))}`
      : '',
    attempts.fallback_calls > 0
      ? `${counted(attempts.fallback_calls, 'fallback')} ${money(amountOf(attempts.fallback_usd))}`
      : '',
  ].filter((text) => text !== '');
  const free = [
    attempts.cache_hits > 0 ? counted(attempts.cache_hits, 'cache hit') : '',
    attempts.failed_free > 0 ? counted(attempts.failed_free, 'failure') : '',
  ].filter((text) => text !== '');
  return [
    ...(texts.length > 0 ? paragraph(`Included in spend: ${texts.join(', ')}.`, pen) : []),
    ...(free.length > 0 ? paragraph(`At no cost: ${free.join(', ')}.`, pen) : []),
  ];
}
