// Rows that were not read as records, as numbers: what the sums need of each, one row after the other. They move between threads and wait on
// disk as they are.
import type { Chain } from '../spill/spill-file.ts';

/** Where each number of a row stands; the values of its groups, its counts and the records that repeat it follow. */
export const column = {
  kind: 0,
  /** Position and length of the line in the input, and its number. */
  offset: 1,
  length: 2,
  line: 3,
  /** Which event of the line it is, from 0; `onlyOne` or `wholeLine`. */
  part: 4,
  /** In whole 10^-12 dollars and the rest of 10^-18. */
  cost: 5,
  costRest: 6,
  logged: 7,
  loggedRest: 8,
  /** The UTC day since 1970, and the nanoseconds of the day. */
  day: 9,
  ns: 10,
} as const;
/** In the place of the part of a line: that it is one event, and that all of its events are meant. */
export const [onlyOne, wholeLine] = [-1, -2];
export const fixedColumns = 11;
/** As many say where the line of the row stands. */
export const placeColumns = 5;

/** Which numbers of the row of a record are kept that repeats another one, and where they stand. */
export const repeatOrder: readonly number[] = [column.offset, column.length, column.line, column.cost, column.costRest];
export const repeatColumns = repeatOrder.length;
export const repeatColumn = { offset: repeatOrder.indexOf(column.offset), cost: repeatOrder.indexOf(column.cost) };

/** A line that must be read as a record, or a part of one. */
export interface LineToRead {
  /** The number of the input. */
  readonly input: number;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  /** Which of its events, from 0; `onlyOne` where there is one, `wholeLine` for all. */
  readonly part: number;
}

/** That of a row. */
export function lineOf(input: number, row: Float64Array): LineToRead {
  const [offset = 0, length = 0, line = 0, part = onlyOne] = row.subarray(column.offset);
  return { input, offset, length, line, part };
}

/** Room for rows of any width, one after the other. */
export interface RowRoom {
  /** Where the next row begins in `numbers`, with room for so many. */
  next(width: number): number;
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Forgets the rows from there on. */
  back(place: number): void;
  /** All rows; begins anew. */
  take(): Float64Array<ArrayBuffer>;
}

export function createRowRoom(): RowRoom {
  let numbers = new Float64Array(1 << 14);
  let used = 0;
  return {
    next(width) {
      if (used + width > numbers.length) {
        const larger = new Float64Array(numbers.length * 2 + width);
        larger.set(numbers);
        numbers = larger;
      }
      used += width;
      return used - width;
    },
    get numbers() {
      return numbers;
    },
    back(place) {
      used = place;
    },
    take() {
      const taken = numbers.slice(0, used);
      used = 0;
      return taken;
    },
  };
}

/** Writes rows of numbers behind each other: a head, and some of the numbers of another row. */
export function rowWriter(): (
  chain: Chain,
  head: readonly number[],
  row: Float64Array,
  from: number,
  to: number,
) => void {
  let numbers = new Float64Array(64);
  let bytes = new Uint8Array(numbers.buffer);
  return (chain, head, row, from, to) => {
    const width = head.length + to - from;
    if (width > numbers.length) {
      numbers = new Float64Array(2 * width);
      bytes = new Uint8Array(numbers.buffer);
    }
    let next = 0;
    for (const number of head) numbers[next++] = number;
    for (let at = from; at < to; at++) numbers[next++] = row[at] ?? 0;
    chain.append(bytes.subarray(0, width * Float64Array.BYTES_PER_ELEMENT));
  };
}

export interface RowReader {
  /** Where the next row begins in `numbers`. Its width is asked for with what is there of it. */
  next(widthAt: (numbers: Float64Array, start: number) => number): number;
  numbers(): Float64Array;
  isAtEnd(): boolean;
}

/** A row may be cut into two pieces. */
export function readRows(chain: Chain): RowReader {
  const pieces = chain.pieces()[Symbol.iterator]();
  let numbers = new Float64Array(0);
  let at = 0;

  function more(): boolean {
    const piece = pieces.next();
    if (piece.done) return false;
    const rest = numbers.subarray(at);
    numbers = new Float64Array(rest.length + piece.value.length / Float64Array.BYTES_PER_ELEMENT);
    numbers.set(rest);
    new Uint8Array(numbers.buffer).set(piece.value, rest.byteLength);
    at = 0;
    return true;
  }

  return {
    next(widthAt) {
      for (;;) {
        const start = at;
        const end = start + widthAt(numbers, start);
        if (end <= numbers.length) {
          at = end;
          return start;
        }
        if (!more()) throw new Error('rows that waited on disk ended early');
      }
    },
    numbers: () => numbers,
    isAtEnd: () => at === numbers.length && !more(),
  };
}
