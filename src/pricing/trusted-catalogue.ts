// Where the bundled price list enters: JSON with one row on each line, the rows of a seller together and its name first.
// A seller's lines are parsed when it is asked for: parsing all of them would be a fifth of a short run.
import type { RateRow } from '../model/rate-card.ts';
import { type CardTerms, namesIn, type SellerNames, type SplitCard } from './split-card.ts';

/** By seller, as the list spells it. */
export type CatalogueNames = Readonly<Record<string, SellerNames>>;

const rowStart = '{"seller":"';

/** The list's build wrote the validated form and a test holds it to the schema, so only its outline is checked. */
export function trustedCatalogue(text: string, names?: CatalogueNames): SplitCard {
  const firstRow = text.indexOf('\n') + 1;
  const end = text.lastIndexOf('\n]');
  const head = text.slice(0, firstRow).trimEnd();
  if (firstRow === 0 || end < firstRow || !head.endsWith(',"rows":[')) throw damaged();
  const spans = new Map<string, { readonly from: number; to: number }>();
  for (let at = firstRow; at < end; ) {
    const newline = text.indexOf('\n', at);
    const to = newline === -1 || newline > end ? end : newline;
    if (!text.startsWith(rowStart, at)) throw damaged();
    const seller = text.slice(at + rowStart.length, text.indexOf('"', at + rowStart.length));
    const span = spans.get(seller);
    if (span && span.to !== at - 1) throw damaged();
    if (span) span.to = to;
    else spans.set(seller, { from: at, to });
    at = to + 1;
  }
  const rowsOf = (seller: string): readonly RateRow[] => {
    const span = spans.get(seller);
    return span ? (JSON.parse(`[${text.slice(span.from, span.to).replace(/,\s*$/, '')}]`) as readonly RateRow[]) : [];
  };
  return {
    // The build writes what the schema puts out, and the test of the list parses it in full.
    terms: JSON.parse(`${head.slice(0, -',"rows":['.length)}}`) as CardTerms,
    sellers: [...spans.keys()],
    rowsOf,
    namesOf: (seller) => names?.[seller] ?? namesIn(rowsOf(seller)),
  };
}

const damaged = (): Error => new Error('the bundled price list is damaged');
