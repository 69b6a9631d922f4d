// Time zone as data: its offsets from UTC and since when each holds, so that whoever counts days needs no tables of the machine.
import type { Nanoseconds } from './event.ts';

export interface Zone {
  readonly name: string;
  /** The offset before the first change. */
  readonly offset: Nanoseconds;
  /** In order of time. */
  readonly changes: readonly { readonly at: Nanoseconds; readonly offset: Nanoseconds }[];
}

export const utc: Zone = { name: 'UTC', offset: 0n, changes: [] };

export function offsetAt({ offset, changes }: Zone, time: Nanoseconds): Nanoseconds {
  return changes.findLast(({ at }) => at <= time)?.offset ?? offset;
}
