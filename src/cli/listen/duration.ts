// Durations of --for and --idle: 500ms, 30s, 10m, 2h.
import { UsageError } from '../../model/errors.ts';

const unitMs: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);
/** Timers hold no more. */
const longestMs = 2 ** 31 - 1;

export function readDuration(flag: string, text: string): number {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const duration = Math.round(Number(count) * (unitMs.get(unit) ?? 0));
  if (duration >= 1 && duration <= longestMs) return duration;
  throw new UsageError(`${flag} ${text} is no duration`, 'write a number and its unit, such as 30s, 10m or 2h');
}
