// No billed call in a report: whether there was none, or the selection left none, which are opposite messages.
import type { AuditReport } from '../model/report.ts';
import { counted } from './figures.ts';

/** "151 events were filtered out"; undefined when nothing was. */
export function filteredOut({ excluded }: Pick<AuditReport, 'excluded'>): string | undefined {
  const events = excluded.find(({ reason }) => reason === 'filtered out')?.records ?? 0;
  return events === 0 ? undefined : `${counted(events, 'event')} ${events === 1 ? 'was' : 'were'} filtered out`;
}
