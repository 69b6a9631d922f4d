// Sums by key that may be too many for memory: past what may be held they wait in parts, sorted by key, and are added up when they come in order.

/** Where rows wait that do not fit into memory. */
export interface WaitingRows {
  add(key: string, text: string): void;
  /** In the order of their keys, as often as asked for. */
  sorted(): Iterable<{ readonly key: string; readonly text: string }>;
}

export interface ManySums {
  /** As many amounts each time. */
  add(key: string, amounts: readonly bigint[]): void;
  /** All, in the order of their keys; nothing can be added any more. */
  all(): Iterable<{ readonly key: string; readonly amounts: readonly bigint[] }>;
}

/** In characters, as keys are counted. */
const amountsSize = 100;
const mostHeld = 4 * 1024 * 1024;

/** @param most Characters of keys that are held, and of amounts. */
export function openManySums(waiting: WaitingRows, most = mostHeld): ManySums {
  let sums = new Map<string, bigint[]>();
  let characters = 0;

  function putAside(): void {
    for (const [key, amounts] of sums) waiting.add(key, amounts.join(' '));
    sums = new Map();
    characters = 0;
  }

  return {
    add(key, amounts) {
      const known = sums.get(key);
      if (known) {
        grow(known, amounts);
        return;
      }
      sums.set(key, [...amounts]);
      characters += key.length + amountsSize;
      if (characters > most) putAside();
    },
    all() {
      putAside();
      return addedUp(waiting);
    },
  };
}

function grow(into: bigint[], amounts: readonly bigint[]): void {
  for (const [at, amount] of amounts.entries()) into[at] = (into[at] ?? 0n) + amount;
}

function* addedUp(waiting: WaitingRows): Generator<{ readonly key: string; readonly amounts: readonly bigint[] }> {
  let last: { readonly key: string; readonly amounts: bigint[] } | undefined;
  for (const { key, text } of waiting.sorted()) {
    const amounts = text.split(' ').map(BigInt);
    if (last?.key === key) {
      grow(last.amounts, amounts);
      continue;
    }
    if (last) yield last;
    last = { key, amounts };
  }
  if (last) yield last;
}
