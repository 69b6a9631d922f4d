// The forms that sections share: decimal money, examples, and lists ranked by money, then calls, then name.
import { usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { compareUsd } from '../merge-tallies.ts';
import { noSum, type Sum } from '../sums.ts';
import type { Example, SumTable, Tally } from '../tally.ts';

export function money(sum: Sum): { usd: string; calls: number } {
  return { usd: usdToDecimal(sum.usd), calls: sum.calls };
}

export function exampleWire({ place, trace_id }: Example): { source: string; line: number; trace_id: string | null } {
  return { source: place.source, line: place.line, trace_id: trace_id ?? null };
}

/** The costliest first. */
export function ranked<K extends string, V extends Sum>(rows: ReadonlyMap<K, V>): [K, V][] {
  return [...rows].sort(([a, x], [b, y]) => compareUsd(y.usd, x.usd) || y.calls - x.calls || compareText(a, b));
}

/** A table without rows is an empty one. */
export function table(tally: Tally, name: SumTable): ReadonlyMap<string, Sum> {
  return tally.sums.get(name) ?? new Map<string, Sum>();
}

export const sumAt = (tally: Tally, name: SumTable, key: string): Sum => table(tally, name).get(key) ?? noSum;
