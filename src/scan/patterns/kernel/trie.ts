// Patterns as a trie: below the start and below every hole stand alternatives, each a literal and what follows it. At most one of
// them fits a line; a pattern that would break this is not learned. The one that fitted last stands first.
import { holeEnd, lineEnd, mayFit, overlap, width } from './holes';
import { trieAt, trieBytes } from './layout';
import { sameBytes } from './same-bytes';

/**
 * An alternative: length of the literal, kind, first alternative below, next one beside; the pattern of a line that ends here, or 1 + the
 * name that stood here last; then the literal.
 */
export const kindOf: usize = 4;
export const belowOf: usize = 8;
export const besideOf: usize = 12;
export const patternOf: usize = 16;
export const lastNameOf: usize = 16;
export const literalOf: usize = 20;

/** The place that names the first alternative of all. */
export const root: usize = trieAt;
let free: usize = trieAt + 4;

const mostPatterns: u32 = 4096;
const mostBeside = 64;
const mostLiterals: usize = 8 << 20;
const longestLine: usize = 256 << 10;
let patterns: u32 = 0;
/** A pattern was refused for lack of room; no more are learned. */
export let closed: bool = false;
let literals: usize = 0;
/** Bytes of the longest row that a pattern gives. */
let longestRow: u32 = 12;

/** The number of the pattern of a line, or of a piece of one, with the byte behind it that ends it; its holes are (from, to, kind). -1 when it cannot be learned. */
export function learn(line: usize, length: usize, holes: usize, count: u32): i32 {
  if (!holesFit(line, holes, count)) return -1;
  let known: usize = 0; // the last alternative that the pattern shares
  let at = line;
  let hole: u32 = 0;
  for (; ; hole++) {
    const end = literalEnd(line, length, holes, count, hole);
    const kind = kindAfter(holes, count, hole);
    const found = alike(known === 0 ? root : known + belowOf, at, end - at, kind);
    if (found === conflict) return -1;
    if (found === 0) break;
    if (kind === lineEnd) return load<i32>(found, patternOf);
    known = found;
    at = line + load<u32>(holes + hole * 12, 4);
  }
  if (!hasRoom(length, holes, count, hole)) return -1;
  let row: u32 = 12;
  for (let each: u32 = 0; each < count; each++) row += width(load<u32>(holes + each * 12, 8)) << 2;
  longestRow = max(longestRow, row);
  for (; hole <= count; hole++) {
    known = append(known === 0 ? root : known + belowOf, at, literalEnd(line, length, holes, count, hole) - at);
    store<u32>(known, kindAfter(holes, count, hole), kindOf);
    if (hole < count) at = line + load<u32>(holes + hole * 12, 4);
  }
  store<u32>(known, patterns, patternOf);
  return patterns++;
}

/** Where the literal before a hole ends; the last one ends with the line feed. */
function literalEnd(line: usize, length: usize, holes: usize, count: u32, hole: u32): usize {
  return line + (hole < count ? <usize>load<u32>(holes + hole * 12) : length + 1);
}

function kindAfter(holes: usize, count: u32, hole: u32): u32 {
  return hole < count ? load<u32>(holes + hole * 12, 8) : lineEnd;
}

const conflict: usize = 1;

/** Nothing follows: whatever else begins so would never be read. */
function isEnd(kind: u32): bool {
  return kind === lineEnd;
}

/** The alternative with this literal and kind, 0 when there is none yet, or `conflict` when another one may fit the same line. */
function alike(place: usize, at: usize, length: usize, kind: u32): usize {
  let beside = 0;
  for (let other: usize = load<u32>(place); other !== 0; other = load<u32>(other, besideOf)) {
    const otherLength: usize = load<u32>(other);
    const otherKind = load<u32>(other, kindOf);
    const literal = other + literalOf;
    beside++;
    if (!sameBytes(at, literal, min(length, otherLength))) continue;
    if (length === otherLength) {
      if (kind === otherKind) return other;
      if (isEnd(kind) || isEnd(otherKind) || overlap(kind, otherKind)) return conflict;
    } else if (otherLength < length) {
      if (isEnd(otherKind) || mayFit(otherKind, at + otherLength)) return conflict;
    } else if (isEnd(kind) || mayFit(kind, literal + length)) return conflict;
  }
  return beside < mostBeside ? 0 : conflict;
}

function holesFit(line: usize, holes: usize, count: u32): bool {
  for (; count > 0; count--, holes += 12) {
    if (holeEnd(load<u32>(holes, 8), line + load<u32>(holes)) !== line + load<u32>(holes, 4)) return false;
  }
  return true;
}

/** Room for the literals of a line from one hole on. */
function hasRoom(length: usize, holes: usize, count: u32, hole: u32): bool {
  if (literalBytes(length, holes, count, 0) > longestLine) return false;
  const bytes = literalBytes(length, holes, count, hole);
  const behind = free + bytes + <usize>(count + 1 - hole) * (literalOf + 4) + 16;
  closed = patterns === mostPatterns || literals + bytes > mostLiterals || behind > trieAt + trieBytes;
  if (closed) return false;
  literals += bytes;
  return true;
}

function literalBytes(length: usize, holes: usize, count: u32, hole: u32): usize {
  let bytes = length + 1 - (hole === 0 ? 0 : load<u32>(holes + (hole - 1) * 12, 4));
  for (; hole < count; hole++) bytes -= load<u32>(holes + hole * 12, 4) - load<u32>(holes + hole * 12);
  return bytes;
}

function append(place: usize, at: usize, length: usize): usize {
  const made = free;
  store<u32>(made, <u32>length);
  store<u32>(made, load<u32>(place), besideOf);
  store<u32>(place, <u32>made);
  memory.copy(made + literalOf, at, length);
  free = (made + literalOf + length + 3) & ~3;
  return made;
}

export function rowBytes(): u32 {
  return longestRow;
}
