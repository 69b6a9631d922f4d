// The rows of the cards as a list, and for one model which row holds, which do not, why, and where each is from.
import type { Nanoseconds } from '../model/event.ts';
import type { Usd } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import type { PriceSource, Scaling } from '../model/price.ts';
import type { Counting } from '../model/rate-card.ts';
import type { rateVerdicts } from '../model/rates-document.ts';
import { type UsageClass, usageClasses } from '../model/usage.ts';
import { holdsAt } from './choose-row.ts';
import { type PriceRow, speedName, tierName } from './compile-row.ts';
import { isWithin } from './day-window.ts';
import { planQuote } from './plan-quote.ts';
import { type PriceRequest, quoteRows } from './price-usage.ts';
import type { Rates } from './rates.ts';
import { placesOf } from './region.ts';
import { sellerKey } from './sellers.ts';

export interface ListedPrice {
  readonly class: UsageClass;
  /** The price of so many units. */
  readonly per: number;
  readonly usd: Usd;
  readonly scaled?: readonly Scaling[];
}

/** What another source of the card says: the prices that differ, and its long prompts when they do. */
export interface ListedDispute {
  readonly source: string;
  readonly prices: readonly ListedPrice[];
  readonly over_context?: ListedRow['over_context'];
  readonly note?: string;
}

export interface ListedRow {
  readonly source: PriceSource;
  readonly valid_to?: Nanoseconds;
  readonly prices: readonly ListedPrice[];
  readonly over_context: readonly {
    readonly tokens: number;
    readonly op: '>' | '>=';
    readonly prices: readonly ListedPrice[];
  }[];
  readonly up_to_context?: number;
  /** Multipliers by place, such as `residency x 1.1 in us, eu`. */
  readonly multipliers: readonly string[];
  /** Classes billed otherwise than logged, such as `web_search: once per request`. */
  readonly counting: readonly string[];
  readonly disputed: readonly ListedDispute[];
  readonly note?: string;
}

export interface ListFilter {
  /** Part of `seller/model`, or a pattern with `*`; case does not matter. */
  readonly pattern?: string;
  readonly seller?: string;
  readonly at?: Nanoseconds;
  readonly tier?: string;
  readonly region?: string;
}

/** Sorted by seller, model, tier, place and time; the card on top first. */
export function listRates(rates: Rates, filter: ListFilter = {}): readonly ListedRow[] {
  const seller = filter.seller === undefined ? undefined : sellerKey(filter.seller);
  const fits = patternTest(filter.pattern);
  const wanted = wants(filter);
  const rows = rates.layers.flatMap((card, layer) =>
    [...card.sellers]
      .filter((key) => seller === undefined || key === seller)
      .flatMap((key) => {
        const index = card.seller(key);
        const models = [...(index?.models ?? [])].filter((model) => fits(`${key}/${model}`));
        const all = models.flatMap((model) => index?.rowsOf(model)?.rows ?? []);
        return all.filter(wanted).map((row) => ({ row, key, layer }));
      }),
  );
  rows.sort(
    (a, b) =>
      compareText(a.key, b.key) ||
      compareText(a.row.source.model.toLowerCase(), b.row.source.model.toLowerCase()) ||
      compareText(a.row.tier, b.row.tier) ||
      compareText(a.row.speed, b.row.speed) ||
      compareText(a.row.regions?.join() ?? '', b.row.regions?.join() ?? '') ||
      compareText(a.row.source.valid_from ?? '', b.row.source.valid_from ?? '') ||
      compareText(a.row.source.time_of_day ?? '', b.row.source.time_of_day ?? '') ||
      a.layer - b.layer,
  );
  return rows.map(({ row }) => listed(row));
}

export type RowVerdict = (typeof rateVerdicts)[number];

export interface ShownRate {
  /** How the id was taken: the seller and the model of the cards it stands for. */
  readonly seller?: string;
  readonly model?: string;
  /** Set when no row holds, or several may. */
  readonly problem?: string;
  readonly rows: readonly (ListedRow & { readonly verdict: RowVerdict })[];
}

/** Every row of the model with the reason why it holds or does not; the rows that hold first. */
export function showRate(request: PriceRequest, rates: Rates): ShownRate {
  const plan = planQuote(request, rates);
  if (plan.kind === 'unpriced') return { problem: plan.detail, rows: [] };
  const { seller, resolution } = plan.picked;
  const quote = quoteRows(request, rates);
  const holding = quote.kind === 'one' ? [quote.row] : quote.kind === 'several' ? quote.rows : [];
  const models = resolution.kind === 'one' ? [resolution.model] : resolution.models;
  const others = models.flatMap(({ layers }) => layers.flatMap(({ rows: { rows } }) => rows));
  const isHeld = (row: PriceRow): boolean => holding.some((held) => isSameRow(held, row));
  const problem =
    quote.kind === 'unpriced' ? quote.detail : quote.kind === 'several' ? 'several rows may hold' : undefined;
  return {
    seller,
    ...(resolution.kind === 'one' && { model: resolution.model.model }),
    ...(problem !== undefined && { problem }),
    rows: [
      ...holding.map((row) => ({ ...listed(row), verdict: 'holds' as const })),
      ...others.filter((row) => !isHeld(row)).map((row) => ({ ...listed(row), verdict: whyNot(row, request) })),
    ],
  };
}

