// One card, indexed by seller. Rows, prices and matchers are compiled when a seller is first asked for: start-up reads no row twice.
import type { Nanoseconds } from '../model/event.ts';
import { parseUsd, type Usd } from '../model/money.ts';
import type { PriceSource } from '../model/price.ts';
import { perUnits, type RateCard, type RateRow } from '../model/rate-card.ts';
import { type UsageClass, usageClasses } from '../model/usage.ts';
import { type CompiledMatcher, compileMatcher } from './match-model.ts';
import { normalName, sellerKey } from './sellers.ts';

/** `each` is the price of one unit, where it is whole at 10^-18: then no line of this rate needs a division. */
export interface Rate {
  readonly usd: Usd;
  readonly per: number;
  readonly each: Usd | undefined;
}
export type ClassRates = ReadonlyMap<UsageClass, Rate>;

/** A row ready for arithmetic. */
export interface PriceRow {
  readonly source: PriceSource;
  /** Undefined: since ever, for ever. */
  readonly from: Nanoseconds | undefined;
  readonly to: Nanoseconds | undefined;
  /** Minutes of the UTC day. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  readonly tier: string;
  readonly region: string | undefined;
  readonly rates: ClassRates;
  /** Highest number first. */
  readonly overContext: readonly { readonly tokens: number; readonly op: '>' | '>='; readonly rates: ClassRates }[];
  readonly fallback: ReadonlyMap<UsageClass, UsageClass>;
}

/** All rows of one seller's model in one card. */
export interface ModelRows {
  readonly model: string;
  readonly rows: readonly PriceRow[];
}

export interface SellerIndex {
  /** Model id -> rows. */
  readonly models: ReadonlyMap<string, ModelRows>;
  /** Other whole ids -> model id. */
  readonly names: ReadonlyMap<string, string>;
  readonly patterns: readonly { readonly model: string; readonly matcher: CompiledMatcher }[];
}

export interface CardIndex {
  readonly id: string;
  /** The end of the day the prices were checked: later rows are announced, not in force. */
  readonly checked: Nanoseconds | undefined;
  readonly sellers: ReadonlySet<string>;
  readonly seller: (key: string) => SellerIndex | undefined;
  readonly fallbackSellers: (key: string) => readonly string[];
}

const nanosecondsPerDay = 86_400_000_000_000n;

export function indexCard(card: RateCard): CardIndex {
  const rowsOf = new Map<string, RateRow[]>();
  const rowsByName = new Map<string, RateRow[]>();
  for (const row of card.rows) {
    const rows = rowsByName.get(row.seller) ?? listFor(rowsOf, sellerKey(row.seller));
    rowsByName.set(row.seller, rows);
    rows.push(row);
  }
  const indexed = new Map<string, SellerIndex>();
  const fallbacks = new Map(
    Object.entries(card.seller_fallback ?? {}).map(([seller, others]) => [sellerKey(seller), others.map(sellerKey)]),
  );
  const checked = card.as_of === undefined ? undefined : instant(card.as_of) + nanosecondsPerDay - 1n;
  return {
    id: card.id,
    checked,
    sellers: new Set(rowsOf.keys()),
    fallbackSellers: (key) => fallbacks.get(key) ?? [],
    seller: (key) => {
      const rows = rowsOf.get(key);
      const known = indexed.get(key);
      if (known || !rows) return known;
      const index = indexSeller(rows, card);
      indexed.set(key, index);
      return index;
    },
  };
}

/** How service tiers are compared: every word for the plain tier is `standard`. */
export function tierName(tier: string | undefined): string {
  const name = normalName(tier ?? '');
  return plainTiers.has(name) ? 'standard' : name;
}
const plainTiers: ReadonlySet<string> = new Set([
  ...['', 'standard', 'standard-only', 'default', 'auto', 'normal', 'regular', 'on-demand', 'ondemand', 'paid'],
  ...['null', 'none', 'unspecified', 'traffic-type-unspecified', 'service-tier-unspecified'],
]);

function indexSeller(rows: readonly RateRow[], card: RateCard): SellerIndex {
  const models = new Map<string, { model: string; rows: PriceRow[] }>();
  const names = new Map<string, string>();
  const patterns: { model: string; matcher: CompiledMatcher }[] = [];
  for (const row of rows) {
    const model = row.model.toLowerCase();
    const known = models.get(model) ?? { model, rows: [] };
    known.rows.push(compileRow(row, card));
    models.set(model, known);
    for (const matcher of row.match ?? []) {
      if ('equals' in matcher) names.set(matcher.equals.toLowerCase(), model);
      else patterns.push({ model, matcher: compileMatcher(matcher) });
    }
  }
  return { models, names, patterns };
}

function compileRow(row: RateRow, card: RateCard): PriceRow {
  const { seller, model, valid_from, tier, region, time_of_day } = row;
  return {
    source: {
      card: card.id,
      seller,
      model,
      ...(valid_from !== undefined && { valid_from }),
      ...(time_of_day !== undefined && { time_of_day: `${time_of_day.from}-${time_of_day.to}` }),
      ...(tier !== undefined && { tier }),
      ...(region !== undefined && { region }),
    },
    from: valid_from === undefined ? undefined : instant(valid_from),
    to: row.valid_to === undefined ? undefined : instant(row.valid_to),
    window: time_of_day && { from: minuteOfDay(time_of_day.from), to: minuteOfDay(time_of_day.to) },
    tier: tierName(tier),
    region: region?.toLowerCase(),
    rates: ratesOf(row.prices),
    overContext: (row.over_context ?? [])
      .map(({ tokens, op, prices }) => ({ tokens, op, rates: ratesOf(prices) }))
      .sort((a, b) => b.tokens - a.tokens),
    fallback: byClass({ ...card.fallback, ...row.fallback }),
  };
}

function ratesOf(prices: RateRow['prices']): ClassRates {
  const rates = new Map<UsageClass, Rate>();
  for (const [name, text] of byClass(prices)) {
    const usd = parseUsd(text) ?? 0n;
    const per = perUnits[name];
    rates.set(name, { usd, per, each: usd % BigInt(per) === 0n ? usd / BigInt(per) : undefined });
  }
  return rates;
}

function listFor(lists: Map<string, RateRow[]>, key: string): RateRow[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function byClass<T>(record: { readonly [K in UsageClass]?: T | undefined }): Map<UsageClass, T> {
  const map = new Map<UsageClass, T>();
  for (const name of usageClasses) {
    const value = record[name];
    if (value !== undefined) map.set(name, value);
  }
  return map;
}

function instant(iso: string): Nanoseconds {
  return BigInt(Date.parse(iso)) * 1_000_000n;
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
