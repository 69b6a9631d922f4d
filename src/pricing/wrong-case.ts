// What the table of wrong formulas works on: a rightly priced call, and how to price it in another way.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import { promptTokens, tokenClasses, type Usage, type UsageClass } from '../model/usage.ts';
import type { PriceRow } from './compile-row.ts';
import { rowIsNear, rowsNear } from './near-rows.ts';
import { type LineOptions, priceTotal } from './price-lines.ts';
import type { PriceRequest, Quote } from './price-usage.ts';
import type { Rates } from './rates.ts';

/** A rightly priced call whose log says another figure. */
export interface Case {
  readonly request: PriceRequest;
  readonly usage: Usage;
  /** What the log says it cost. */
  readonly logged: Usd;
  /** A figure farther from it than this is not what was logged, however it was rounded. */
  readonly reach: number;
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

const tokens: ReadonlySet<UsageClass> = new Set(tokenClasses);

/** Fees are outside service tiers. */
export function scaledTokens({ lines }: Case, times: bigint, by: bigint): Usd {
  let [scaled, fees] = [0n, 0n];
  for (const line of lines) {
    if (tokens.has(line.class)) scaled += line.usd;
    else fees += line.usd;
  }
  return divideHalfEven(scaled * times, by) + fees;
}

/** The rows by which the very counts of the call could cost what was logged; see near-rows.ts. `rows` is a list that is kept. */
export function nearRows(
  { usage, logged, reach, request, lines }: Case,
  rows: readonly PriceRow[],
): readonly PriceRow[] {
  if (saysAnotherCount(usage, lines)) return rows;
  const prompt = request.granularity === 'aggregate' ? 0 : promptTokens(usage);
  return rowsNear(rows, lines, { logged, reach, prompt });
}

/** Could the very counts of the call cost what was logged by this row? */
export function isNear({ usage, logged, reach, request, lines }: Case, row: PriceRow): boolean {
  if (saysAnotherCount(usage, lines)) return true;
  const prompt = request.granularity === 'aggregate' ? 0 : promptTokens(usage);
  return rowIsNear(row, lines, { logged, reach, prompt });
}

/** A line may hold another class or count than was logged: then its counts say nothing about other rows. */
function saysAnotherCount(usage: Usage, lines: readonly PriceLine[]): boolean {
  return lines.some(({ class: name, count, priced_as: as }) => as !== undefined || usage[name] !== count);
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
