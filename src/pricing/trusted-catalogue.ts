// Where the bundled price list enters: JSON with one row on each line, the rows of a seller together and its name first.
// A seller's lines are parsed when it is asked for: parsing all of them would be a fifth of a short run.
import type { RateRow } from '../model/rate-card.ts';
import { type CardTerms, namesIn, type SellerNames, type SplitCard } from './split-card.ts';

/** Where the lines of a seller stand in the list. */
interface Lines {
  readonly from: number;
  readonly to: number;
}

/** What the build works out of the list, so that a run need not go through it. */
export interface IndexedSeller extends Lines {
  /** As the list spells it. */
  readonly seller: string;
  readonly names: SellerNames;
}

const rowStart = '{"seller":"';
const rowsStart = ',"rows":[';

/** The list's build wrote the validated form and a test holds it to the schema, so only its outline is checked. */
export function trustedCatalogue(text: string, index?: readonly IndexedSeller[]): SplitCard {
  const head = text.slice(0, firstRowOf(text)).trimEnd();
  const linesOf: ReadonlyMap<string, Lines> = index ? new Map(index.map((each) => [each.seller, each])) : scanned(text);
  const names = new Map(index?.map((each) => [each.seller, each.names]));
  const rowsOf = (seller: string): readonly RateRow[] => rowsAt(text, linesOf.get(seller));
  return {
    // The build writes what the schema puts out, and the test of the list parses it in full.
    terms: JSON.parse(`${head.slice(0, -rowsStart.length)}}`) as CardTerms,
    sellers: [...linesOf.keys()],
    rowsOf,
    namesOf: (seller) => names.get(seller) ?? namesIn(rowsOf(seller)),
  };
}

export function indexCatalogue(text: string): readonly IndexedSeller[] {
  return [...scanned(text)].map(([seller, lines]) => ({ seller, ...lines, names: namesIn(rowsAt(text, lines)) }));
}

function rowsAt(text: string, lines: Lines | undefined): readonly RateRow[] {
  return lines ? (JSON.parse(`[${text.slice(lines.from, lines.to).replace(/,\s*$/, '')}]`) as readonly RateRow[]) : [];
}

function firstRowOf(text: string): number {
  const newline = text.indexOf('\n');
  if (
    !text
      .slice(0, newline + 1)
      .trimEnd()
      .endsWith(rowsStart)
  )
    throw damaged();
  return newline + 1;
}

/** By seller, as the list spells it. */
function scanned(text: string): ReadonlyMap<string, Lines> {
  const firstRow = firstRowOf(text);
  const end = text.lastIndexOf('\n]');
  if (end < firstRow) throw damaged();
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
  return spans;
}

const damaged = (): Error => new Error('the bundled price list is damaged');
