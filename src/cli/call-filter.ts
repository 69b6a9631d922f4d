// Call filter: --since, --until and --filter as one test on a call. Times are UTC; names and values are those of --group-by.

import type { AuditedCall } from '../audit/audited.ts';
import { groupKey, groupNames } from '../audit/group-keys.ts';
import type { CallFilter } from '../audit/select-calls.ts';
import { UsageError } from '../model/errors.ts';
import type { Nanoseconds } from '../model/event.ts';
import { knownNames } from './did-you-mean.ts';

export interface FilterFlags {
  readonly since?: string;
  readonly until?: string;
  readonly filter?: readonly string[];
}

/** Undefined when nothing is to be left out. */
export function callFilter({ since, until, filter = [] }: FilterFlags, sinceFlag = '--since'): CallFilter | undefined {
  if (since === undefined && until === undefined && filter.length === 0) return undefined;
  const from = since === undefined ? undefined : readTime(sinceFlag, since, 'start');
  const to = until === undefined ? undefined : readTime('--until', until, 'end');
  if (from !== undefined && to !== undefined && from >= to) {
    throw new UsageError(`--since ${since} is not before --until ${until}`);
  }
  const wanted = [...readFilters(filter)];
  const fits = (audited: AuditedCall): boolean =>
    isWithin(audited.call.metering.start, from, to) &&
    wanted.every(([field, values]) => values.includes(groupKey(audited, field)));
  const instants = [from, to].filter((instant) => instant !== undefined);
  const values = new Map(wanted.map(([field, some]) => [field, some.filter((value) => value !== undefined)]));
  return Object.assign(fits, { looks_at: { values, instants } });
}

/** A call without a time is inside no window. */
function isWithin(time: Nanoseconds | undefined, from: Nanoseconds | undefined, to: Nanoseconds | undefined): boolean {
  if (from === undefined && to === undefined) return true;
  return time !== undefined && (from === undefined || time >= from) && (to === undefined || time < to);
}

/** Several values of one field are alternatives; several fields must all fit. `missing` means that the call has none. */
export function readFilters(filters: readonly string[]): ReadonlyMap<string, readonly (string | undefined)[]> {
  const wanted = new Map<string, (string | undefined)[]>();
  for (const filter of filters) {
    const equals = filter.indexOf('=');
    if (equals < 1) {
      throw new UsageError(
        `--filter ${filter} has no "="`,
        'write FIELD=VALUE, or FIELD=missing for calls without that field',
      );
    }
    const field = filter.slice(0, equals);
    const value = filter.slice(equals + 1);
    if (!groupNames.includes(field)) {
      throw new UsageError(`--filter knows no field "${field}"`, knownNames(field, groupNames));
    }
    wanted.set(field, [...(wanted.get(field) ?? []), value === 'missing' ? undefined : value]);
  }
  return wanted;
}

const dayLength: Nanoseconds = 86_400_000_000_000n;
const timeText = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})?)?$/i;

/** A date alone means its whole day: from its start for --since, to its end for --until. */
export function readTime(flag: string, text: string, edge: 'start' | 'end'): Nanoseconds {
  const [, date, clock, zone = 'Z'] = timeText.exec(text) ?? [];
  const ms = date === undefined ? Number.NaN : Date.parse(`${date}T${clock ?? '00:00'}${zone.toUpperCase()}`);
  if (Number.isNaN(ms) || date === undefined || !isCalendarDay(date)) {
    throw new UsageError(
      `${flag} ${text} is no time`,
      'write 2026-09-30 or 2026-09-30T14:00Z; times without a zone are UTC',
    );
  }
  const time = BigInt(ms) * 1_000_000n;
  return clock === undefined && edge === 'end' ? time + dayLength : time;
}

/** JavaScript reads 2026-02-31 as a day of March. */
function isCalendarDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}

/** One moment; a date alone means the last of its day. */
export function readMoment(flag: string, text: string): Nanoseconds {
  const isDate = !/[T ]/i.test(text);
  return readTime(flag, text, 'end') - (isDate ? 1n : 0n);
}
