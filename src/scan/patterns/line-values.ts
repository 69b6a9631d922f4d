// Every value of a line that is one JSON object, with the bytes it takes. Only for learning a pattern: JSON.parse judges the line, the
// walk here only finds where its values stand, and refuses a line whose paths would not be unique.
import {
  backslash,
  carriageReturn,
  closeBrace,
  closeBracket,
  comma,
  doubleQuote,
  lineFeed,
  openBrace,
  openBracket,
  space,
  tab,
} from '../byte-codes.ts';

export interface Member {
  readonly path: readonly (string | number)[];
  /** The bytes of the whole value, a string with its quotes. */
  readonly from: number;
  readonly to: number;
  readonly kind: 'string' | 'number' | 'word' | 'object' | 'array';
}

const longest = 1 << 20;
const deepest = 64;

/** In the order of the line, a container before its members; the line itself is not among them. */
export function valuesOf(line: Uint8Array): readonly Member[] | undefined {
  if (line.length > longest || line[0] !== openBrace || line.includes(lineFeed) || !isJson(line)) return undefined;
  const found: Member[] = [];
  return walkContainer(line, 0, [], found) < 0 ? undefined : found;
}

function isJson(line: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line));
    return true;
  } catch {
    return false;
  }
}

/** From the opening bracket to behind the closing one; -1 for what cannot be learned. */
function walkContainer(line: Uint8Array, open: number, path: Member['path'], found: Member[]): number {
  if (path.length === deepest) return -1;
  const keys = line[open] === openBrace ? new Set<string>() : undefined;
  let at = spaceEnd(line, open + 1);
  for (let index = 0; line[at] !== closeBrace && line[at] !== closeBracket; index++) {
    let step: string | number = index;
    if (keys !== undefined) {
      const keyEnd = stringEnd(line, at);
      step = textOf(line, at, keyEnd);
      if (keys.has(step) || step === '__proto__') return -1;
      keys.add(step);
      at = spaceEnd(line, spaceEnd(line, keyEnd) + 1);
    }
    at = walkValue(line, at, [...path, step], found);
    if (at < 0) return -1;
    at = spaceEnd(line, at);
    if (line[at] === comma) at = spaceEnd(line, at + 1);
  }
  return at + 1;
}

function walkValue(line: Uint8Array, from: number, path: Member['path'], found: Member[]): number {
  const kind = kindOf(line[from]);
  const place = found.length;
  found.push({ path, from, to: from, kind });
  const to =
    kind === 'string'
      ? stringEnd(line, from)
      : kind === 'number' || kind === 'word'
        ? scalarEnd(line, from)
        : walkContainer(line, from, path, found);
  found[place] = { path, from, to, kind };
  return to;
}

function kindOf(first: number | undefined): Member['kind'] {
  if (first === doubleQuote) return 'string';
  if (first === openBrace) return 'object';
  if (first === openBracket) return 'array';
  return first !== undefined && first < 0x3a ? 'number' : 'word';
}

function stringEnd(line: Uint8Array, open: number): number {
  let at = open + 1;
  while (line[at] !== doubleQuote) at += line[at] === backslash ? 2 : 1;
  return at + 1;
}

/** The text of a string between two places, quotes included, as JSON means it. */
function textOf(line: Uint8Array, from: number, to: number): string {
  const text: string = JSON.parse(new TextDecoder().decode(line.subarray(from, to)));
  return text;
}

const ends: ReadonlySet<number> = new Set([comma, closeBrace, closeBracket, space, tab, carriageReturn]);

function scalarEnd(line: Uint8Array, from: number): number {
  let at = from;
  while (!ends.has(line[at] ?? comma)) at++;
  return at;
}

function spaceEnd(line: Uint8Array, from: number): number {
  let at = from;
  while (line[at] === space || line[at] === tab || line[at] === carriageReturn) at++;
  return at;
}
