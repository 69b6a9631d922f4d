// Keeps a bounded choice of things that does not depend on the order they come in: those whose names have the smallest hashes.

export interface Smallest<T> {
  /** The value of that name, made when the name is first met; undefined when it is not, or no longer, among the kept ones. */
  of(name: string, make: () => T): T | undefined;
  /** What is kept, in no order. */
  values(): Iterable<readonly [name: string, value: T]>;
}

export function keepSmallest<T>(most: number): Smallest<T> {
  const kept = new Map<string, { readonly rank: number; readonly value: T }>();
  let last: { readonly name: string; readonly rank: number } | undefined;
  return {
    of(name, make) {
      const known = kept.get(name);
      if (known) return known.value;
      const rank = hashOf(name);
      const full = kept.size >= most;
      if (full && last && !comesBefore(rank, name, last)) return undefined;
      if (full && last) kept.delete(last.name);
      const value = make();
      kept.set(name, { rank, value });
      if (full || !last || comesBefore(last.rank, last.name, { rank, name })) last = lastOf(kept);
      return value;
    },
    *values() {
      for (const [name, { value }] of kept) yield [name, value];
    },
  };
}

function lastOf(kept: ReadonlyMap<string, { readonly rank: number }>): { name: string; rank: number } | undefined {
  let last: { name: string; rank: number } | undefined;
  for (const [name, { rank }] of kept)
    if (!last || comesBefore(last.rank, last.name, { rank, name })) last = { name, rank };
  return last;
}

function comesBefore(rank: number, name: string, other: { readonly rank: number; readonly name: string }): boolean {
  return rank < other.rank || (rank === other.rank && name < other.name);
}

/** FNV-1a over the code units, 32 bits: spreads names evenly, protects nothing. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
