// Times of rows as two numbers: the UTC day since 1970 and the nanoseconds of that day. ISO 8601 to the second or finer, in UTC, and numbers; any
// other way to write a time is left to the reader of records.
import { isoNanoseconds, readTime, type TimeForm } from '../../formats/times.ts';

export interface RowTimes {
  /** False when the bytes are no such time. The time is in `day` and `ns` then. */
  read(bytes: Uint8Array, at: number, length: number): boolean;
  /** The same for a number. */
  readNumber(number: number, form: TimeForm): boolean;
  day: number;
  ns: number;
}

export const nsPerDay = 86_400_000_000_000n;

export function createRowTimes(): RowTimes {
  /** By the digits of the date; -1 where there is no such day. */
  const days = new Map<number, number>();
  const times: RowTimes = { read, readNumber, day: 0, ns: 0 };

  function readNumber(number: number, form: TimeForm): boolean {
    const time = readTime('start', number, form, []);
    if (time === undefined) return false;
    times.day = Number(time / nsPerDay);
    times.ns = Number(time % nsPerDay);
    return times.day > 0;
  }

  function read(bytes: Uint8Array, at: number, length: number): boolean {
    const isAt = (index: number, code: number): boolean => bytes[at + index] === code;
    if (length < 19 || !isAt(4, dash) || !isAt(7, dash) || !(isAt(10, letterT) || isAt(10, space))) return false;
    if (!isAt(13, colon) || !isAt(16, colon)) return false;
    const date = digits(bytes, at, 4) * 10_000 + digits(bytes, at + 5, 2) * 100 + digits(bytes, at + 8, 2);
    const hour = digits(bytes, at + 11, 2);
    const minute = digits(bytes, at + 14, 2);
    const second = digits(bytes, at + 17, 2);
    if (!(hour < 24 && minute < 60 && second < 60)) return false;
    let end = length;
    if (isAt(end - 1, letterZ)) end -= 1;
    let fraction = 0;
    if (end > 19) {
      if (!isAt(19, point) || end === 20 || end > 29) return false;
      fraction = digits(bytes, at + 20, end - 20) * (powers[29 - end] ?? 0);
    }
    const day = dayOf(date);
    times.day = day;
    times.ns = ((hour * 60 + minute) * 60 + second) * 1e9 + fraction;
    return day > 0 && Number.isInteger(times.ns);
  }

  function dayOf(date: number): number {
    const known = days.get(date);
    if (known !== undefined) return known;
    const text = String(date).padStart(8, '0');
    const start = Number.isNaN(date)
      ? undefined
      : isoNanoseconds(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
    const day = start === undefined ? -1 : Number(start / nsPerDay);
    if (days.size >= mostDays) days.clear();
    days.set(date, day);
    return day;
  }

  return times;
}

/** Not a number when some are no digits. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Of ten: to raise it takes as long as to read the time. */
const powers = Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);
const mostDays = 10_000;
const [zero, dash, colon, point, space, letterT, letterZ] = [48, 45, 58, 46, 32, 84, 90];
