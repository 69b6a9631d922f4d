// Times of rows as two numbers: the UTC day since 1970 and the nanoseconds of that day. ISO 8601 to the second or finer, in UTC, and numbers; any
// other way to write a time is left to the reader of records.
import { isoNanoseconds, readTime, type TimeForm } from '../../formats/times.ts';

export interface RowTimes {
  /** False when the bytes are no such time. The time is in `day` and `ns` then. */
  read(bytes: Uint8Array, at: number, length: number): boolean;
  /** The same for a number, and for nanoseconds since 1970 that are written as a text. */
  readNumber(number: number, form: TimeForm): boolean;
  readDigits(bytes: Uint8Array, at: number, length: number, form: TimeForm): boolean;
  day: number;
  ns: number;
}

export const nsPerDay = 86_400_000_000_000n;

export function createRowTimes(): RowTimes {
  /** By the digits of the date; -1 where there is no such day. */
  const days = new Map<number, number>();
  const times: RowTimes = { read, readNumber, readDigits, day: 0, ns: 0 };

  function readNumber(number: number, form: TimeForm): boolean {
    const time = readTime('start', number, form, []);
    if (time === undefined) return false;
    times.day = Number(time / nsPerDay);
    times.ns = Number(time % nsPerDay);
    return times.day > 0;
  }

  function readDigits(bytes: Uint8Array, at: number, length: number, form: TimeForm): boolean {
    if (form !== 'ns' || length !== nsDigits || bytes[at] === zero) return false;
    let [seconds, ns] = [0, 0];
    for (let index = 0; index < nsDigits; index++) {
      const digit = (bytes[at + index] ?? 0) - zero;
      if (digit < 0 || digit > 9) return false;
      if (index < nsDigits - 9) seconds = seconds * 10 + digit;
      else ns = ns * 10 + digit;
    }
    times.day = Math.floor(seconds / secondsPerDay);
    times.ns = (seconds % secondsPerDay) * 1e9 + ns;
    return true;
  }

  function read(bytes: Uint8Array, at: number, length: number): boolean {
    if (length < 19 || bytes[at + 4] !== dash || bytes[at + 7] !== dash) return false;
    if (bytes[at + 13] !== colon || bytes[at + 16] !== colon) return false;
    if (bytes[at + 10] !== letterT && bytes[at + 10] !== space) return false;
    const date =
      (pair(bytes, at) * 100 + pair(bytes, at + 2)) * 10_000 + pair(bytes, at + 5) * 100 + pair(bytes, at + 8);
    const hour = pair(bytes, at + 11);
    const minute = pair(bytes, at + 14);
    const second = pair(bytes, at + 17);
    if (date < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
    const end = bytes[at + length - 1] === letterZ ? length - 1 : length;
    let fraction = 0;
    if (end > 19) {
      if (bytes[at + 19] !== point || end === 20 || end > 29) return false;
      for (let index = at + 20; index < at + end; index++) {
        const digit = (bytes[index] ?? 0) - zero;
        if (digit < 0 || digit > 9) return false;
        fraction = fraction * 10 + digit;
      }
      fraction *= powers[29 - end] ?? 0;
    }
    times.day = dayOf(date);
    times.ns = ((hour * 60 + minute) * 60 + second) * 1e9 + fraction;
    return times.day > 0;
  }

  function dayOf(date: number): number {
    const known = days.get(date);
    if (known !== undefined) return known;
    const text = String(date).padStart(8, '0');
    const start = isoNanoseconds(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
    const day = start === undefined ? -1 : Number(start / nsPerDay);
    if (days.size >= mostDays) days.clear();
    days.set(date, day);
    return day;
  }

  return times;
}

/** The number of two digits; far below zero when they are none, so that no sum with others is a number of theirs. */
function pair(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - zero;
  const ones = (bytes[at + 1] ?? 0) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : noDigits;
}

/** Of nanoseconds since September 2001, for 285 years. */
const nsDigits = 19;
const secondsPerDay = 86_400;
const noDigits = -1_000_000_000;

/** Of ten: to raise it takes as long as to read the time. */
const powers = Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);
const mostDays = 10_000;
const [zero, dash, colon, point, space, letterT, letterZ] = [48, 45, 58, 46, 32, 84, 90];
