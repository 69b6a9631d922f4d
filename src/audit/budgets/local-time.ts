// Days, weeks and months as a time zone has them. A local day is a whole number of days since 1970-01-01.
import type { Nanoseconds } from '../../model/event.ts';
import { offsetAt, type Zone } from '../../model/zone.ts';

export const dayLength: Nanoseconds = 86_400_000_000_000n;
export const windowNames = ['day', 'week', 'month'] as const;
export type WindowName = (typeof windowNames)[number];

/** A stretch of whole local days: the first one, and the first one after it. */
export interface DaySpan {
  readonly first: number;
  readonly end: number;
}

export function localDay(time: Nanoseconds, zone: Zone): number {
  const local = time + offsetAt(zone, time);
  const within = ((local % dayLength) + dayLength) % dayLength;
  return Number((local - within) / dayLength);
}

/** When a local day begins. Where the clock is put forward at midnight, the day begins with the change. */
export function beginOfDay(day: number, zone: Zone): Nanoseconds {
  const local = BigInt(day) * dayLength;
  const guess = local - offsetAt(zone, local - zone.offset);
  return local - offsetAt(zone, guess);
}

export function spanOf(day: number, window: WindowName): DaySpan {
  switch (window) {
    case 'day':
      return { first: day, end: day + 1 };
    case 'week': {
      const sinceMonday = (((day + 3) % 7) + 7) % 7; // 1970-01-01 was a Thursday
      return { first: day - sinceMonday, end: day - sinceMonday + 7 };
    }
    case 'month': {
      const date = new Date(day * 86_400_000);
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
      // A broken time beyond the calendar.
      if (Number.isNaN(year)) return { first: day, end: day + 1 };
      return { first: Date.UTC(year, month, 1) / 86_400_000, end: Date.UTC(year, month + 1, 1) / 86_400_000 };
    }
  }
}

/** "2026-11-21"; a broken time far outside of the calendar gives its number. */
export function dayText(day: number): string {
  const date = new Date(day * 86_400_000);
  return Number.isNaN(date.getTime()) ? `day ${day}` : date.toISOString().slice(0, -'T00:00:00.000Z'.length);
}
