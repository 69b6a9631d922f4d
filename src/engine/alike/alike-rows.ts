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
  /** The UTC day since 1970. */
  day: 8,
  /** Nanoseconds of that day. */
  ns: 9,
} as const;
export const fixedColumns = 10;

/** Numbers one after the other, as many as there will be. */
export interface Numbers {
  push(number: number): void;
  /** All of them; begins anew. */
  take(): Float64Array<ArrayBuffer>;
}

export function createNumbers(): Numbers {
  let numbers = new Float64Array(1 << 12);
  let used = 0;
  return {
    push(number) {
      if (used === numbers.length) {
        const larger = new Float64Array(numbers.length * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[used] = number;
      used += 1;
    },
    take() {
      const taken = numbers.slice(0, used);
      used = 0;
      return taken;
    },
  };
}
