// A row of a card ready for arithmetic: prices as exact rates in US dollars, times as instants, selectors in one spelling.
import type { Nanoseconds } from '../model/event.ts';
import { parseUsd } from '../model/money.ts';
import type { PriceSource } from '../model/price.ts';
import type { Counting, Multiplier, OverContext, Prices, RateRow } from '../model/rate-card.ts';
import { perUnits, type UsageClass, usageClasses } from '../model/usage.ts';
import { type DayWindow, dayWindow, windowText } from './day-window.ts';
import { type Fraction, one, type Rate, rateOf, scaleRate } from './rate.ts';
import { normalName, sellerKey } from './sellers.ts';
import type { CardTerms } from './split-card.ts';

export type ClassRates = ReadonlyMap<UsageClass, Rate>;

/** What another source of the card says a row's rates are. */
export interface Rival {
  readonly source: string;
  readonly note: string | undefined;
  readonly rates: ClassRates;
  readonly overContext: PriceRow['overContext'];
}

export interface PriceRow {
  readonly source: PriceSource;
  /** The seller's one name. */
  readonly seller: string;
  /** Undefined: since ever, for ever. */
  readonly from: Nanoseconds | undefined;
  readonly to: Nanoseconds | undefined;
  readonly window: DayWindow | undefined;
  readonly tier: string;
  readonly speed: string;
  /** Undefined: any. */
  readonly regions: readonly string[] | undefined;
  readonly endpoint: string | undefined;
  readonly rates: ClassRates;
  /** Highest number first. */
  readonly overContext: readonly { readonly tokens: number; readonly op: '>' | '>='; readonly rates: ClassRates }[];
  readonly upTo: number | undefined;
  readonly fallback: ReadonlyMap<UsageClass, UsageClass>;
  readonly multipliers: readonly Multiplier[];
  readonly counting: ReadonlyMap<UsageClass, Counting>;
  readonly rivals: readonly Rival[];
  readonly note: string | undefined;
  /** A sum of several calls is not priced as one call is. */
  readonly callRules: boolean;
}

/** A stretch of time in which one unit of the card's currency is worth `usd` dollars. */
interface Exchange {
  readonly from: Nanoseconds | undefined;
  readonly to: Nanoseconds | undefined;
  readonly by: Fraction;
}

/** One row in US dollars, several where the exchange rate changes within its time, none where it has no rate. */
export function compileRow(row: RateRow, card: CardTerms): readonly PriceRow[] {
  const period = periodOf(row);
  return exchanges(card).flatMap((exchange) => {
    const window = overlap(period, exchange);
    return window ? [{ ...compiled(row, card, exchange.by), ...window }] : [];
  });
}

/** The row for the time before its card's first exchange rate, in the card's currency: it prices nothing then. */
export function withoutExchange(row: RateRow, card: CardTerms): readonly PriceRow[] {
  const [first] = exchanges(card);
  const before = first?.from === undefined ? undefined : { from: undefined, to: first.from };
  const window = before && overlap(periodOf(row), before);
  return window ? [{ ...compiled(row, card, one), ...window }] : [];
}

export function periodOf({ valid_from: from, valid_to: to }: RateRow): Period {
  return { from: from === undefined ? undefined : instant(from), to: to === undefined ? undefined : instant(to) };
}

export interface Period {
  readonly from: Nanoseconds | undefined;
  readonly to: Nanoseconds | undefined;
}

/** The time both hold; undefined when there is none. */
export function overlap(a: Period, b: Period): Period | undefined {
  const from = a.from === undefined || (b.from !== undefined && b.from > a.from) ? b.from : a.from;
  const to = a.to === undefined || (b.to !== undefined && b.to < a.to) ? b.to : a.to;
  return from !== undefined && to !== undefined && to <= from ? undefined : { from, to };
}

