// Sums of whole numbers that outgrow a double, in columns: what is past its exact range is carried into a bigint.

export interface ExactSums {
  add(at: number, amount: number): void;
  at(at: number): bigint;
}

/** Amounts are whole and at most this. */
export const mostExact = 2 ** 52;

export function createExactSums(): ExactSums {
  let low = new Float64Array(16);
  const carried = new Map<number, bigint>();
  return {
    add(at, amount) {
      if (at >= low.length) {
        const larger = new Float64Array(Math.max(at + 1, low.length * 2));
        larger.set(low);
        low = larger;
      }
      const sum = (low[at] ?? 0) + amount;
      if (sum <= mostExact) {
        low[at] = sum;
        return;
      }
      carried.set(at, (carried.get(at) ?? 0n) + BigInt(sum));
      low[at] = 0;
    },
    at: (at) => (carried.get(at) ?? 0n) + BigInt(low[at] ?? 0),
  };
}
