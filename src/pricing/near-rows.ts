// Which of many rows come near a logged figure. Floats rule out all that are far off; what is left is priced exactly. A brand has hundreds.
import type { Usd } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import { type UsageClass, usageClasses } from '../model/usage.ts';
import type { PriceRow } from './compile-row.ts';

/** The rows' prices of one unit, a column for each class; NaN where only exact pricing can tell. */
interface NearTable {
  readonly columns: ReadonlyMap<UsageClass, Float64Array>;
  /** Prompts of so many tokens are priced otherwise. */
  readonly plainBelow: Float64Array;
}

/** Furthest part of a price that rounding can be away from it, twice over, and what floats leave behind; see compare-cost.ts. */
const farthest = 0.02;
const noise = 2e9;

const tables = new WeakMap<readonly PriceRow[], NearTable>();

/**
 * The rows by which the counts of these lines could cost the logged figure, but for rounding. `rows` is a list that is kept: its table is
 * made once. `prompt` is the length a context threshold is held against.
 */
export function rowsNear(
  rows: readonly PriceRow[],
  lines: readonly PriceLine[],
  logged: Usd,
  prompt: number,
): readonly PriceRow[] {
  const { columns, plainBelow } = tableOf(rows);
  const figure = Number(logged);
  const counts = lines.map(({ class: name, count }) => ({ count, column: columns.get(name) }));
  const found: PriceRow[] = [];
  for (const [index, row] of rows.entries()) {
    let near = prompt < (plainBelow[index] ?? 0) ? 0 : Number.NaN;
    for (const { count, column } of counts) near += count * (column?.[index] ?? Number.NaN);
    if (!(Math.abs(near - figure) > near * farthest + noise)) found.push(row); // also when it is NaN
  }
  return found;
}

function tableOf(rows: readonly PriceRow[]): NearTable {
  const known = tables.get(rows);
  if (known) return known;
  const columns = new Map(usageClasses.map((name) => [name, new Float64Array(rows.length).fill(Number.NaN)]));
  const plainBelow = new Float64Array(rows.length);
  for (const [index, { rates, counting, upTo, overContext }] of rows.entries()) {
    if (counting.size > 0 || upTo !== undefined || rates.has('requests')) continue;
    plainBelow[index] = Math.min(...overContext.map(({ tokens }) => tokens), Number.POSITIVE_INFINITY);
    for (const [name, { near }] of rates) columns.get(name)?.fill(near, index, index + 1);
  }
  const table = { columns, plainBelow };
  tables.set(rows, table);
  return table;
}
