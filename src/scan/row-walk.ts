// Follows one row of a table byte by byte to the line break that ends it: one that stands in no quoted cell.
// The walk can stop anywhere and go on with the next bytes, so where a stream is cut into chunks changes nothing.
import { carriageReturn, doubleQuote, lineFeed } from './byte-codes.ts';

/**
 * Where the walk stands: at the first byte of a cell; inside a bare cell; inside a quoted one; behind a quote in it, which either closes
 * it or is the first of two; behind that and a carriage return.
 */
type Stand = 'cell' | 'bare' | 'quoted' | 'quote' | 'return';

export interface RowWalk {
  stand: Stand;
  /** A cell of this row is quoted. */
  quoted: boolean;
  /** A quoted cell goes on behind its closing quote: `"a" b`. A quote inside a bare cell (`5" disk`) is only text. */
  odd: boolean;
  /** The line break was reached. */
  ended: boolean;
}

export function startRow(walk: RowWalk): void {
  walk.stand = 'cell';
  walk.quoted = false;
  walk.odd = false;
  walk.ended = false;
}

export const newRowWalk = (): RowWalk => ({ stand: 'cell', quoted: false, odd: false, ended: false });

/** Walks over bytes[from, to) and returns the index of the line break, or `to`. */
export function walkRow(walk: RowWalk, bytes: Buffer, from: number, to: number, delimiter: number): number {
  let index = from;
  while (index < to) {
    if (walk.stand === 'quoted') {
      const quote = bytes.indexOf(doubleQuote, index);
      if (quote < 0 || quote >= to) return to;
      walk.stand = 'quote';
      index = quote + 1;
      continue;
    }
    const byte = bytes[index] ?? 0;
    if (byte === lineFeed) {
      walk.ended = true;
      return index;
    }
    walk.stand = standBehind(walk, byte, delimiter);
    index++;
  }
  return index;
}

function standBehind(walk: RowWalk, byte: number, delimiter: number): Stand {
  const { stand } = walk;
  if (byte === delimiter) {
    if (stand === 'return') walk.odd = true;
    return 'cell';
  }
  if (byte === doubleQuote) {
    if (stand === 'quote') return 'quoted';
    if (stand === 'cell') walk.quoted = true;
    if (stand === 'return') walk.odd = true;
    return stand === 'cell' ? 'quoted' : 'bare';
  }
  if (stand === 'quote' && byte === carriageReturn) return 'return';
  if (stand === 'quote' || stand === 'return') walk.odd = true;
  return 'bare';
}

/** The input may end here: no quoted cell is open. */
export function mayEnd({ stand }: RowWalk): boolean {
  return stand !== 'quoted';
}
