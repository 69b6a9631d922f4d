// One card, indexed by seller. Rows, prices and matchers are compiled when a seller is first asked for: start-up reads no row twice.
import type { Nanoseconds } from '../model/event.ts';
import type { Adjustment, RateRow } from '../model/rate-card.ts';
import { compileRow, instant, overlap, type PriceRow } from './compile-row.ts';
import { type CompiledMatcher, compileMatcher } from './match-model.ts';
import { sellerKey } from './sellers.ts';
import type { CardTerms, SplitCard } from './split-card.ts';

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
  readonly terms: CardTerms;
  /** The end of the day the prices were checked: later rows are announced, not in force. */
  readonly checked: Nanoseconds | undefined;
  readonly sellers: ReadonlySet<string>;
  readonly seller: (key: string) => SellerIndex | undefined;
  readonly fallbackSellers: (key: string) => readonly string[];
  /** Terms over the cards below. */
  readonly adjustments: readonly Adjustment[];
}

const nanosecondsPerDay = 86_400_000_000_000n;

export function indexCard({ terms: card, sellers, rowsOf }: SplitCard): CardIndex {
  const namesOf = new Map<string, string[]>();
  for (const name of sellers) {
    const key = sellerKey(name);
    namesOf.set(key, [...(namesOf.get(key) ?? []), name]);
  }
  const indexed = new Map<string, SellerIndex>();
  const fallbacks = new Map(
    Object.entries(card.seller_fallback ?? {}).map(([seller, others]) => [sellerKey(seller), others.map(sellerKey)]),
  );
  const checked = card.as_of === undefined ? undefined : instant(card.as_of) + nanosecondsPerDay - 1n;
  return {
    id: card.id,
    terms: card,
    checked,
    sellers: new Set(namesOf.keys()),
    fallbackSellers: (key) => fallbacks.get(key) ?? [],
    adjustments: card.adjustments ?? [],
    seller: (key) => {
      const names = namesOf.get(key);
      const known = indexed.get(key);
      if (known || !names) return known;
      const index = indexSeller(names.flatMap(rowsOf), card);
      indexed.set(key, index);
      return index;
    },
  };
}

function indexSeller(rows: readonly RateRow[], card: CardTerms): SellerIndex {
  const models = new Map<string, { model: string; rows: PriceRow[] }>();
  const names = new Map<string, string>();
  const patterns: { model: string; matcher: CompiledMatcher }[] = [];
  const aliases: { row: RateRow; own: readonly PriceRow[] }[] = [];
  for (const row of rows) {
    const model = row.model.toLowerCase();
    const known = models.get(model) ?? { model, rows: [] };
    const compiled = compileRow(row, card);
    if (row.alias_of === undefined) known.rows.push(...compiled);
    else aliases.push({ row, own: compiled });
    models.set(model, known);
    for (const matcher of row.match ?? []) {
      if ('equals' in matcher) names.set(matcher.equals.toLowerCase(), model);
      else patterns.push({ model, matcher: compileMatcher(matcher) });
    }
  }
  withAliases(aliases, models);
  return { models, names, patterns };
}

/** Rows that name another model hold that model's prices, for their own time. */
function withAliases(
  aliases: readonly { readonly row: RateRow; readonly own: readonly PriceRow[] }[],
  models: ReadonlyMap<string, { readonly model: string; readonly rows: PriceRow[] }>,
): void {
  for (const { row, own } of aliases) {
    const rows = models.get(row.model.toLowerCase())?.rows;
    const target = models.get(row.alias_of?.toLowerCase() ?? '')?.rows ?? [];
    for (const period of own) {
      for (const priced of target) {
        const time = overlap(period, priced);
        if (time) rows?.push({ ...priced, ...time });
      }
    }
  }
}
