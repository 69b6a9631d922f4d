// The hours of a day, and the days of a week, in which a row holds: told apart by minutes of the week in the window's own time zone.
import type { Nanoseconds } from '../model/event.ts';
import type { RateRow } from '../model/rate-card.ts';
import { offsetAt, utc, type Zone } from '../model/zone.ts';

type TimeOfDay = NonNullable<RateRow['time_of_day']>;

export interface DayWindow {
  /** Minutes of the day. */
  readonly from: number;
  readonly to: number;
  /** Days on which the window begins, Monday is 0; undefined: every day. */
  readonly days: ReadonlySet<number> | undefined;
  readonly zone: Zone;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const nanosecondsPerMinute = 60_000_000_000n;
const perDay = 1440;
const perWeek = 7 * perDay;

/** `zones`: those the card names, as data. */
export function dayWindow(time: TimeOfDay, zones: ReadonlyMap<string, Zone> | undefined): DayWindow {
  const zone = zoneName(time) === 'UTC' ? utc : zones?.get(zoneName(time));
  if (!zone) throw new Error(`the card came without its time zone ${zoneName(time)}`);
  return {
    from: minuteOfDay(time.from),
    to: minuteOfDay(time.to),
    days: time.days && new Set(time.days.map((day) => weekdays.indexOf(day))),
    zone,
  };
}

export function zoneName({ zone = 'UTC' }: TimeOfDay): string {
  return zone;
}

/** "mon, tue 09:00-18:00 Asia/Shanghai" */
export function windowText(time: TimeOfDay): string {
  const days = time.days ? `${weekdays.filter((day) => time.days?.includes(day)).join(', ')} ` : '';
  return `${days}${time.from}-${time.to} ${zoneName(time)}`;
}

/** A window over midnight belongs to the day on which it begins. */
export function isWithin({ from, to, days, zone }: DayWindow, at: Nanoseconds): boolean {
  // 1970-01-01 was a Thursday.
  const minutes = (at + offsetAt(zone, at)) / nanosecondsPerMinute + BigInt(3 * perDay);
  const minute = Number(((minutes % BigInt(perWeek)) + BigInt(perWeek)) % BigInt(perWeek));
  const [today, time] = [Math.floor(minute / perDay), minute % perDay];
  const holdsOn = (day: number): boolean => days === undefined || days.has((day + 7) % 7);
  if (from < to) return from <= time && time < to && holdsOn(today);
  return (from <= time && holdsOn(today)) || (time < to && holdsOn(today - 1));
}

/** Both hold at some minute and neither goes before the other: a window with weekdays goes before one without. */
export function windowsCollide(a: TimeOfDay, b: TimeOfDay): boolean {
  if ((a.days === undefined) !== (b.days === undefined)) return false;
  // Windows of different zones shift against each other; whether they ever meet is not worth knowing.
  if (zoneName(a) !== zoneName(b)) return true;
  const spans = spansOf(b);
  return spansOf(a).some((one) => spans.some((other) => one.from < other.to && other.from < one.to));
}

function spansOf({
  from,
  to,
  days = [...weekdays],
}: TimeOfDay): readonly { readonly from: number; readonly to: number }[] {
  const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
  return days.flatMap((day) => {
    const midnight = weekdays.indexOf(day) * perDay;
    const span = { from: midnight + start, to: midnight + end + (start < end ? 0 : perDay) };
    return span.to <= perWeek
      ? [span]
      : [
          { from: span.from, to: perWeek },
          { from: 0, to: span.to - perWeek },
        ];
  });
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
