// A small seeded generator, so that a failing case can be made again from its seed.

export interface Random {
  /** Uniform in [0, below). */
  int(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
  chance(percent: number): boolean;
  hex(digits: number): string;
}

/** mulberry32. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const int = (below: number): number => Math.floor((next() / 4_294_967_296) * below);
  return {
    int,
    pick: (from) => from[int(from.length)] ?? from[0],
    chance: (percent) => int(100) < percent,
    hex: (digits) => Array.from({ length: digits }, () => int(16).toString(16)).join(''),
  };
}
