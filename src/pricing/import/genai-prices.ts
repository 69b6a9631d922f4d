// genai-prices providers -> our rate card. Pure; what the source says but our classes cannot hold is left out, never approximated.
import { UsageError } from '../../model/errors.ts';
import { parseUsd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { Matcher, RateCardWire, SimpleMatcher } from '../../model/rate-card.ts';
import type { UsageClass } from '../../model/usage.ts';
import { leavesModelOut, modelsLeftOut, narrowerMatches, priceKeys } from './genai-keys.ts';

export interface GenaiProvider {
  readonly id: string;
  readonly fallback_model_providers?: readonly string[];
  readonly models: readonly GenaiModel[];
}
export interface GenaiModel {
  readonly id: string;
  readonly match: GenaiMatch;
  readonly prices: GenaiPrices | readonly GenaiConditional[];
  readonly price_comments?: string;
}
export type GenaiMatch =
  | SimpleMatcher
  | { readonly or: readonly GenaiMatch[] }
  | { readonly and: readonly GenaiMatch[] };
export type GenaiPrices = Readonly<Record<string, number | GenaiTiers | undefined>>;
export interface GenaiTiers {
  readonly base: number;
  readonly tiers: readonly { readonly start: number; readonly price: number }[];
}
export interface GenaiConditional {
  readonly constraint?:
    | { readonly type?: 'start_date'; readonly start_date: string }
    | { readonly type?: 'time_of_date'; readonly start_time: string; readonly end_time: string };
  readonly prices: GenaiPrices;
}

type WireRow = RateCardWire['rows'][number];
type Prices = WireRow['prices'];

export function importGenaiPrices(
  providers: readonly GenaiProvider[],
  { version, as_of }: { readonly version: string; readonly as_of: string },
): RateCardWire {
  const rows = providers.flatMap((provider) => provider.models.flatMap((model) => rowsOf(provider.id, model)));
  const lenders = providers.flatMap(({ id, fallback_model_providers: others }): [string, string[]][] =>
    others ? [[id, [...others]]] : [],
  );
  return {
    id: `list-${as_of}`,
    as_of,
    source: `@pydantic/genai-prices ${version} (MIT)`,
    currency: 'USD',
    // Vendors bill thinking as output, and image tokens as text, unless they publish a price of their own.
    fallback: { reasoning: 'output', image_in: 'input' },
    seller_fallback: Object.fromEntries(lenders.sort(([a], [b]) => compareText(a, b))),
    rows: rows.sort(
      (a, b) =>
        compareText(a.seller, b.seller) ||
        compareText(a.model, b.model) ||
        compareText(a.valid_from ?? '', b.valid_from ?? '') ||
        compareText(a.time_of_day?.from ?? '', b.time_of_day?.from ?? ''),
    ),
  };
}

function rowsOf(seller: string, model: GenaiModel): readonly WireRow[] {
  if (modelsLeftOut.some(([of, ids]) => of === seller && ids.test(model.id))) return [];
  const match = narrowerMatches.get(`${seller} ${model.id}`) ?? matchersOf(model);
  const periods = periodsOf(isList(model.prices) ? model.prices : [{ prices: model.prices }]);
  if (periods.some(({ prices }) => Object.keys(prices).some((key) => leavesModelOut.has(key)))) return [];
  const rows = periods.flatMap(({ valid_from, valid_to, time_of_day, prices }) => {
    const row = { ...pricesOf(seller, model, prices) };
    if (Object.keys(row.prices).length === 0) return [];
    return [{ seller, model: model.id, ...defined({ valid_from, valid_to, time_of_day }), ...row }];
  });
  return rows.map((row, index) => (index === 0 && match.length > 0 ? withMatch(row, match) : row));
}

/** `match` stands right after the id, where a reader looks for it. */
function withMatch({ seller, model, ...rest }: WireRow, match: readonly Matcher[]): WireRow {
  return { seller, model, match: [...match], ...rest };
}

interface Period extends Pick<WireRow, 'valid_from' | 'valid_to' | 'time_of_day'> {
  readonly prices: GenaiPrices;
}

/**
 * The source reads its list from the end: the first constraint that holds wins, the first entry always holds.
 * A time-of-day price holds in the source for all days; here from the start date listed before it, when the windows came in.
 */
function periodsOf(list: readonly GenaiConditional[]): readonly Period[] {
  const dates = list.flatMap(({ constraint }) =>
    constraint && 'start_date' in constraint ? [constraint.start_date] : [],
  );
  let valid_from: string | undefined;
  return list.map(({ constraint, prices }) => {
    if (constraint && 'start_date' in constraint) valid_from = constraint.start_date;
    const valid_to = dates.find((date) => valid_from === undefined || date > valid_from);
    const time_of_day =
      constraint && 'start_time' in constraint
        ? { from: minute(constraint.start_time), to: minute(constraint.end_time) }
        : undefined;
    return { ...defined({ valid_from, valid_to, time_of_day }), prices };
  });
}

function pricesOf(
  seller: string,
  model: GenaiModel,
  source: GenaiPrices,
): Pick<WireRow, 'prices' | 'over_context' | 'fallback'> {
  if (Object.keys(source).length === 0)
    return { prices: isFree(seller, model) ? { input: '0', cached_input: '0', output: '0' } : {} };
  const prices: Prices = {};
  const long = new Map<number, Prices>();
  const starts = [
    ...new Set(
      Object.values(source).flatMap((price) => (isTiered(price) ? price.tiers.map(({ start }) => start) : [])),
    ),
  ];
  for (const [key, price] of Object.entries(source)) {
    const unit = priceKeys.get(key);
    if (unit === undefined) throw new UsageError(`genai-prices: ${seller} ${model.id} has the unknown price ${key}`);
    if (unit === 'no class' || price === undefined) continue;
    prices[unit.class] = decimal(isTiered(price) ? price.base : price, unit.by);
    for (const start of isTiered(price) ? starts : []) {
      const tier = isTiered(price) ? price.tiers.findLast((candidate) => candidate.start <= start) : undefined;
      if (tier) long.set(start, { ...long.get(start), [unit.class]: decimal(tier.price, unit.by) });
    }
  }
  const over_context = [...long]
    .sort(([a], [b]) => a - b)
    .map(([tokens, over]) => ({ tokens, op: '>' as const, prices: over }));
  const fallback = fallbackOf(seller, prices);
  return {
    prices,
    ...(over_context.length > 0 && { over_context }),
    ...(Object.keys(fallback).length > 0 && { fallback }),
  };
}

/** Google bills video by its text rate where it lists none. A price for image tokens on the way in only holds on the way out too. */
function fallbackOf(seller: string, prices: Prices): { [K in UsageClass]?: UsageClass } {
  return {
    ...(seller === 'google' && !prices.video_in && prices.input && { video_in: 'input' as const }),
    ...(prices.image_in && !prices.image_out && prices.output && { image_out: 'output' as const }),
  };
}

/** An empty price list is free only when something says so; otherwise nobody wrote the prices down. */
function isFree(seller: string, { id, price_comments = '' }: GenaiModel): boolean {
  return (
    id.endsWith(':free') ||
    /free of charge|included in the subscription/i.test(price_comments) ||
    `${seller}/${id}` === 'openai/moderation'
  );
}

function matchersOf({ id, match }: GenaiModel): readonly Matcher[] {
  const matchers = flat(match).map((part): Matcher => {
    if ('and' in part) return { all: part.and.map(partOf) };
    if ('or' in part) throw new UsageError(`genai-prices: ${id} has a match this importer cannot read`);
    return simple(part);
  });
  return matchers.filter((matcher) => !('equals' in matcher && matcher.equals.toLowerCase() === id.toLowerCase()));
}

function flat(match: GenaiMatch): readonly GenaiMatch[] {
  return 'or' in match ? match.or.flatMap(flat) : [match];
}

/** A part of an `and`. An expression that is one negative look-ahead becomes a `not`. */
function partOf(match: GenaiMatch): SimpleMatcher | { not: SimpleMatcher } {
  if ('or' in match || 'and' in match) throw new UsageError('genai-prices: nested and/or in a match');
  const unwanted = 'regex' in match ? /^\^\(\?!(.*)\)$/.exec(match.regex)?.[1] : undefined;
  return unwanted === undefined ? simple(match) : { not: { regex: `(?:${unwanted}).*` } };
}

function simple(match: SimpleMatcher): SimpleMatcher {
  if (!('regex' in match)) return match;
  const [, inner] = /^\^([^|]*)\$$/.exec(match.regex) ?? [];
  return { regex: inner ?? `.*(?:${match.regex}).*` };
}

function decimal(number: number, by: bigint): string {
  const amount = parseUsd(number);
  if (amount === undefined || amount % by !== 0n) throw new UsageError(`genai-prices: ${number} is not a price`);
  return usdToDecimal(amount / by);
}

function minute(time: string): string {
  const [, hoursAndMinutes] = /^(\d\d:\d\d)(?::00)?(?:Z|\+00:00)?$/.exec(time) ?? [];
  if (hoursAndMinutes === undefined) throw new UsageError(`genai-prices: ${time} is not a time in whole minutes`);
  return hoursAndMinutes;
}

function isTiered(price: number | GenaiTiers | undefined): price is GenaiTiers {
  return typeof price === 'object';
}

function isList(prices: GenaiModel['prices']): prices is readonly GenaiConditional[] {
  return Array.isArray(prices);
}

/** Leaves undefined members out, so that the card's text has none. */
function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Removing the undefined values is what the return type says.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
