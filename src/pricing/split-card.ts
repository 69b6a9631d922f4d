// A card by seller: of a list with thousands of rows only those of the sellers a log names are ever looked at.
import type { Matcher, RateCard, RateRow } from '../model/rate-card.ts';
import type { Zone } from '../model/zone.ts';

/** A card without its rows: what its rows are read with. */
export interface CardTerms extends Omit<RateCard, 'rows'> {
  /** The time zones its rows name. */
  readonly zones?: ReadonlyMap<string, Zone>;
}

export interface SplitCard {
  readonly terms: CardTerms;
  /** As the rows spell them. */
  readonly sellers: readonly string[];
  readonly rowsOf: (seller: string) => readonly RateRow[];
  readonly namesOf: (seller: string) => SellerNames;
}

/** What a seller's rows are found by: lower-case ids. All that is asked of most sellers is whether they list a model. */
export interface SellerNames {
  readonly models: readonly string[];
  /** Other whole ids, each with its model. */
  readonly others: readonly (readonly [id: string, model: string])[];
  readonly patterns: readonly (readonly [matcher: Exclude<Matcher, { equals: string }>, model: string])[];
}

export function namesIn(rows: readonly RateRow[]): SellerNames {
  const models = new Set<string>();
  const others: SellerNames['others'][number][] = [];
  const patterns: SellerNames['patterns'][number][] = [];
  for (const row of rows) {
    const model = row.model.toLowerCase();
    models.add(model);
    for (const matcher of row.match ?? []) {
      if ('equals' in matcher) others.push([matcher.equals.toLowerCase(), model]);
      else patterns.push([matcher, model]);
    }
  }
  return { models: [...models], others, patterns };
}

export function splitCard({ rows, ...card }: RateCard, zones?: ReadonlyMap<string, Zone>): SplitCard {
  const terms = { ...card, ...(zones && { zones }) };
  const bySeller = new Map<string, RateRow[]>();
  for (const row of rows) {
    const list = bySeller.get(row.seller);
    if (list) list.push(row);
    else bySeller.set(row.seller, [row]);
  }
  const rowsOf = (seller: string): readonly RateRow[] => bySeller.get(seller) ?? [];
  return { terms, sellers: [...bySeller.keys()], rowsOf, namesOf: (seller) => namesIn(rowsOf(seller)) };
}
