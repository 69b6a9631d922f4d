// Numbers for sequences of numbers: a number for each pair of a number and what follows it, so that a sequence of any length is walked pair by
// pair. Much quicker than a map of texts, and it makes nothing.

export interface PairTable {
  /** The number of the pair, from 1; the next one when it is new. `noPair` when there are too many, and for whatever follows that. */
  of(first: number, second: number): number;
}

export const noPair = -1;

export function createPairTable(most: number): PairTable {
  /** Four numbers a slot, so that none spans two lines of the processor's cache: first, second, the number of the pair, and nothing. */
  let slots = new Int32Array(4 * 1024);
  let used = 0;

  function slotOf(first: number, second: number): number {
    const mask = slots.length - 4;
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 1, 0x85ebca6b);
    hash ^= hash >>> 15;
    for (let at = (hash << 2) & mask; ; at = (at + 4) & mask) {
      if (slots[at + 2] === 0 || (slots[at] === first && slots[at + 1] === second)) return at;
    }
  }

  function grow(): void {
    const old = slots;
    slots = new Int32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 2] === 0) continue;
      slots.set(old.subarray(at, at + 3), slotOf(old[at] ?? 0, old[at + 1] ?? 0));
    }
  }

  return {
    of(first, second) {
      if (first === noPair) return noPair;
      const at = slotOf(first, second);
      const known = slots[at + 2] ?? 0;
      if (known !== 0) return known;
      if (used >= most) return noPair;
      used += 1;
      slots[at] = first;
      slots[at + 1] = second;
      slots[at + 2] = used;
      if (used * 8 > slots.length) grow();
      return used;
    },
  };
}

/** What is known of some of the numbers that a `PairTable` gives: found as quickly as they are. */
export interface NodeTable<T> {
  at(node: number): T | undefined;
  set(node: number, value: T): void;
}

export function createNodeTable<T>(): NodeTable<T> {
  /** Nothing is known where nodes have no place. */
  const values: (T | undefined)[] = [undefined];
  let places = new Int32Array(1024);
  return {
    at: (node) => values[places[node] ?? 0],
    set(node, value) {
      if (node >= places.length) {
        const larger = new Int32Array(Math.max(node + 1, 2 * places.length));
        larger.set(places);
        places = larger;
      }
      const place = places[node] || values.length;
      places[node] = place;
      values[place] = value;
    },
  };
}
