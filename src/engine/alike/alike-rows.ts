// Rows that were not read as records, as numbers: what the sums need of each, one row after the other. They move between threads and wait on
// disk as they are.

/** Where each number of a row stands; the values of its groups and its counts follow. */
export const column = {
  kind: 0,
  /** Position and length of the line in the input, and its number. */
  offset: 1,
  length: 2,
  line: 3,
  /** In whole 10^-12 dollars and the rest of 10^-18. */
  cost: 4,
  costRest: 5,
  logged: 6,
  loggedRest: 7,
  /** The UTC day since 1970, and the nanoseconds of the day. */
  day: 8,
  ns: 9,
} as const;
export const fixedColumns = 10;

/** Room for rows of any width, one after the other. */
export interface RowRoom {
  /** Where the next row begins in `numbers`, with room for so many. */
  next(width: number): number;
  readonly numbers: Float64Array<ArrayBuffer>;
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
    take() {
      const taken = numbers.slice(0, used);
      used = 0;
      return taken;
    },
  };
}
