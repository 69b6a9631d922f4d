// Counts of one cell, class by class: which differences are requests too many or too few, and which are the same requests counted otherwise.
import { type UsageClass, usageClasses } from '../../model/usage.ts';
import type { Millionths } from '../sums.ts';

type Sums = ReadonlyMap<UsageClass, Millionths>;

export interface CountDifference {
  /** `volume`: requests that only one side has; the rest: the same requests, another class or count. */
  readonly kind: 'volume' | 'swapped' | 'counted-twice' | 'differs';
  readonly meter: UsageClass;
  /** Billed minus logged. */
  readonly count: Millionths;
  readonly logged_as?: UsageClass;
}

const promptClasses: readonly UsageClass[] = [
  'input',
  'cached_input',
  'cache_write_5m',
  'cache_write_1h',
  'audio_in',
  'cached_audio_in',
  'image_in',
  'video_in',
];
const isPrompt = (meter: UsageClass): boolean => promptClasses.includes(meter);

/** Both sides count the same output, or the same prompt tokens in all: they speak of the same requests. */
export function sameRequests(billed: Sums, logged: Sums): boolean {
  const agree = (meters: readonly UsageClass[]): boolean => {
    const [a, b] = [total(billed, meters), total(logged, meters)];
    return a > 0n && a === b;
  };
  return agree(['output']) || agree(promptClasses);
}

export function explainCounts(billed: Sums, logged: Sums): readonly CountDifference[] {
  const left = new Map<UsageClass, Millionths>();
  for (const meter of usageClasses) {
    const difference = at(billed, meter) - at(logged, meter);
    if (difference !== 0n) left.set(meter, difference);
  }
  const found: CountDifference[] = [];
  const twice = countedTwice(left, logged);
  if (twice !== undefined) {
    found.push({ kind: 'counted-twice', meter: 'input', count: twice });
    left.delete('input');
  }
  found.push(...swaps(left));
  const same = sameRequests(billed, logged);
  for (const [meter, count] of left) if (count !== 0n) found.push({ kind: same ? 'differs' : 'volume', meter, count });
  return found;
}

/** The input logged beyond the billed one is exactly the cached tokens, with or without the writes, and those agree. */
function countedTwice(left: Sums, logged: Sums): Millionths | undefined {
  const input = left.get('input');
  if (input === undefined || input > 0n || left.has('cached_input')) return undefined;
  const cached = at(logged, 'cached_input');
  const writes = at(logged, 'cache_write_5m') + at(logged, 'cache_write_1h');
  return cached > 0n && (-input === cached || -input === cached + writes) ? input : undefined;
}

/** Takes out of `left` what one prompt class has too much of and another too little; the largest first. */
function swaps(left: Map<UsageClass, Millionths>): readonly CountDifference[] {
  const found: CountDifference[] = [];
  for (;;) {
    const more = largest(left, 1n);
    const less = largest(left, -1n);
    if (!more || !less) return found;
    const count = more.size < less.size ? more.size : less.size;
    found.push({ kind: 'swapped', meter: more.meter, logged_as: less.meter, count });
    left.set(more.meter, more.size - count);
    left.set(less.meter, count - less.size);
  }
}

function largest(left: Sums, sign: bigint): { meter: UsageClass; size: Millionths } | undefined {
  let found: { meter: UsageClass; size: Millionths } | undefined;
  for (const [meter, count] of left) {
    const size = count * sign;
    if (isPrompt(meter) && size > 0n && size > (found?.size ?? 0n)) found = { meter, size };
  }
  return found;
}

const at = (sums: Sums, meter: UsageClass): Millionths => sums.get(meter) ?? 0n;
const total = (sums: Sums, meters: readonly UsageClass[]): Millionths =>
  meters.reduce((sum, meter) => sum + at(sums, meter), 0n);
