// Mergeable sums: the leaves of the tally. Adding is associative and commutative; nothing here depends on order.
import { divideHalfEven, type Usd } from '../model/money.ts';
import { type Usage, type UsageClass, usageClasses } from '../model/usage.ts';

export interface Sum {
  readonly calls: number;
  readonly usd: Usd;
}

export const noSum: Sum = { calls: 0, usd: 0n };

export const addSums = (a: Sum, b: Sum): Sum => ({ calls: a.calls + b.calls, usd: a.usd + b.usd });

/** Adds `value` to what the map holds under `key`. Mutates only the caller's own map. */
export function addTo<K, V>(map: Map<K, V>, key: K, value: V, add: (a: V, b: V) => V): void {
  const present = map.get(key);
  map.set(key, present === undefined ? value : add(present, value));
}

/** A value that grows where it stands, instead of being made anew for every call. */
export type Running<T> = { -readonly [K in keyof T]: T[K] };

export function addSum(into: Running<Sum>, { calls, usd }: Sum): void {
  into.calls += calls;
  into.usd += usd;
}

/** Adds to what the map holds under `key`; a value that is not there yet is copied, so that it may grow. */
export function growIn<K, V extends object>(
  map: Map<K, Running<V>>,
  key: K,
  value: V,
  grow: (into: Running<V>, value: V) => void,
): void {
  const present = map.get(key);
  if (present === undefined) map.set(key, { ...value });
  else grow(present, value);
}

/** The first `most` of a list under one total order: mergeable because the order is total. */
export interface Top<T> {
  readonly most: number;
  readonly compare: (a: T, b: T) => number;
}

/** The list with one more candidate in its place; the same list when the candidate is none of the first. */
export function withCandidate<T>({ most, compare }: Top<T>, list: readonly T[], candidate: T): readonly T[] {
  let at = list.length;
  for (let before = list[at - 1]; before !== undefined && compare(before, candidate) > 0; before = list[at - 1])
    at -= 1;
  return at >= most ? list : [...list.slice(0, at), candidate, ...list.slice(at, most - 1)];
}

/** The same for many candidates that come one after the other, and for long lists: sorted and cut now and then. */
export function keepTop<T>({ most, compare }: Top<T>): { add(candidate: T): void; list(): readonly T[] } {
  let kept: T[] = [];
  let last: T | undefined;
  const cut = (): void => {
    kept = kept.sort(compare).slice(0, most);
    last = kept[most - 1];
  };
  return {
    add(candidate) {
      if (last !== undefined && compare(last, candidate) <= 0) return;
      kept.push(candidate);
      if (kept.length >= 2 * most) cut();
    },
    list() {
      cut();
      return kept;
    },
  };
}

export function mergeTop<T>(top: Top<T>, a: readonly T[], b: readonly T[]): readonly T[] {
  return b.reduce((list, candidate) => withCandidate(top, list, candidate), a);
}

/** A count of usage in millionths: whole numbers stay exact however many are added, and parts of seconds do too. */
export type Millionths = bigint;

export function millionths(count: number): Millionths {
  return Number.isInteger(count) ? BigInt(count) * 1_000_000n : BigInt(Math.round(count * 1_000_000));
}

/** To the nearest whole number; no real log comes near the greatest one a document can hold. */
export function wholeCount(sum: Millionths): number {
  const whole = divideHalfEven(sum, 1_000_000n);
  return whole > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(whole);
}

export function addUsage(sums: Map<UsageClass, Millionths>, usage: Usage): void {
  for (const name of usageClasses) {
    const count = usage[name];
    if (count !== undefined) addTo(sums, name, millionths(count), (a, b) => a + b);
  }
}

/** Classes in their order. */
export function usageOf(sums: ReadonlyMap<UsageClass, Millionths>): Usage {
  return Object.fromEntries(
    usageClasses.flatMap((name) => {
      const sum = sums.get(name);
      // In two steps, so that a large whole number stays one.
      return sum === undefined ? [] : [[name, Number(sum / 1_000_000n) + Number(sum % 1_000_000n) / 1_000_000]];
    }),
  );
}
