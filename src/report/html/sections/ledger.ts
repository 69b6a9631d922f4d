// Counting ledger: what became of every record, so that a reader can check that nothing vanished and nothing was paid twice.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, money } from '../../figures.ts';
import { worstFirst } from '../../ranking.ts';
import { amountCell, countCell, pill, textCell } from '../cells.ts';
import { dataTable } from '../data-table.ts';
import { html, type Markup } from '../markup.ts';
import { lead, type Section } from '../section.ts';

export const ledger: Section = {
  id: 'ledger',
  title: 'Counting ledger',
  body: ({ ledger: books, excluded, attempts }) => {
    if (books.records === 0) return lead('No record to account for.');
    return html`<ul class="equations">
${equation(books.records, 'record', [
  [books.with_events, 'with events'],
  [books.skipped, 'skipped'],
  [books.rejected, 'rejected'],
])}${equation(books.events, 'event', [
  [books.billed_calls, books.billed_calls === 1 ? 'billed call' : 'billed calls'],
  [books.excluded_events, 'excluded'],
])}</ul>
${exclusions(excluded)}${attemptText(attempts)}`;
  },
};

function equation(whole: number, what: string, parts: readonly (readonly [number, string])[]): Markup {
  const balances = parts.reduce((sum, [part]) => sum + part, 0) === whole;
  const sum = parts.map(([part, name]) => `${count(part)} ${name}`).join(' + ');
  return html`<li>${counted(whole, what)} = ${sum} ${balances ? pill('good', 'adds up') : pill('bad', 'does not add up')}</li>
`;
}

function exclusions(excluded: AuditReport['excluded']): Markup {
  return dataTable({
    caption: 'Not a billed call because',
    columns: [
      { head: 'Reason' },
      { head: 'Count', align: 'right' },
      { head: 'Of' },
      { head: 'Not added', align: 'right' },
    ],
    rows: worstFirst(
      excluded.map((item) => ({ ...item, calls: item.records })),
      ({ reason, unit }) => `${reason} ${unit}`,
    ).map((item) => [textCell(item.reason), countCell(item.records), textCell(`${item.unit}s`), amountCell(item.usd)]),
    sortedBy: 3,
  });
}

function attemptText(attempts: AuditReport['attempts']): Markup {
  const included = [
    attempts.retry_calls > 0 &&
      `${counted(attempts.retry_calls, 'retry', 'retries')} ${money(amountOf(attempts.retry_usd))}`,
    attempts.fallback_calls > 0 &&
      `${counted(attempts.fallback_calls, 'fallback')} ${money(amountOf(attempts.fallback_usd))}`,
  ].filter((text) => text !== false);
  const free = [
    attempts.cache_hits > 0 && counted(attempts.cache_hits, 'cache hit'),
    attempts.failed_free > 0 && counted(attempts.failed_free, 'failure'),
  ].filter((text) => text !== false);
  const texts = [
    included.length > 0 && `Included in spend: ${included.join(', ')}.`,
    free.length > 0 && `At no cost: ${free.join(', ')}.`,
  ].filter((text) => text !== false);
  return html`${texts.map((text) => lead(text))}`;
}
