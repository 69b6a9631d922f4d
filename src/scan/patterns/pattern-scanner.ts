// Reads lines whose pattern is known, at the speed of comparing bytes. A pattern is all of a line but the values in its holes; it is
// learned from a line that was read in full, and a line that fits none is left to the caller.
import { lineFeed } from '../byte-codes.ts';
import { type KernelMemory, openKernel, roomForLines, roomForRows } from './kernel-memory.ts';
import { type Member, valuesOf } from './line-values.ts';

/**
 * What a hole takes: any value of the type of JSON that was learned (so `true`, `false` and `null` only themselves); a short text that
 * repeats; a text; a count up to 999,999,999; any number.
 */
export type HoleKind = 'skip' | 'name' | 'text' | 'count' | 'number';

/** A value in the learned line, by the bytes of the whole JSON value (a string with its quotes). In the order of the line, never overlapping. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly kind: HoleKind;
}

export interface TypedHole extends Hole {
  readonly type: Member['kind'];
}

export interface PatternScanner {
  /**
   * The pattern's number (0, 1, ... dense); undefined when it cannot be learned: holes that are no values or do not fit their kind, a
   * pattern that would leave open which of two a line fits, or no room. Once there was no room, nothing is learned any more, and to
   * ask costs nothing. `line` has no line feed at its end.
   */
  learn(line: Uint8Array, holes: readonly Hole[]): number | undefined;
  /**
   * The same for a piece of a line that holds the parts of a list: its last byte ends it. Pieces are read one after the other, each for itself: which may
   * follow which is the caller's to know, and that holes are values.
   */
  learnPiece(piece: Uint8Array, holes: readonly TypedHole[]): number | undefined;
  /** Reads whole lines (each ends with a line feed, the last may lack it) from `from` up to the first that fits no pattern, or to the end. */
  scan(bytes: Uint8Array, from: number): Scan;
  /** The text of a name, by its number; '' while there is no such name. */
  name(number: number): string;
  /** How many names there are. */
  readonly names: number;
}

export interface Scan {
  /** Position behind the last line that was read: of the line that fits no pattern, or bytes.length. */
  readonly end: number;
  /**
   * One row after the other, valid until the next scan or learn: pattern, position of the line, its length without line feed, then
   * the values of its holes in order. skip: nothing; name: its number; text: position and length between the quotes, and the
   * set of its characters (characters.ts); count: itself; number: position and length.
   */
  readonly rows: Int32Array;
  /** How many ints of `rows` are filled, how many lines they are. */
  readonly filled: number;
  readonly lines: number;
}

/** How many ints stand in a row: in front of the values, and for a value of each kind. */
export const headInts = 3;
export const intsOf: Readonly<Record<HoleKind, number>> = { skip: 0, name: 1, text: 3, count: 1, number: 2 };

/** As the kernel numbers them, see kernel/holes.ts; a word to be skipped is no hole but part of the pattern. */
const skips: Readonly<Record<Member['kind'], number>> = { word: 0, string: 1, number: 2, object: 3, array: 4 };
const kinds: Readonly<Record<Exclude<HoleKind, 'skip'>, number>> = { name: 5, text: 6, count: 7, number: 8 };

/** Lines are handed over in pieces, so that one that fits no pattern soon costs little, and a piece stays in the processor's cache. */
const smallestPiece = 1 << 13;
const largestPiece = 1 << 17;

export function createPatternScanner(module: WebAssembly.Module): PatternScanner {
  const memory = openKernel(module);
  const { kernel } = memory;
  const texts: string[] = [];
  return {
    learn: (line, holes) => learnLine(memory, line, holes),
    learnPiece: (piece, holes) => learn(memory, piece.subarray(0, -1), piece.at(-1) ?? lineFeed, holes),
    scan: (bytes, from) => scan(memory, bytes, from),
    name(number) {
      for (let next = texts.length; next <= number && next < kernel.names(); next++) {
        const at = kernel.nameAt(next);
        const bytes = new Uint8Array(kernel.memory.buffer, at, kernel.nameLength(next));
        texts.push(String.fromCharCode(...bytes)); // at most 128, all ASCII
      }
      return texts[number] ?? '';
    },
    get names() {
      return kernel.names();
    },
  };
}

function learnLine(memory: KernelMemory, line: Uint8Array, holes: readonly Hole[]): number | undefined {
  const values = memory.kernel.closed.value ? undefined : valuesOf(line);
  if (values === undefined) return undefined;
  const types = new Map(values.map(({ from, to, kind }) => [`${from}-${to}`, kind]));
  const typed = holes.flatMap((hole): TypedHole[] => {
    const type = types.get(`${hole.from}-${hole.to}`);
    return type === undefined ? [] : [{ ...hole, type }];
  });
  return typed.length < holes.length ? undefined : learn(memory, line, lineFeed, typed);
}

/** `end` is the byte behind the line. */
function learn(memory: KernelMemory, line: Uint8Array, end: number, holes: readonly TypedHole[]): number | undefined {
  const { kernel, lines } = memory;
  if (kernel.closed.value) return undefined;
  const numbers: number[] = [];
  let behind = 0;
  for (const { from, to, kind, type } of holes) {
    if (from < behind) return undefined;
    behind = to;
    const number = kind === 'skip' ? skips[type] : kinds[kind];
    if (number > 0) numbers.push(from, to, number);
  }
  const holesAt = (line.length + 4) & ~3;
  roomForLines(memory, holesAt + numbers.length * 4, 0);
  copyLines(memory, line, end);
  new Int32Array(kernel.memory.buffer, lines + holesAt, numbers.length).set(numbers);
  const pattern = kernel.learn(lines, line.length, lines + holesAt, numbers.length / 3);
  return pattern < 0 ? undefined : pattern;
}

function scan(memory: KernelMemory, bytes: Uint8Array, from: number): Scan {
  const { kernel, lines } = memory;
  let written = 0;
  let rows = 0;
  let at = from;
  for (let size = smallestPiece; at < bytes.length; size = Math.min(2 * size, largestPiece)) {
    const piece = bytes.subarray(at, pieceEnd(bytes, at, size));
    roomForLines(memory, piece.length + 1, written);
    copyLines(memory, piece);
    const shift = at - lines;
    const before = at;
    do {
      if (kernel.full.value) roomForRows(memory);
      const end = lines + piece.length;
      at = kernel.scan(at - shift, end, shift, memory.rows + written, memory.end) + shift;
      written = kernel.filled.value - memory.rows;
      rows += kernel.lines.value;
    } while (kernel.full.value);
    if (at < before + piece.length) break;
  }
  const filled = written / 4;
  return {
    end: Math.min(at, bytes.length),
    rows: new Int32Array(kernel.memory.buffer, memory.rows, filled),
    filled,
    lines: rows,
  };
}

/** Puts them where the kernel reads, with an end behind the last. */
function copyLines({ kernel, lines }: KernelMemory, bytes: Uint8Array, end = lineFeed): void {
  const room = new Uint8Array(kernel.memory.buffer, lines, bytes.length + 1);
  room.set(bytes);
  room[bytes.length] = end;
}

/** Behind the last line feed within `size` bytes, or behind the next one when a line is longer. */
function pieceEnd(bytes: Uint8Array, at: number, size: number): number {
  if (at + size >= bytes.length) return bytes.length;
  const last = bytes.lastIndexOf(lineFeed, at + size - 1);
  const end = last >= at ? last : bytes.indexOf(lineFeed, at + size);
  return end < 0 ? bytes.length : end + 1;
}
