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
  const listed = new Map<string, RateRow[]>();
  const names = new Map<string, string>();
  const patterns: { model: string; matcher: CompiledMatcher }[] = [];
  for (const row of rows) {
    const model = row.model.toLowerCase();
    const known = listed.get(model);
    if (known) known.push(row);
    else listed.set(model, [row]);
    for (const matcher of row.match ?? []) {
      if ('equals' in matcher) names.set(matcher.equals.toLowerCase(), model);
      else patterns.push({ model, matcher: compileMatcher(matcher) });
    }
  }
  const models = new Map([...listed].map(([model, own]) => [model, modelRows(model, own, card)]));
  withAliases(rows, card, models);
  return { models, names, patterns };
}

interface OpenRows extends ModelRows {
  readonly rows: PriceRow[];
}

/** Of hundreds of models a log names a few: rows are compiled when they are first looked at. */
function modelRows(model: string, own: readonly RateRow[], card: CardTerms): OpenRows {
  let rows: PriceRow[] | undefined;
  return {
    model,
    get rows() {
      rows ??= own.flatMap((row) => (row.alias_of === undefined ? compileRow(row, card) : []));
      return rows;
    },
  };
}

/** Rows that name another model hold that model's prices, for their own time. */
function withAliases(rows: readonly RateRow[], card: CardTerms, models: ReadonlyMap<string, OpenRows>): void {
  for (const row of rows) {
    if (row.alias_of === undefined) continue;
    const own = models.get(row.model.toLowerCase())?.rows;
    const target = models.get(row.alias_of.toLowerCase())?.rows ?? [];
    for (const period of compileRow(row, card)) {
      for (const priced of [...target]) {
        const time = overlap(period, priced);
        if (time) own?.push({ ...priced, ...time });
      }
    }
  }
}
