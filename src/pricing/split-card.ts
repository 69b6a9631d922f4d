// A card by seller: of a list with thousands of rows only those of the sellers a log names are ever looked at.
import type { RateCard, RateRow } from '../model/rate-card.ts';
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
}

export function splitCard({ rows, ...card }: RateCard, zones?: ReadonlyMap<string, Zone>): SplitCard {
  const terms = { ...card, ...(zones && { zones }) };
  const bySeller = new Map<string, RateRow[]>();
  for (const row of rows) {
    const list = bySeller.get(row.seller);
    if (list) list.push(row);
    else bySeller.set(row.seller, [row]);
  }
  return { terms, sellers: [...bySeller.keys()], rowsOf: (seller) => bySeller.get(seller) ?? [] };
}
