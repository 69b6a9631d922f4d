// Time zones by name, from the tables that ship with Node: their changes over fifty years, as data. The only use of Intl.
import { UsageError } from '../model/errors.ts';
import { utc, type Zone } from '../model/zone.ts';

const day = 86_400_000;
const [since, until] = [Date.UTC(2000, 0, 1), Date.UTC(2050, 0, 1)];
const nanoseconds = (milliseconds: number): bigint => BigInt(milliseconds) * 1_000_000n;
const fixed = /^([+-])(\d{2}):(\d{2})$/;
const known = new Map<string, Zone>([['UTC', utc]]);

/** "Europe/Berlin", "+02:00" or "UTC". `where` says in errors what asked for it. */
export function timeZone(name: string, where: string): Zone {
  const zone = known.get(name) ?? fixedZone(name) ?? namedZone(name, where);
  known.set(name, zone);
  return zone;
}

function fixedZone(name: string): Zone | undefined {
  const [, sign, hours, minutes] = fixed.exec(name) ?? [];
  if (hours === undefined || Number(hours) > 14 || Number(minutes) > 59) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return { name, offset: nanoseconds(offset), changes: [] };
}

function namedZone(name: string, where: string): Zone {
  const offsetAt = offsetsOf(name, where);
  const changes: { at: bigint; offset: bigint }[] = [];
  const first = offsetAt(since);
  let offset = first;
  // A week is shorter than any stretch of summer time, so no change hides between two looks.
  for (let time = since; time < until; time += 7 * day) {
    const next = offsetAt(time + 7 * day);
    if (next === offset) continue;
    changes.push({ at: nanoseconds(changeBetween(time, time + 7 * day, offset, offsetAt)), offset: nanoseconds(next) });
    offset = next;
  }
  return { name, offset: nanoseconds(first), changes };
}

function changeBetween(from: number, to: number, offset: number, offsetAt: (time: number) => number): number {
  let [low, high] = [from, to];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (middle <= low) break;
    if (offsetAt(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

function offsetsOf(name: string, where: string): (time: number) => number {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return (time) => {
      const part = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
      const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
      return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second')) - time;
    };
  } catch {
    throw new UsageError(
      `${where} names no time zone: ${name}`,
      'write a name such as Europe/Berlin, or +02:00, or UTC',
    );
  }
}
