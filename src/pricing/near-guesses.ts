// Which of many wrong ways to price a call come near its logged figure. Floats rule out all that are far off; what is left is priced exactly.
import type { Usd } from '../model/money.ts';
import type { Usage, UsageClass } from '../model/usage.ts';
import type { PriceRow } from './compile-row.ts';
import { isUnsold, rateOfFallback } from './price-lines.ts';

/** A figure that is so much for each unit of each class. */
export interface Weighed {
  /** As long as prompts are priced by the plain rates of this row. */
  readonly row: PriceRow;
  /** What one unit of the class adds to the figure, nearly: as `nearPrice` says it. */
  readonly weigh: (row: PriceRow, name: UsageClass) => number;
}

export interface NearTable<T> {
  readonly guesses: readonly T[];
  readonly weighed: readonly Weighed[];
  /** What one unit adds, a column for each class that calls have had so far. */
  readonly columns: Map<string, Float64Array>;
  /** Where prompts of so many tokens are priced otherwise. */
  readonly bounds: readonly { readonly at: number; readonly below: number }[];
  /** For the sums under way. */
  readonly sums: Float64Array;
}

export interface Wanted {
  readonly usage: Usage;
  /** The length a context threshold is held against. */
  readonly prompt: number;
  /** What was logged, and what the right price is. */
  readonly logged: Usd;
  readonly right: Usd;
  /** How far a figure may be from the logged one. */
  readonly reach: Usd;
}

/** More than what a few sums in floats lose; no sum here goes beyond the right price on its way to the logged figure. */
const floatNoise = 1e-9;

export function nearTable<T>(guesses: readonly T[], weighedBy: (guess: T) => Weighed): NearTable<T> {
  const weighed = guesses.map(weighedBy);
  const bounds: { at: number; below: number }[] = [];
  for (const [at, { row }] of weighed.entries()) {
    const below = plainBelow(row);
    if (below < Number.POSITIVE_INFINITY) bounds.push({ at, below });
  }
  return { guesses, weighed, columns: new Map(), bounds, sums: new Float64Array(guesses.length) };
}

/** The guesses whose figure could be the logged one, but for rounding, in their order. */
export function nearGuesses<T>(
  { guesses, weighed, columns, bounds, sums }: NearTable<T>,
  { usage, prompt, logged, right, reach }: Wanted,
): readonly T[] {
  sums.fill(0);
  for (const { at, below } of bounds) if (prompt >= below) sums[at] = Number.NaN;
  for (const name in usage) {
    const count = usage[name as UsageClass] ?? 0; // a member of a usage
    if (count === 0) continue;
    let weights = columns.get(name);
    if (!weights) {
      weights = columnOf(weighed, name as UsageClass);
      columns.set(name, weights);
    }
    addTimes(sums, weights, count);
  }
  const figure = Number(logged);
  const limit = Number(reach) + (figure + Number(right)) * floatNoise;
  const found: T[] = [];
  for (let at = 0; at < sums.length; at++) {
    if (Math.abs((sums[at] ?? 0) - figure) > limit) continue; // never when it is NaN
    const guess = guesses[at];
    if (guess) found.push(guess);
  }
  return found;
}

function addTimes(sums: Float64Array, weights: Float64Array, count: number): void {
  for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + count * (weights[at] ?? 0);
}

function columnOf(weighed: readonly Weighed[], name: UsageClass): Float64Array {
  const column = new Float64Array(weighed.length);
  for (const [at, { row, weigh }] of weighed.entries()) column[at] = weigh(row, name);
  return column;
}

/** 0 where the row charges for what a usage does not count. */
function plainBelow({ rates, overContext }: PriceRow): number {
  if (rates.has('requests')) return 0;
  let below = Number.POSITIVE_INFINITY;
  for (const { tokens } of overContext) if (tokens < below) below = tokens;
  return below;
}

/** Nearly the price of one unit; NaN where only exact pricing can tell, infinite where there is none. */
export function nearPrice(row: PriceRow, name: UsageClass): number {
  const rate = row.rates.get(name);
  const found = rate ? { class: name, rate } : rateOfFallback(name, row, undefined);
  if (!found) return isUnsold(name) ? 0 : Number.POSITIVE_INFINITY;
  return row.counting.has(found.class) ? Number.NaN : found.rate.near;
}
