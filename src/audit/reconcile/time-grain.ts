// Periods of an invoice: UTC days, or the whole of it when lines span more than a day. And the hour its days begin, when that is not 0:00.
import type { Nanoseconds } from '../../model/event.ts';
import type { Usage } from '../../model/usage.ts';
import { periodOf } from '../time-text.ts';
import type { InvoiceLine } from './invoice-line.ts';
import type { TracedUse } from './traced-use.ts';

export const hour = 3_600_000_000_000n;
const day = 24n * hour;

export interface TimeGrain {
  readonly unit: 'day' | 'whole';
  readonly from: Nanoseconds;
  /** Exclusive. */
  readonly to: Nanoseconds;
  /** Hours after 0:00 UTC at which the invoice's days begin; negative: before. */
  readonly offset: number;
}

/** Undefined when no line has a time: then everything is one period. */
export function timeGrain(
  lines: readonly InvoiceLine[],
  counted: readonly InvoiceLine[],
  uses: readonly TracedUse[],
): TimeGrain | undefined {
  const starts = lines.flatMap(({ start }) => (start === undefined ? [] : [start]));
  if (starts.length === 0 || starts.length < lines.length) return undefined;
  const ends = lines.map(({ start = 0n, end }) => (end !== undefined && end > start ? end : start + day));
  const [from, to] = [starts.reduce(least), ends.reduce(most)];
  const isLong = lines.some(({ start = 0n, end = start }) => end - start > 25n * hour);
  if (isLong) return { unit: 'whole', from, to, offset: 0 };
  const whole: TimeGrain = { unit: 'day', from: dayStart(from), to: dayStart(to - 1n) + day, offset: 0 };
  return { ...whole, offset: bestOffset(counted, uses, whole) };
}

/** The key of the period a time falls in; undefined outside the invoice. */
export function periodAt(time: Nanoseconds, grain: TimeGrain, offset = grain.offset): string | undefined {
  const shifted = time - BigInt(offset) * hour;
  if (shifted < grain.from || shifted >= grain.to) return undefined;
  return grain.unit === 'day' ? periodOf(shifted, 'day') : wholeKey(grain);
}

export const wholeKey = ({ from, to }: TimeGrain): string => `${periodOf(from, 'day')} to ${periodOf(to - 1n, 'day')}`;

export function periodOfLine({ start }: InvoiceLine, grain: TimeGrain): string {
  return grain.unit === 'day' && start !== undefined ? periodOf(start, 'day') : wholeKey(grain);
}

/**
 * Billing days that begin at another hour: the one offset at which most of the invoice's counts by day, model and class are met
 * exactly. Only when it meets at least half of them and more than twice as many as UTC days do.
 */
function bestOffset(lines: readonly InvoiceLine[], uses: readonly TracedUse[], grain: TimeGrain): number {
  const billed = new Map<string, bigint>();
  for (const line of lines)
    for (const [meter, count] of line.counts) add(billed, key(periodOfLine(line, grain), line.family, meter), count);
  if (billed.size < 2) return 0;
  const hourly = byHour(uses);
  const agreeing = (offset: number): number => {
    const logged = new Map<string, bigint>();
    for (const { time, family, meter, count } of hourly) {
      const period = periodAt(time, grain, offset);
      if (period !== undefined) add(logged, key(period, family, meter), count);
    }
    return [...billed].filter(([name, count]) => count > 0n && logged.get(name) === count).length;
  };
  const atUtc = agreeing(0);
  if (atUtc * 2 >= billed.size) return 0;
  const found = offsets.map((offset) => ({ offset, met: agreeing(offset) })).sort((a, b) => b.met - a.met)[0];
  return found && found.met * 2 >= billed.size && found.met > atUtc * 2 ? found.offset : 0;
}

/** Nearest to UTC first, so that a tie is the least surprising one. */
const offsets = Array.from({ length: 14 }, (_, i) => [-(i + 1), i + 1]).flat();

interface HourSum {
  readonly time: Nanoseconds;
  readonly family: string | undefined;
  readonly meter: keyof Usage;
  readonly count: bigint;
}

function byHour(uses: readonly TracedUse[]): readonly HourSum[] {
  const sums = new Map<string, HourSum>();
  for (const { start, family, counts } of uses) {
    if (start === undefined) continue;
    const time = start - modulo(start, hour);
    for (const [meter, count] of counts) {
      const name = `${time} ${key('', family, meter)}`;
      sums.set(name, { time, family, meter, count: (sums.get(name)?.count ?? 0n) + count });
    }
  }
  return [...sums.values()];
}

const key = (period: string, family: string | undefined, meter: string): string =>
  JSON.stringify([period, family ?? null, meter]);
const add = (map: Map<string, bigint>, name: string, count: bigint): void => {
  map.set(name, (map.get(name) ?? 0n) + count);
};
const dayStart = (time: Nanoseconds): Nanoseconds => time - modulo(time, day);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const modulo = (time: bigint, period: bigint): bigint => ((time % period) + period) % period;
