// Which of many rows come near a logged figure. Floats rule out all that are far off; what is left is priced exactly. A brand has hundreds.
import type { Usd } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import type { Usage, UsageClass } from '../model/usage.ts';
import type { PriceRow } from './compile-row.ts';

/** The rows' prices of one unit, a column for each class; NaN where only exact pricing can tell, infinite where there is no price. */
interface NearTable {
  /** Of the classes that calls have had so far. */
  readonly columns: Map<UsageClass, Float64Array>;
  /** Prompts of so many tokens are priced otherwise. */
  readonly plainBelow: Float64Array;
  /** For the sums under way. */
  readonly near: Float64Array;
}

export interface Wanted {
  readonly logged: Usd;
  /** How far a price may be from the figure. */
  readonly reach: number;
  /** The length a context threshold is held against. */
  readonly prompt: number;
}

/** More than what a few sums in floats lose. */
const floatNoise = 1e-9;

const tables = new WeakMap<readonly PriceRow[], NearTable>();

/**
 * The rows by which the counts of these lines could cost the logged figure, but for rounding. `rows` is a list that is kept: its table is
 * made once.
 */
export function rowsNear(
  rows: readonly PriceRow[],
  lines: readonly PriceLine[],
  { logged, reach, prompt }: Wanted,
): readonly PriceRow[] {
  const { columns, plainBelow: below, near } = tableOf(rows);
  const figure = Number(logged);
  const limit = reach + figure * floatNoise;
  for (let at = 0; at < near.length; at++) near[at] = prompt < (below[at] ?? 0) ? 0 : Number.NaN;
  for (const { class: name, count } of lines) {
    let prices = columns.get(name);
    if (!prices) {
      prices = Float64Array.from(rows, (row) => nearPrice(row, name));
      columns.set(name, prices);
    }
    addTimes(near, prices, count);
  }
  const found: PriceRow[] = [];
  for (let at = 0; at < near.length; at++) {
    if (Math.abs((near[at] ?? 0) - figure) > limit) continue; // never when it is NaN
    const row = rows[at];
    if (row) found.push(row);
  }
  return found;
}

/** Are these counts, by the row, too far from the figure for any rounding? Only where sums of floats can tell. */
export function isFarFrom(usage: Usage, row: PriceRow, { logged, reach, prompt }: Wanted): boolean {
  if (row.upTo !== undefined || !(prompt < plainBelow(row))) return false;
  let sum = 0;
  for (const name in usage) {
    const each = nearPrice(row, name as UsageClass); // a member of a usage
    if (!Number.isFinite(each)) return false;
    sum += (usage[name as UsageClass] ?? 0) * each;
  }
  const figure = Number(logged);
  return Math.abs(sum - figure) > reach + figure * floatNoise;
}

function addTimes(sums: Float64Array, prices: Float64Array, count: number): void {
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + count * (prices[at] ?? 0);
}

/** Prompts of so many tokens and more are priced otherwise; none where the row charges for what has no line. */
function plainBelow({ rates, overContext }: PriceRow): number {
  if (rates.has('requests')) return 0;
  let below = Number.POSITIVE_INFINITY;
  for (const { tokens } of overContext) if (tokens < below) below = tokens;
  return below;
}

function nearPrice({ rates, fallback, counting }: PriceRow, name: UsageClass): number {
  if (counting.has(name)) return Number.NaN;
  return rates.get(name)?.near ?? (fallback.has(name) ? Number.NaN : Number.POSITIVE_INFINITY);
}

function tableOf(rows: readonly PriceRow[]): NearTable {
  const known = tables.get(rows);
  if (known) return known;
  const table = {
    columns: new Map(),
    plainBelow: Float64Array.from(rows, plainBelow),
    near: new Float64Array(rows.length),
  };
  tables.set(rows, table);
  return table;
}