function isSameRow(held: PriceRow, row: PriceRow): boolean {
  const [a, b] = [held.source, row.source];
  return (
    a.card === b.card &&
    a.model === b.model &&
    held.tier === row.tier &&
    held.speed === row.speed &&
    held.regions?.join() === row.regions?.join() &&
    held.endpoint === row.endpoint &&
    a.valid_from === b.valid_from &&
    a.time_of_day === b.time_of_day
  );
}

function whyNot(row: PriceRow, request: PriceRequest): RowVerdict {
  const tier = tierName(request.service_tier);
  const isFast = tier === 'fast';
  if (row.tier !== (isFast ? 'standard' : tier)) return 'other tier';
  if (row.speed !== (isFast ? 'fast' : speedName(request.speed))) return 'other speed';
  const places = placesOf(request.region);
  if (row.regions && !row.regions.some((region) => places.includes(region))) return 'other place';
  if (row.endpoint !== undefined && row.endpoint !== request.endpoint?.toLowerCase()) return 'other endpoint';
  const { start } = request;
  const isOff =
    start !== undefined && (!holdsAt(start)(row) || (row.window !== undefined && !isWithin(row.window, start)));
  return isOff ? 'other time' : 'a row goes before it';
}

function listed(row: PriceRow): ListedRow {
  return {
    source: row.source,
    ...(row.to !== undefined && { valid_to: row.to }),
    prices: pricesOf(row.rates),
    over_context: longOf(row.overContext),
    ...(row.upTo !== undefined && { up_to_context: row.upTo }),
    multipliers: row.multipliers.map(({ name, by, regions, not_regions, valid_from, valid_to }) => {
      const where = regions ? ` in ${regions.join(', ')}` : not_regions ? ` outside ${not_regions.join(', ')}` : '';
      const since = valid_from === undefined ? '' : ` from ${valid_from}`;
      return `${name} x ${by}${where}${since}${valid_to === undefined ? '' : ` until ${valid_to}`}`;
    }),
    counting: [...row.counting].map(([name, rule]) => `${name}: ${countingText(rule)}`),
    disputed: row.rivals.map((rival) => dispute(row, rival)),
    ...(row.note !== undefined && { note: row.note }),
  };
}

function longOf(overContext: PriceRow['overContext']): ListedRow['over_context'] {
  return overContext.map(({ tokens, op, rates }) => ({ tokens, op, prices: pricesOf(rates) }));
}

function dispute(row: PriceRow, { source, note, rates, overContext }: PriceRow['rivals'][number]): ListedDispute {
  const own = pricesOf(row.rates);
  const prices = pricesOf(rates).filter(({ class: name, usd }) =>
    own.every((price) => price.class !== name || price.usd !== usd),
  );
  return {
    source,
    prices,
    ...(overContext !== row.overContext && { over_context: longOf(overContext) }),
    ...(note !== undefined && { note }),
  };
}

function countingText({ of, free, minimum, step }: Counting): string {
  const how = {
    events: 'each use',
    unique_queries: 'each query once',
    grounded_requests: 'once per request',
  } as const;
  const parts = [
    how[of],
    free === undefined ? undefined : `${free} of each request free`,
    minimum === undefined ? undefined : `at least ${minimum}`,
    step === undefined ? undefined : `in steps of ${step}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function pricesOf(rates: PriceRow['rates']): readonly ListedPrice[] {
  return usageClasses.flatMap((name) => {
    const rate = rates.get(name);
    return rate ? [{ class: name, per: rate.per, usd: rate.usd, ...(rate.scaled && { scaled: rate.scaled }) }] : [];
  });
}

function wants({ at, tier, region }: ListFilter): (row: PriceRow) => boolean {
  const inForce = at === undefined ? undefined : holdsAt(at);
  const name = tier === undefined ? undefined : tierName(tier);
  const places = region === undefined ? undefined : placesOf(region);
  return (row) =>
    (inForce === undefined || inForce(row)) &&
    (name === undefined || row.tier === name || (name === 'fast' && row.speed === 'fast')) &&
    (places === undefined || row.regions === undefined || row.regions.some((place) => places.includes(place)));
}

function patternTest(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => true;
  const parts = pattern.toLowerCase().split('*');
  if (parts.length === 1) return (name) => name.includes(parts[0] ?? '');
  return (name) => {
    const [first = '', ...rest] = parts;
    const last = rest.pop() ?? '';
    // A pattern without a seller fits the model alone.
    return [name, name.slice(name.indexOf('/') + 1)].some((text) => {
      if (!text.startsWith(first)) return false;
      let at = first.length;
      for (const part of rest) {
        const found = text.indexOf(part, at);
        if (found < 0) return false;
        at = found + part.length;
      }
      return text.length - last.length >= at && text.endsWith(last);
    });
  };
}
