// Times of the audit as UTC text. No locale, no zone of the machine.
import type { Nanoseconds } from '../model/event.ts';

/** ISO 8601 with as many fraction digits as there are. */
export function isoTime(time: Nanoseconds): string {
  const seconds = time / 1_000_000_000n;
  const fraction = (time % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} s after 1970`;
  return `${date.toISOString().slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

export type Period = 'hour' | 'day' | 'week' | 'month';

/** The UTC period a time falls in: "2026-11-21T09", "2026-11-21", the Monday of its week, "2026-11". */
export function periodOf(time: Nanoseconds, period: Period): string {
  const iso = isoTime(time);
  switch (period) {
    case 'hour':
      return iso.slice(0, 13);
    case 'day':
      return iso.slice(0, 10);
    case 'month':
      return iso.slice(0, 7);
    case 'week': {
      const days = time / 86_400_000_000_000n;
      const monday = days - ((days + 3n) % 7n); // 1970-01-01 was a Thursday
      return isoTime(monday * 86_400_000_000_000n).slice(0, 10);
    }
  }
}
