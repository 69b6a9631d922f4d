// Times of the audit as UTC text. No locale, no zone of the machine.
import type { Nanoseconds } from '../model/event.ts';

const perSecond = 1_000_000_000n;
const perDay = 86_400n * perSecond;

/** ISO 8601 with as many fraction digits as there are. */
export function isoTime(time: Nanoseconds): string {
  const fraction = modulo(time, perSecond);
  const seconds = (time - fraction) / perSecond;
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} s after 1970`;
  const digits = fraction.toString().padStart(9, '0').replace(/0+$/, '');
  return `${date.toISOString().slice(0, -'.000Z'.length)}${digits === '' ? '' : `.${digits}`}Z`;
}

export type Period = 'hour' | 'day' | 'week' | 'month';

/** The UTC period a time falls in: "2026-11-21T09", "2026-11-21", the Monday of its week, "2026-11". */
export function periodOf(time: Nanoseconds, period: Period): string {
  const [date = '', clock = ''] = isoTime(time).split('T');
  switch (period) {
    case 'hour':
      return `${date}T${clock.slice(0, 2)}`;
    case 'day':
      return date;
    case 'month':
      return date.slice(0, -'-01'.length);
    case 'week': {
      const sinceMonday = modulo(time + 3n * perDay, 7n * perDay); // 1970-01-01 was a Thursday
      return periodOf(time - sinceMonday, 'day');
    }
  }
}

/** Never negative. */
function modulo(time: bigint, period: bigint): bigint {
  return ((time % period) + period) % period;
}