export function exchanges({ currency, fx = [] }: CardTerms): readonly Exchange[] {
  if (currency === 'USD') return [{ from: undefined, to: undefined, by: one }];
  const dated = fx
    .map(({ valid_from, usd }) => ({ from: instant(valid_from), usd: parseUsd(usd) ?? 0n }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  return dated.map(({ from, usd }, index) => ({
    from,
    to: dated[index + 1]?.from,
    by: { numerator: usd, denominator: 10n ** 18n },
  }));
}

function compiled(row: RateRow, card: CardTerms, by: Fraction): Omit<PriceRow, 'from' | 'to'> {
  const { seller, model, valid_from, tier, region, speed, endpoint, time_of_day } = row;
  const regions = region === undefined ? undefined : [region].flat().map(normalName);
  const rates = ratesOf(row.prices, by);
  const overContext = overContextOf(row.over_context, by);
  const counting = byClass(row.counting ?? {});
  const isFlat = overContext.length === 0 && row.up_to_context === undefined && row.disputed === undefined;
  const { source: named = card.row_source } = row;
  const from = named === undefined ? undefined : sourceName(named, card);
  return {
    source: {
      card: card.id,
      seller,
      model,
      ...(valid_from !== undefined && { valid_from }),
      ...(time_of_day !== undefined && { time_of_day: windowText(time_of_day) }),
      ...(tier !== undefined && { tier }),
      ...(region !== undefined && { region: [region].flat().join(', ') }),
      ...(speed !== undefined && { speed }),
      ...(endpoint !== undefined && { endpoint }),
      ...(from !== undefined && { from }),
    },
    seller: sellerKey(seller),
    window: time_of_day && dayWindow(time_of_day, card.zones),
    tier: tierName(tier),
    speed: speedName(speed),
    regions,
    endpoint: endpoint?.toLowerCase(),
    rates,
    overContext,
    upTo: row.up_to_context,
    fallback: byClass({ ...card.fallback, ...row.fallback }),
    note: row.note,
    multipliers: row.multipliers ?? [],
    counting,
    callRules: !isFlat || counting.size > 0 || rates.has('requests'),
    rivals: (row.disputed ?? []).map((rival) => ({
      source: sourceName(rival.source, card),
      note: rival.note,
      rates: new Map([...rates, ...ratesOf(rival.prices, by)]),
      overContext: rival.over_context ? overContextOf(rival.over_context, by) : overContext,
    })),
  };
}

/** "litellm price map 2026-08-01" for the short name a row gives. */
export function sourceName(name: string, { sources }: CardTerms): string {
  const source = sources && Object.hasOwn(sources, name) ? sources[name] : undefined;
  return source ? [source.name, source.version].filter((part) => part !== undefined).join(' ') : name;
}

/** How service tiers are compared: every word for the plain tier is `standard`. */
export function tierName(tier: string | undefined): string {
  const name = normalName(tier ?? '');
  return plainTiers.has(name) ? 'standard' : (otherTierNames.get(name) ?? name);
}
const plainTiers: ReadonlySet<string> = new Set([
  ...['', 'standard', 'standard-only', 'default', 'auto', 'normal', 'regular', 'on-demand', 'ondemand', 'paid'],
  ...['null', 'none', 'unspecified', 'traffic-type-unspecified', 'service-tier-unspecified'],
]);
const otherTierNames: ReadonlyMap<string, string> = new Map([
  ['batches', 'batch'],
  ['batch-api', 'batch'],
  ['on-demand-priority', 'priority'],
  ['on-demand-flex', 'flex'],
  ['service-tier-priority', 'priority'],
  ['service-tier-flex', 'flex'],
  ['service-tier-standard', 'standard'],
  ['provisioned-throughput', 'provisioned'],
  ['ptu', 'provisioned'],
]);

/** `standard` when nothing is said. */
export function speedName(speed: string | undefined): string {
  const name = normalName(speed ?? '');
  return name === '' || name === 'default' || name === 'normal' ? 'standard' : name;
}

function ratesOf(prices: Prices, by: Fraction): ClassRates {
  const rates = new Map<UsageClass, Rate>();
  for (const [name, text] of byClass(prices)) {
    const rate = rateOf(parseUsd(text) ?? 0n, perUnits[name]);
    rates.set(name, by === one ? rate : scaleRate(rate, by));
  }
  return rates;
}

function overContextOf(over: OverContext | undefined, by: Fraction): PriceRow['overContext'] {
  return (over ?? [])
    .map(({ tokens, op, prices }) => ({ tokens, op, rates: ratesOf(prices, by) }))
    .sort((a, b) => b.tokens - a.tokens);
}

function byClass<T>(record: { readonly [K in UsageClass]?: T | undefined }): Map<UsageClass, T> {
  const map = new Map<UsageClass, T>();
  for (const name of usageClasses) {
    const value = record[name];
    if (value !== undefined) map.set(name, value);
  }
  return map;
}

export function instant(iso: string): Nanoseconds {
  return BigInt(Date.parse(iso)) * 1_000_000n;
}
