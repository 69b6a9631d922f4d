// What the table of wrong formulas works on: a rightly priced call, and how to price it in another way.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { PriceLine } from '../model/price.ts';
import { promptTokens, tokenClasses, type Usage, type UsageClass } from '../model/usage.ts';
import { type CallKind, forKind, rowsOf } from './call-kind.ts';
import type { PriceRow } from './compile-row.ts';
import { isFarFrom, rowsNear } from './near-rows.ts';
import { planQuote, type QuotePlan } from './plan-quote.ts';
import { type LineOptions, priceTotal } from './price-lines.ts';
import { type PriceRequest, type Quote, quoteBy } from './price-usage.ts';
import type { Rates } from './rates.ts';

/** A rightly priced call whose log says another figure. */
export interface Case {
  readonly kind: CallKind;
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

/** The counts could not cost what was logged by the call's own row, however it was rounded. */
export function isFarOff({ logged, reach, request, usage: own, quote }: Case, usage: Usage): boolean {
  if (request.granularity === 'aggregate') return false;
  return isFarFrom(usage, quote.row, { logged, reach, prompt: promptTokens(own) });
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

export interface OtherRow {
  readonly detail: string;
  readonly by: PriceRow;
}

export interface OtherRequest {
  readonly detail: string;
  readonly by: PriceRequest;
}

/** Prices the call by other rows, the same for all calls of a kind. */
export function byRows(rowsFor: (kind: CallKind) => readonly OtherRow[]): Formula {
  const others = forKind((kind) => {
    const found = rowsFor(kind);
    return { rows: found.map(({ by }) => by), details: new Map(found.map(({ by, detail }) => [by, detail])) };
  });
  return (given) => {
    const { rows, details } = others(given.kind);
    return rows.length === 0
      ? nothing
      : nearRows(given, rows).flatMap((row) => figure(details.get(row) ?? '', given, given.usage, { row }));
  };
}

/** Prices the call as other requests, the same for all calls of a kind. */
export function asRequests(requestsFor: (kind: CallKind) => readonly OtherRequest[]): Formula {
  const others = forKind((kind) => {
    const plans = requestsFor(kind).map(({ detail, by }) => ({ detail, plan: planQuote(by, kind.rates) }));
    return { plans, rows: [...new Set(plans.flatMap(({ plan }) => rowsOf(plan)))] };
  });
  return (given) => {
    const { plans, rows } = others(given.kind);
    const near = rows.length === 0 ? rows : nearRows(given, rows);
    if (near.length === 0) return nothing;
    return plans.flatMap(({ detail, plan }) => {
      const row = otherRow(given, plan);
      return row && near.includes(row) ? figure(detail, given, given.usage, { row }) : [];
    });
  };
}

/** The row that another plan gives for the time of the call. */
export function otherRow(given: Case, plan: QuotePlan): PriceRow | undefined {
  const quote = quoteBy(plan, given.request);
  return quote.kind === 'one' && quote.row !== given.quote.row ? quote.row : undefined;
}

const nothing: readonly Figure[] = Object.freeze([]);
