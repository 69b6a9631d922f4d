// Where to go on after a record that is broken: behind its closing bracket if brackets still match, else at the next line
// that stands no deeper than the record and does not look like its continuation.
import {
  backslash,
  backtick,
  carriageReturn,
  closeBrace,
  closeBracket,
  colon,
  comma,
  doubleQuote,
  lineFeed,
  openBrace,
  openBracket,
  singleQuote,
  space,
  tab,
} from './byte-codes.ts';

/** A search under way. It survives the end of a chunk. */
export interface Search {
  status: 'searching' | 'closed' | 'new line';
  depth: number;
  /** The quote that closes the string we are in; 0 outside strings. */
  quote: number;
  escaped: boolean;
  /** Only blanks were seen on this line so far. */
  fresh: boolean;
  lineBreaks: number;
  lineStart: number;
  readonly column: number;
  readonly anyQuote: boolean;
}

/** `column` is where the broken record stands in its line; `anyQuote`: single quotes and backticks open strings too. */
export function startSearch(depth: number, column: number, anyQuote: boolean): Search {
  const place = { fresh: false, lineBreaks: 0, lineStart: 0, column };
  return { status: 'searching', depth, quote: 0, escaped: false, anyQuote, ...place };
}

/** Searches bytes[from, to) and returns the index to go on at; `base` is the position of bytes[0]. */
export function searchBytes(search: Search, bytes: Buffer, from: number, base: number): number {
  for (let index = from; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === lineFeed) {
      // No string of JSON or of its lookalikes runs over a line end.
      search.quote = 0;
      search.escaped = false;
      search.fresh = true;
      search.lineStart = base + index + 1;
      search.lineBreaks++;
    } else if (search.fresh && !isBlank(byte)) {
      search.fresh = false;
      if (beginsAnew(byte, base + index - search.lineStart, search.column)) {
        search.status = 'new line';
        return index;
      }
      follow(search, byte);
    } else {
      follow(search, byte);
    }
    if (search.depth === 0) {
      search.status = 'closed';
      return index + 1;
    }
  }
  return bytes.length;
}

/** Index of the first visible byte of the first line in bytes[from, to] that may begin a new record; -1 when there is none. */
export function findNewLine(bytes: Buffer, from: number, to: number, column: number): number {
  const part = bytes.subarray(0, to + 1);
  for (let feed = part.indexOf(lineFeed, from); feed >= 0; feed = part.indexOf(lineFeed, feed + 1)) {
    let index = feed + 1;
    while (index < part.length && isBlank(part[index] ?? 0)) index++;
    if (index < part.length && beginsAnew(part[index] ?? 0, index - feed - 1, column)) return index;
  }
  return -1;
}

function follow(search: Search, byte: number): void {
  if (search.quote !== 0) {
    if (search.escaped) search.escaped = false;
    else if (byte === backslash) search.escaped = true;
    else if (byte === search.quote) search.quote = 0;
  } else if (byte === doubleQuote || (search.anyQuote && (byte === singleQuote || byte === backtick))) {
    search.quote = byte;
  } else if (byte === openBrace || byte === openBracket) {
    search.depth++;
  } else if (byte === closeBrace || byte === closeBracket) {
    search.depth--;
  }
}

/** A member, a closing bracket or a separator continues the broken record; so does a line that is indented deeper. */
function beginsAnew(byte: number, indent: number, column: number): boolean {
  if (indent > column || byte === lineFeed) return false;
  const continues = byte === doubleQuote || byte === singleQuote || byte === closeBrace || byte === closeBracket;
  return !continues && byte !== comma && byte !== colon;
}

function isBlank(byte: number): boolean {
  return byte === space || byte === tab || byte === carriageReturn;
}
