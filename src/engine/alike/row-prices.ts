// What rows of one price cost, and how that compares with what their log says.
import { picoUsd } from '../../model/money.ts';
import { type Comparison, varianceCauses } from '../../model/price.ts';
import type { Metering } from '../../model/trace.ts';
import { type Usage, type UsageClass, usageClasses } from '../../model/usage.ts';
import { compareCost, noise } from '../../pricing/compare-cost.ts';
import { priceUsage } from '../../pricing/price-usage.ts';
import type { Rates } from '../../pricing/rates.ts';
import { mostExact } from './exact-sums.ts';
import type { PairTable } from './pair-table.ts';
import type { RowValues } from './row-values.ts';

/** Rows with one linear price. */
export interface Priced {
  tries: number;
  /** Of the call that told the price; absent until one did. There may be many prices, so nothing else of it is kept. */
  metering: Metering | undefined;
  readonly classes: readonly UsageClass[];
  /** 10^-12 dollars for one of each class; absent where the logged cost counts. */
  rates: readonly number[] | undefined;
  fixed: number;
}

/** In whole 10^-12 dollars and the rest of 10^-18. */
export interface RowCost {
  pico: number;
  rest: number;
}

export function newPriced(usage: Usage | undefined): Priced {
  const classes = usageClasses.filter((name) => usage?.[name] !== undefined);
  return { tries: 0, metering: undefined, classes, rates: undefined, fixed: 0 };
}

/** Puts into `cost` what the row costs; false where it is too much for whole numbers. */
export function costIs({ rates, fixed }: Priced, { counts, logged }: RowValues, cost: RowCost): boolean {
  if (rates === undefined) {
    cost.pico = logged.pico;
    cost.rest = logged.rest;
    return true;
  }
  let sum = fixed;
  for (let at = 0; at < rates.length; at++) sum += (counts.amounts[at] ?? 0) * (rates[at] ?? 0);
  cost.pico = sum;
  cost.rest = 0;
  return sum < mostExact;
}

/** Undefined when the price is not what the row's own sum says. */
export function compare(
  { metering, rates }: Priced,
  row: RowValues,
  cost: RowCost,
  card: Rates,
): Comparison | 'none' | undefined {
  if (rates === undefined || !row.hasCost) return 'none';
  if (row.logged.rest === 0 && Math.abs(row.logged.pico - cost.pico) <= nearPico) return agrees;
  const request = {
    ...metering,
    start: row.start(),
    ...(row.counts.usage && { usage: row.counts.usage }),
  };
  const price = priceUsage(request, card);
  if (price.kind !== 'priced' || price.usd !== BigInt(cost.pico) * picoUsd) return undefined;
  return compareCost(row.loggedUsd(), request, price, card);
}

const nearPico = Number(noise / picoUsd);
const agrees: Comparison = { kind: 'agrees' };

/** A number for what the comparison says but its figures; `noPair` when there are too many. */
export function outcomeOf(comparison: Comparison | 'none', outcomes: PairTable): number {
  if (comparison === 'none') return 0;
  if (comparison.kind === 'agrees') return 1;
  let node = outcomes.of(0, comparison.logged > comparison.repriced ? 1 : 0);
  for (const cause of comparison.causes) node = outcomes.of(node, varianceCauses.indexOf(cause));
  return node; // more than 1: a cause follows the direction
}
