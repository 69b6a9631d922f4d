// Which of many rows come near a logged figure. Floats rule out all that are far off; what is left is priced exactly. A brand has hundreds.
import type { Usd } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import { type UsageClass, usageClasses } from '../model/usage.ts';
import type { PriceRow } from './compile-row.ts';

/** The rows' prices of one unit, a column for each class; NaN where only exact pricing can tell, infinite where there is no price. */
interface NearTable {
  readonly columns: ReadonlyMap<UsageClass, Float64Array>;
  /** Prompts of so many tokens are priced otherwise. */
  readonly plainBelow: Float64Array;
}

/** More than what a few sums in floats lose. */
const floatNoise = 1e-9;

const tables = new WeakMap<readonly PriceRow[], NearTable>();

/**
 * The rows by which the counts of these lines could cost the logged figure, but for rounding. `rows` is a list that is kept: its table is
 * made once. `reach`: how far a price may be from the figure; `prompt`: the length a context threshold is held against.
 */
export function rowsNear(
  rows: readonly PriceRow[],
  lines: readonly PriceLine[],
  { logged, reach, prompt }: { readonly logged: Usd; readonly reach: number; readonly prompt: number },
): readonly PriceRow[] {
  const { columns, plainBelow } = tableOf(rows);
  const figure = Number(logged);
  const limit = reach + figure * floatNoise;
  const counts = lines.map(({ class: name, count }) => ({ count, column: columns.get(name) }));
  const found: PriceRow[] = [];
  for (const [index, row] of rows.entries()) {
    let near = prompt < (plainBelow[index] ?? 0) ? 0 : Number.NaN;
    for (const { count, column } of counts) near += count * (column?.[index] ?? Number.NaN);
    if (!(Math.abs(near - figure) > limit)) found.push(row); // also when it is NaN
  }
  return found;
}

function nearPrice({ rates, fallback }: PriceRow, name: UsageClass): number {
  return rates.get(name)?.near ?? (fallback.has(name) ? Number.NaN : Number.POSITIVE_INFINITY);
}

function tableOf(rows: readonly PriceRow[]): NearTable {
  const known = tables.get(rows);
  if (known) return known;
  const plainBelow = new Float64Array(rows.length);
  for (const [index, { rates, counting, upTo, overContext }] of rows.entries()) {
    const isPlain = counting.size === 0 && upTo === undefined && !rates.has('requests');
    if (isPlain) plainBelow[index] = Math.min(...overContext.map(({ tokens }) => tokens), Number.POSITIVE_INFINITY);
  }
  const columns = new Map(usageClasses.map((name) => [name, Float64Array.from(rows, (row) => nearPrice(row, name))]));
  const table = { columns, plainBelow };
  tables.set(rows, table);
  return table;
}
