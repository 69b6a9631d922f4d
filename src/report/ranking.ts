// Worst first: money, then calls, then text, so that a ranked list never depends on the order of reading.
import type { Usd } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import { amountOf } from './figures.ts';

interface Spending {
  readonly usd: string;
  readonly calls?: number;
}

export function worstFirst<T extends Spending>(items: readonly T[], name: (item: T) => string): readonly T[] {
  return items.toSorted(
    (a, b) =>
      compareAmounts(amountOf(b.usd), amountOf(a.usd)) ||
      (b.calls ?? 0) - (a.calls ?? 0) ||
      compareText(name(a), name(b)),
  );
}

/** The same for differences, whose sign does not matter: too little is as wrong as too much. */
export function largestDifferenceFirst<T>(
  items: readonly T[],
  difference: (item: T) => Usd,
  name: (item: T) => string,
): readonly T[] {
  const size = (item: T) => (difference(item) < 0n ? -difference(item) : difference(item));
  return items.toSorted((a, b) => compareAmounts(size(b), size(a)) || compareText(name(a), name(b)));
}

function compareAmounts(a: Usd, b: Usd): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
