// Follows the structure of one JSON object byte by byte until it closes or stops being JSON.
// Words, numbers and escapes are only passed over (the parser judges them), and so is a comma before a closing bracket;
// what the parser would certainly stumble over is noted as `odd`.
import {
  backslash,
  byteSet,
  carriageReturn,
  closeBrace,
  closeBracket,
  colon,
  comma,
  doubleQuote,
  lineFeed,
  openBrace,
  openBracket,
  space,
  tab,
} from './byte-codes.ts';

const firstKey = 0;
const nextKey = 1;
const afterKey = 2;
const memberValue = 3;
const firstElement = 4;
const nextElement = 5;
const afterValue = 6;
const inKey = 7;
const inString = 8;
const inWord = 9;

const wordBytes = byteSet('+-._', true);
/** The bytes of JSON's own numbers and of true, false and null. */
const plainWordBytes = byteSet('0123456789+-.Eaeflnrstu');

/** Where a walk stands. It survives the end of a chunk: the next call goes on with the next byte. */
export interface Walk {
  status: 'open' | 'closed' | 'fault';
  /** Why the walk stopped, when it stopped at a fault. */
  fault: string;
  state: number;
  escaped: boolean;
  /** Closed with nothing between the braces. */
  empty: boolean;
  /** A key and its colon were seen: prose does not look like this. */
  confirmed: boolean;
  /** A word that JSON does not know, or a comma before a closing bracket. */
  odd: boolean;
  depth: number;
  /** The bracket of every open level, and its position. */
  readonly brackets: Uint8Array;
  readonly positions: Float64Array;
  lineBreaks: number;
  lineStart: number;
}

export function createWalk(maxDepth: number): Walk {
  return {
    status: 'open',
    fault: '',
    state: firstKey,
    escaped: false,
    empty: false,
    confirmed: false,
    odd: false,
    depth: 0,
    brackets: new Uint8Array(maxDepth),
    positions: new Float64Array(maxDepth),
    lineBreaks: 0,
    lineStart: 0,
  };
}

/** Begins a new object; the byte behind its opening brace is the first to walk over. */
export function startWalk(walk: Walk, position: number): void {
  walk.status = 'open';
  walk.state = firstKey;
  walk.escaped = false;
  walk.empty = false;
  walk.confirmed = false;
  walk.odd = false;
  walk.depth = 1;
  walk.lineBreaks = 0;
  walk.lineStart = 0;
  walk.brackets[0] = openBrace;
  walk.positions[0] = position;
}

/** Goes on inside the given open levels, right after one of the innermost level's values. */
export function continueWalk(walk: Walk, brackets: Uint8Array): void {
  startWalk(walk, 0);
  walk.brackets.set(brackets);
  walk.depth = brackets.length;
  walk.state = afterValue;
  walk.confirmed = true;
}

/** Walks over bytes[from, to) and returns the index of the first byte not consumed; `base` is the position of bytes[0]. */
export function walkBytes(walk: Walk, bytes: Buffer, from: number, to: number, base: number): number {
  let state = walk.state;
  let index = from;
  for (; index < to; index++) {
    const byte = bytes[index] ?? 0;
    if (state === inString || state === inKey) {
      if (walk.escaped && byte !== lineFeed) {
        walk.escaped = false;
        continue;
      }
      index = stringStop(bytes, index, to);
      if (index === to) break;
      const stopped = bytes[index];
      if (stopped === lineFeed) return stop(walk, state, index, 'a line break inside a string');
      if (stopped === backslash) walk.escaped = true;
      else state = state === inKey ? afterKey : afterValue;
      continue;
    }
    if (state === inWord) {
      if (wordBytes[byte] === 1) {
        if (plainWordBytes[byte] === 0) walk.odd = true;
        continue;
      }
      state = afterValue;
    }
    if (byte === space || byte === tab || byte === carriageReturn) continue;
    if (byte === lineFeed) {
      walk.lineBreaks++;
      walk.lineStart = base + index + 1;
      continue;
    }
    if (byte === closeBrace || byte === closeBracket) {
      if (state === afterKey || state === memberValue) return stop(walk, state, index, expected(state, walk));
      const opening = byte === closeBrace ? openBrace : openBracket;
      if (walk.brackets[walk.depth - 1] !== opening) return stop(walk, state, index, expected(state, walk));
      walk.empty = state === firstKey && walk.depth === 1;
      if (state === nextKey || state === nextElement) walk.odd = true;
      state = afterValue;
      walk.depth--;
      if (walk.depth > 0) continue;
      walk.status = 'closed';
      walk.state = state;
      return index + 1;
    }
    if (state === afterValue) {
      if (byte !== comma) return stop(walk, state, index, expected(state, walk));
      state = walk.brackets[walk.depth - 1] === openBrace ? nextKey : nextElement;
    } else if (state === afterKey) {
      if (byte !== colon) return stop(walk, state, index, expected(state, walk));
      walk.confirmed = true;
      state = memberValue;
    } else if (state === firstKey || state === nextKey) {
      if (byte !== doubleQuote) return stop(walk, state, index, expected(state, walk));
      state = inKey;
    } else if (byte === doubleQuote) {
      state = inString;
    } else if (byte === openBrace || byte === openBracket) {
      if (walk.depth === walk.brackets.length) {
        return stop(walk, state, index, `nested deeper than ${walk.depth} levels (limits.depth)`);
      }
      walk.brackets[walk.depth] = byte;
      walk.positions[walk.depth] = base + index;
      walk.depth++;
      state = byte === openBrace ? firstKey : firstElement;
    } else if (wordBytes[byte] === 1) {
      if (plainWordBytes[byte] === 0) walk.odd = true;
      state = inWord;
    } else {
      return stop(walk, state, index, expected(state, walk));
    }
  }
  walk.state = state;
  return index;
}

/** Index of the first byte that matters inside a string: a quote, a backslash or a line break. */
function stringStop(bytes: Buffer, from: number, to: number): number {
  for (let index = from; index < to; index++) {
    const byte = bytes[index];
    if (byte === doubleQuote || byte === backslash || byte === lineFeed) return index;
  }
  return to;
}

/** No key has begun: whether this is a record at all is still open. */
export function awaitsFirstKey(walk: Walk): boolean {
  return walk.state === firstKey && walk.depth === 1;
}

function stop(walk: Walk, state: number, index: number, fault: string): number {
  walk.status = 'fault';
  walk.state = state;
  walk.fault = fault;
  return index;
}

function expected(state: number, walk: Walk): string {
  if (state === afterKey) return 'a colon is missing after a key';
  if (state === memberValue) return 'a value is missing after a colon';
  if (state === firstElement || state === nextElement) return 'an array element that is not JSON';
  if (state === afterValue) {
    return walk.brackets[walk.depth - 1] === openBrace
      ? '"," or "}" is missing after a value'
      : '"," or "]" is missing after an element';
  }
  return 'a key in double quotes is missing';
}
