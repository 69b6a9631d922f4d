// Mergeable sums: the leaves of the tally. Adding is associative and commutative; nothing here depends on order.
import { divideHalfEven, type Usd } from '../model/money.ts';

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

export function mergeMaps<K, V>(a: ReadonlyMap<K, V>, b: ReadonlyMap<K, V>, add: (a: V, b: V) => V): Map<K, V> {
  const merged = new Map(a);
  for (const [key, value] of b) addTo(merged, key, value, add);
  return merged;
}

/** The first `most` of a list under one total order: mergeable because the order is total. */
export interface Top<T> {
  readonly most: number;
  readonly compare: (a: T, b: T) => number;
}

export function mergeTop<T>({ most, compare }: Top<T>, a: readonly T[], b: readonly T[]): readonly T[] {
  if (b.length === 0) return a;
  return [...a, ...b].sort(compare).slice(0, most);
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
