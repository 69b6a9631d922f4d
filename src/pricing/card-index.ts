// One card, indexed by seller. Matchers are compiled when a seller is first asked for, its rows read when one of its models is.
import type { Nanoseconds } from '../model/event.ts';
import type { Adjustment, RateRow } from '../model/rate-card.ts';
import { compileRow, instant, overlap, type Period, type PriceRow, periodOf, withoutExchange } from './compile-row.ts';
import { type CompiledMatcher, compileMatcher } from './match-model.ts';
import { normalName, sellerKey } from './sellers.ts';
import type { CardTerms, SellerNames, SplitCard } from './split-card.ts';

/** All rows of one seller's model in one card. */
export interface ModelRows {
  readonly model: string;
  readonly rows: readonly PriceRow[];
  /** Those that hold before the first exchange rate of the card. */
  readonly unexchanged: readonly PriceRow[];
}

export interface SellerIndex {
  /** Model ids. */
  readonly models: ReadonlySet<string>;
  /** Other whole ids -> model id. */
  readonly names: ReadonlyMap<string, string>;
  readonly patterns: readonly { readonly model: string; readonly matcher: CompiledMatcher }[];
  readonly rowsOf: (model: string) => ModelRows | undefined;
  /** The regions its rows are for. */
  readonly places: () => ReadonlySet<string>;
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

export function indexCard({ terms: card, sellers, rowsOf, namesOf }: SplitCard): CardIndex {
  const spelled = new Map<string, string[]>();
  for (const name of sellers) {
    const key = sellerKey(name);
    spelled.set(key, [...(spelled.get(key) ?? []), name]);
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
    sellers: new Set(spelled.keys()),
    fallbackSellers: (key) => fallbacks.get(key) ?? [],
    adjustments: card.adjustments ?? [],
    seller: (key) => {
      const names = spelled.get(key);
      const known = indexed.get(key);
      if (known || !names) return known;
      const index = indexSeller(names.map(namesOf), () => names.flatMap(rowsOf), card);
      indexed.set(key, index);
      return index;
    },
  };
}

function indexSeller(given: readonly SellerNames[], rowsOf: () => readonly RateRow[], card: CardTerms): SellerIndex {
  const models = new Set(given.flatMap((names) => names.models));
  let rows: ReadonlyMap<string, ModelRows> | undefined;
  let places: ReadonlySet<string> | undefined;
  return {
    models,
    names: new Map(given.flatMap(({ others }) => others)),
    patterns: given.flatMap(({ patterns }) =>
      patterns.map(([matcher, model]) => ({ model, matcher: compileMatcher(matcher) })),
    ),
    rowsOf: (model) => {
      if (!models.has(model)) return undefined;
      rows ??= rowsByModel(rowsOf(), card);
      return rows.get(model);
    },
    places: () => {
      places ??= new Set(rowsOf().flatMap(({ region = [] }) => [region].flat().map(normalName)));
      return places;
    },
  };
}

function rowsByModel(rows: readonly RateRow[], card: CardTerms): ReadonlyMap<string, ModelRows> {
  const listed = new Map<string, RateRow[]>();
  for (const row of rows) {
    const model = row.model.toLowerCase();
    const known = listed.get(model);
    if (known) known.push(row);
    else listed.set(model, [row]);
  }
  const models = new Map([...listed].map(([model, own]) => [model, modelRows(model, own, card)]));
  withAliases(rows, models);
  return models;
}

interface OpenRows extends ModelRows {
  readonly rows: PriceRow[];
  readonly unexchanged: PriceRow[];
}

/** Of hundreds of models a log names a few: rows are compiled when they are first looked at. */
function modelRows(model: string, own: readonly RateRow[], card: CardTerms): OpenRows {
  let rows: PriceRow[] | undefined;
  let unexchanged: PriceRow[] | undefined;
  const compiled = (compile: typeof compileRow): PriceRow[] =>
    own.flatMap((row) => (row.alias_of === undefined ? compile(row, card) : []));
  return {
    model,
    get rows() {
      rows ??= compiled(compileRow);
      return rows;
    },
    get unexchanged() {
      unexchanged ??= compiled(withoutExchange);
      return unexchanged;
    },
  };
}

/** Rows that name another model hold that model's prices, for their own time. */
function withAliases(rows: readonly RateRow[], models: ReadonlyMap<string, OpenRows>): void {
  for (const row of rows) {
    if (row.alias_of === undefined) continue;
    const own = models.get(row.model.toLowerCase());
    const target = models.get(row.alias_of.toLowerCase());
    if (!own || !target) continue;
    const period = periodOf(row);
    own.rows.push(...within(target.rows, period));
    own.unexchanged.push(...within(target.unexchanged, period));
  }
}

function within(rows: readonly PriceRow[], period: Period): readonly PriceRow[] {
  return rows.flatMap((row) => {
    const time = overlap(period, row);
    return time ? [{ ...row, ...time }] : [];
  });
}
