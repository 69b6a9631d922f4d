// Times: ISO 8601 or a number since the epoch, to nanoseconds as a bigint. A float never holds a time.
import type { MappingNote, Nanoseconds } from '../model/event.ts';
import type { JsonValue } from '../model/json.ts';
import { readText, shownValue } from './values.ts';

export type TimeUnit = 's' | 'ms' | 'us' | 'ns';
/** How a time is written, where it is not ISO 8601. */
export type TimeForm = TimeUnit | 'by-size' | 'dotnet-ticks' | 'us-date';
const nanosecondsPer: Readonly<Record<TimeUnit, bigint>> = { s: 1_000_000_000n, ms: 1_000_000n, us: 1_000n, ns: 1n };

const isoTime =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,30}))?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * ISO 8601 (without a zone it is UTC), or in the given form. Nanoseconds are kept. `by-size` takes the unit of an epoch number from
 * the number of digits: from September 2001 to November 2286 the four units have 10, 13, 16 and 19, so nothing is guessed.
 */
export function readTime(
  field: 'start' | 'end',
  value: JsonValue | undefined,
  form: TimeForm | undefined,
  notes: MappingNote[],
): Nanoseconds | undefined {
  const text = readText(value);
  if (text === undefined) return undefined;
  const time = isoNanoseconds(text) ?? (form === undefined ? undefined : inForm(text, form));
  if (time === undefined || time <= 0n) {
    notes.push({ kind: 'bad-time', field, value: shownValue(text) });
    return undefined;
  }
  return time;
}

function inForm(text: string, form: TimeForm): Nanoseconds | undefined {
  if (form === 'us-date') return usDate(text);
  if (form === 'dotnet-ticks') return ticks(text);
  const unit = form === 'by-size' ? unitBySize(text) : form;
  return unit === undefined ? undefined : scaled(text, nanosecondsPer[unit]);
}

const americanTime =
  /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,9})?))?(?: ?([AP])M)?)?$/i;

/** Month/day/year as invoices and the Azure portal write it: 9/2/2023, 04/01/25, 3/2/2026, 9:15:04.120 AM. Without a zone it is UTC. */
function usDate(text: string): Nanoseconds | undefined {
  const [, month = '', day = '', year = '', hour = '0', minute = '00', second = '00', half] =
    americanTime.exec(text) ?? [];
  if (month === '' || (half !== undefined && Number(hour) > 12)) return undefined;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const date = `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isoNanoseconds(`${date}T${String(hours).padStart(2, '0')}:${minute}:${second}Z`);
}

/** Hundreds of nanoseconds since the year 1, as .NET counts. */
function ticks(text: string): Nanoseconds | undefined {
  return /^\d{18}$/.test(text) ? (BigInt(text) - 621_355_968_000_000_000n) * 100n : undefined;
}

function unitBySize(text: string): TimeUnit | undefined {
  const whole = /^[1-9]\d*/.exec(text)?.[0] ?? '';
  const units: Readonly<Record<number, TimeUnit>> = { 10: 's', 13: 'ms', 16: 'us', 19: 'ns' };
  return units[whole.length];
}

/** A length of time in nanoseconds. */
export function readDuration(value: JsonValue | undefined, unit: TimeUnit): bigint | undefined {
  const text = readText(value);
  return text === undefined ? undefined : scaled(text, nanosecondsPer[unit]);
}

export function isoNanoseconds(text: string): Nanoseconds | undefined {
  const match = isoTime.exec(text);
  if (!match) return undefined;
  const [, date = '', clock = '00:00:00', fraction = '', zone = 'Z'] = match;
  if (zone === 'Z' && clock.length === 8) {
    const seconds = Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3, 5)) * 60 + Number(clock.slice(6));
    const day = clock < '24' && clock.slice(3, 5) < '60' && clock.slice(6) < '60' ? startOfDay(date) : undefined;
    if (day !== undefined) {
      const milliseconds = day + seconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
      return (
        BigInt(milliseconds) * 1_000_000n + (fraction.length > 3 ? BigInt(fraction.slice(3, 9).padEnd(6, '0')) : 0n)
      );
    }
  }
  const digits = zone.replace(':', '').padEnd(5, '0');
  const offset = /^[+-]/.test(zone) ? `${digits.slice(0, 3)}:${digits.slice(3)}` : 'Z';
  const milliseconds = Date.parse(`${date}T${clock.length === 5 ? `${clock}:00` : clock}${offset}`);
  const day = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(milliseconds) || Number.isNaN(day)) return undefined;
  if (new Date(day).toISOString().slice(0, 10) !== date) return undefined; // 30 February: the parser would make it March
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

const days = new Map<string, number>();

/** Milliseconds at the start of a UTC day; undefined when there is no such day. Logs repeat the few days they are about. */
function startOfDay(date: string): number | undefined {
  const known = days.get(date);
  if (known !== undefined) return known;
  const start = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== date) return undefined;
  if (days.size >= 10_000) days.clear();
  days.set(date, start);
  return start;
}

function scaled(text: string, unit: bigint): bigint | undefined {
  const match = /^(\d{1,19})(?:\.(\d+))?(?:[eE]\+?(\d{1,2}))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '0', fraction = '', exponent = '0'] = match;
  if (fraction === '' && exponent === '0') return BigInt(whole) * unit;
  const digits = (fraction + '0'.repeat(18)).slice(0, 18);
  return ((BigInt(whole) * 10n ** 18n + BigInt(digits)) * unit * 10n ** BigInt(exponent)) / 10n ** 18n;
}
