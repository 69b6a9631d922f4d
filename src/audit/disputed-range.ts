// What a call may cost where the sources of the card disagree.
import type { Price } from '../model/price.ts';

/** Least and most of the price and its rivals. */
export function disputedRange({ usd, disputed = [] }: Extract<Price, { kind: 'priced' }>): {
  readonly low: bigint;
  readonly high: bigint;
} {
  const all = [usd, ...disputed.map((rival) => rival.usd)];
  return { low: all.reduce((a, b) => (b < a ? b : a)), high: all.reduce((a, b) => (b > a ? b : a)) };
}
