// The scan kernel: reads lines of known patterns and hands out their values. It only compares: what it accepts is a line that was
// learned, with other values of JSON in its holes; any other line it leaves to whoever reads everything.
// AssemblyScript: compiled to WebAssembly when the program is built, once with SIMD and once without.
import { holeEnd, lineEnd, name, writeHole } from './holes';
import { isNameAt, nameLength } from './names';
import { sameBytes } from './same-bytes';
import { belowOf, besideOf, kindOf, lastNameOf, literalOf, patternOf, root, rowBytes } from './trie';

export { bitsAt, linesAt, margin } from './layout';
export { nameAt, nameLength, names } from './names';
export { closed, learn } from './trie';

/** What the last scan wrote: the place behind the rows, and how many there are. */
export let filled: usize = 0;
export let lines: u32 = 0;
/** The last scan ended because the place for rows was full. */
export let full: bool = false;

/**
 * Reads whole lines up to the first that fits no pattern, and returns the place behind the last it read. `shift` added to a place in
 * memory is the position that the caller knows.
 */
export function scan(at: usize, end: usize, shift: i32, out: usize, outEnd: usize): usize {
  const room = rowBytes();
  lines = 0;
  full = false;
  filled = out;
  while (at < end) {
    full = filled + room > outEnd;
    if (full) return at;
    const next = readLine(at, shift, filled);
    if (next === 0) return at;
    at = next;
    lines++;
  }
  return at;
}

/** Writes the row of a line, or of a piece of one, and returns the place behind the byte that ends it; 0 when it fits no pattern. */
function readLine(line: usize, shift: i32, row: usize): usize {
  let at = line;
  let out = row + 12;
  let place = root;
  while (true) {
    let before: usize = 0;
    let alternative: usize = load<u32>(place);
    for (; alternative !== 0; alternative = load<u32>(alternative, besideOf)) {
      const length: usize = load<u32>(alternative);
      if (sameBytes(at, alternative + literalOf, length)) {
        const value = at + length;
        const kind = load<u32>(alternative, kindOf);
        if (kind === lineEnd) {
          toFront(place, before, alternative);
          store<i32>(row, load<i32>(alternative, patternOf));
          store<i32>(row, <i32>line + shift, 4);
          store<i32>(row, <i32>(value - line) - 1, 8);
          filled = out;
          return value;
        }
        // Names repeat: most are found by comparing bytes once.
        const last: u32 = kind === name ? load<u32>(alternative, lastNameOf) : 0;
        if (last !== 0 && isNameAt(last - 1, value)) {
          store<u32>(out, last - 1);
          at = value + nameLength(last - 1) + 2;
          out += 4;
          break;
        }
        const end = holeEnd(kind, value);
        const behind: usize = end === 0 ? 0 : writeHole(kind, value, end, shift, out);
        if (behind !== 0) {
          if (kind === name) store<u32>(alternative, load<u32>(out) + 1, lastNameOf);
          at = end;
          out = behind;
          break;
        }
      }
      before = alternative;
    }
    if (alternative === 0) return 0;
    toFront(place, before, alternative);
    place = alternative + belowOf;
  }
}

/** Lines of one kind follow each other: the alternative that fitted is tried first next time. */
function toFront(place: usize, before: usize, alternative: usize): void {
  if (before === 0) return;
  store<u32>(before, load<u32>(alternative, besideOf), besideOf);
  store<u32>(alternative, load<u32>(place), besideOf);
  store<u32>(place, <u32>alternative);
}
