// What the table of wrong formulas works on: a rightly priced call, and how to price it in another way.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import { promptTokens, tokenClasses, type Usage, type UsageClass } from '../model/usage.ts';
import type { PriceRow } from './compile-row.ts';
import { type LineOptions, priceTotal } from './price-lines.ts';
import type { PriceRequest, Quote } from './price-usage.ts';
import type { Rates } from './rates.ts';

/** A rightly priced call whose log says another figure. */
export interface Case {
  readonly request: PriceRequest;
  readonly usage: Usage;
  /** What the log says it cost. */
  readonly logged: Usd;
  readonly quote: Extract<Quote, { kind: 'one' }>;
  readonly usd: Usd;
  readonly lines: readonly PriceLine[];
  readonly rates: Rates;
}

export interface Figure {
  readonly usd: Usd;
  readonly detail: string;
}

export type Formula = (given: Case) => readonly Figure[];

/** Fees are outside service tiers. */
export function scaledTokens({ lines }: Case, times: bigint, by: bigint): Usd {
  const tokens: ReadonlySet<UsageClass> = new Set(tokenClasses);
  let [scaled, fees] = [0n, 0n];
  for (const line of lines) {
    if (tokens.has(line.class)) scaled += line.usd;
    else fees += line.usd;
  }
  return divideHalfEven(scaled * times, by) + fees;
}

/** Furthest part of a figure that rounding may be away from it, twice over; see `reproduces` in compare-cost.ts. */
const farthest = 0.02;
const noise = 2e9;

/**
 * False only where the usage priced by the row is so far from the logged figure that no exact sum of it could reproduce the figure. In
 * floats: a brand has hundreds of rows, and all but a few are far off.
 */
export function mayReproduce({ usage, logged, request, lines }: Case, row: PriceRow): boolean {
  if (row.counting.size > 0 || row.upTo !== undefined || row.rates.has('requests') || !hasPlainCounts(lines, usage))
    return true;
  const prompt = request.granularity === 'aggregate' || row.overContext.length === 0 ? 0 : promptTokens(usage);
  if (row.overContext.some(({ tokens }) => prompt >= tokens)) return true;
  let near = 0;
  for (const { class: name, count } of lines) {
    const rate = row.rates.get(name);
    if (rate === undefined) return true;
    near += count * rate.near;
  }
  return Math.abs(near - Number(logged)) <= near * farthest + noise;
}

/** The lines hold every count of the usage, as it was logged. */
function hasPlainCounts(lines: readonly PriceLine[], usage: Usage): boolean {
  return lines.every(({ class: name, count, priced_as: as }) => as === undefined && usage[name] === count);
}

/** The figure of another usage, another row, or another prompt length; nothing where it has no price. */
export function figure(
  detail: string,
  given: Case,
  usage: Usage,
  { row = given.quote.row, prompt = promptTokens(given.usage) }: { readonly row?: PriceRow; readonly prompt?: number },
): readonly Figure[] {
  const options: LineOptions = { aggregate: given.request.granularity === 'aggregate', prompt };
  const usd = priceTotal(usage, row, options);
  return usd === undefined ? [] : [{ usd, detail }];
}
