// Amounts on invoices: they may be in any currency, and zero is zero. Only US dollars become a cost; no rate of exchange is ever guessed.
import type { JsonValue } from '../model/json.ts';
import type { Draft, Paths, ValueAt } from './format.ts';
import { readAmount, readText } from './values.ts';

/** The first amount that is there, a zero too, when the currency is the US dollar or is not told; else no cost at all. */
export function setCharge(draft: Draft, valueAt: ValueAt, paths: Paths, currency: JsonValue | undefined): void {
  draft.logged_cost_usd = undefined;
  draft.notes = draft.notes.filter(({ kind }) => kind !== 'zero-cost-with-usage');
  if (!isDollar(currency)) return;
  for (const path of paths) {
    const amount = readAmount(valueAt(path), 'usd');
    if (amount === undefined) continue;
    draft.logged_cost_usd = amount;
    return;
  }
}

export function isDollar(currency: JsonValue | undefined): boolean {
  return /^(?:usd|us\$|)$/i.test(readText(currency) ?? '');
}
