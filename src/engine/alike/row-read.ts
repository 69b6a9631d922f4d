// Rows that were read as records, to see whether rows like them need to be.
import { saysMore } from '../../audit/alike/says-more.ts';
import type { Event } from '../../model/event.ts';
import { alikeNotes } from './row-counts.ts';
import type { RowValues } from './row-values.ts';

/** What became of a row that was read as a record: its event, behind the hops of its record; nothing to be counted; or something else. */
export type RowRead = readonly Event[] | 'passed over' | undefined;

/** Where the row is one. */
export function eventsOf(readRow: () => RowRead): readonly Event[] | undefined {
  const read = readRow();
  return read === 'passed over' ? undefined : read;
}

/** The row says all that its event does, its role among it. What is only a default of the place it comes from tells, or is the same for all rows. */
export function isOneOfMany(read: readonly Event[], row: RowValues): boolean {
  const event = read.at(-1);
  if (event === undefined || !row.fits(read)) return false;
  const { hints: _, ...said } = event;
  return !saysMore({ ...said, role: 'call', notes: said.notes.filter(({ kind }) => !alikeNotes.has(kind)) });
}
