// Times of the audit as UTC text. No locale, no zone of the machine.
import type { Nanoseconds } from '../model/event.ts';

const perSecond = 1_000_000_000n;
const perDay = 86_400n * perSecond;

/** ISO 8601 with as many fraction digits as there are. */
export function isoTime(time: Nanoseconds): string {
  if (time >= 0n && time < lastNs) {
    const seconds = Number(time / perSecond);
    const rest = Number(time % perSecond);
    const digits = rest === 0 ? '' : `.${fractionText(rest)}`;
    return `${dateText(Math.floor(seconds / 86_400))}T${clockText(seconds % 86_400)}${digits}Z`;
  }
  const fraction = modulo(time, perSecond);
  const seconds = (time - fraction) / perSecond;
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds} s after 1970`;
  const digits = fraction.toString().padStart(9, '0').replace(/0+$/, '');
  return `${date.toISOString().slice(0, -'.000Z'.length)}${digits === '' ? '' : `.${digits}`}Z`;
}

/** Most logs keep whole milliseconds. */
function fractionText(nanoseconds: number): string {
  if (nanoseconds % 1_000_000 !== 0) return String(nanoseconds).padStart(9, '0').replace(/0+$/, '');
  const milliseconds = nanoseconds / 1_000_000;
  if (milliseconds % 10 !== 0) return String(milliseconds).padStart(3, '0');
  return milliseconds % 100 === 0 ? String(milliseconds / 100) : String(milliseconds / 10).padStart(2, '0');
}

/** Until the year 10000. */
const lastNs = 253_402_300_800n * perSecond;

const dates = new Map<number, string>();

/** Days repeat: their dates are made once. */
function dateText(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
  if (dates.size >= 10_000) dates.clear();
  dates.set(day, text);
  return text;
}

function clockText(seconds: number): string {
  const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export type Period = 'hour' | 'day' | 'week' | 'month';

/** The UTC period a time falls in: "2026-11-21T09", "2026-11-21", the Monday of its week, "2026-11". */
export function periodOf(time: Nanoseconds, period: Period): string {
  if (period === 'day' && time >= 0n && time < lastNs) return dateText(Number(time / perDay));
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
