// Worst first: money, then calls, then text, so that a ranked list never depends on the order of reading.
import type { Usd } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import { amountOf } from './figures.ts';

interface Spending {
  readonly usd: string;
  readonly calls?: number;
}

export function worstFirst<T extends Spending>(items: readonly T[], name: (item: T) => string): readonly T[] {
  // Amounts and names are made once each: a comparison happens many times per item.
  return items
    .map((item) => ({ item, amount: amountOf(item.usd), calls: item.calls ?? 0, name: name(item) }))
    .sort((a, b) => compareAmounts(b.amount, a.amount) || b.calls - a.calls || compareText(a.name, b.name))
    .map(({ item }) => item);
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
