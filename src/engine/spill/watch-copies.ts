// Sources that say the same from beginning to end may be copies: their records are kept together, for a copy is only told when all of it is
// there. So are those of an input given twice. What a source says is only read again when another one is as long.
import { createHash } from 'node:crypto';

interface Seen {
  readonly source: string;
  readonly input: number;
  readonly first: number;
  last: number;
  rows: number;
  bytes: number;
  /** In another input, too. */
  again: boolean;
}

/** A row put aside: what it says without the name of its source and its line. */
export interface SaidRow {
  readonly source: string;
  readonly record: number;
  readonly said: Uint8Array;
}

export interface CopyWatch {
  /** `bytes` is the length of what the row says. */
  see(source: string, input: number, record: number, bytes: number): void;
  /** The sources that say the same; `rows` gives all rows once more. */
  alike(rows: () => Iterable<SaidRow>): ReadonlySet<string>;
}

export function watchCopies(join: (a: number, b: number) => void): CopyWatch {
  const sources = new Map<string, Seen>();
  /** Rows of one source come one after the other. */
  let latest: Seen | undefined;

  function joinAll({ first, last }: Seen, leader: number): void {
    for (let record = first; record <= last; record++) join(leader, record);
  }

  return {
    see(source, input, record, bytes) {
      let seen = latest?.source === source ? latest : sources.get(source);
      if (seen === undefined) {
        seen = { source, input, first: record, last: record, rows: 0, bytes: 0, again: false };
        sources.set(source, seen);
      }
      latest = seen;
      if (seen.input !== input) {
        if (!seen.again) joinAll(seen, seen.first);
        seen.again = true;
        join(seen.first, record);
        return;
      }
      seen.last = record;
      seen.rows += 1;
      seen.bytes += bytes;
    },
    alike(rows) {
      const asLong = groupsOf([...sources.values()], (seen) => `${seen.rows} ${seen.bytes}`);
      if (asLong.length === 0) return new Set();
      const said = hashesOf(new Map(asLong.flat().map((seen) => [seen.source, seen])), rows());
      const groups = asLong.flatMap((group) => groupsOf(group, ({ source }) => said.get(source) ?? ''));
      for (const group of groups) {
        const first = group[0]?.first;
        for (const seen of group) joinAll(seen, first ?? seen.first);
      }
      return new Set(groups.flatMap((group) => group.map(({ source }) => source)));
    },
  };
}

/** Those that share their key with another. */
function groupsOf(all: readonly Seen[], keyOf: (seen: Seen) => string): readonly (readonly Seen[])[] {
  const groups = new Map<string, Seen[]>();
  for (const seen of all) {
    const key = keyOf(seen);
    const group = groups.get(key);
    if (group) group.push(seen);
    else groups.set(key, [seen]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Whatever the order of the rows: those that were read again come late. Few sources that are not copies are told to be: that only makes parts larger. */
function hashesOf(wanted: ReadonlyMap<string, Seen>, rows: Iterable<SaidRow>): ReadonlyMap<string, string> {
  const sums = new Map<string, number>(Array.from(wanted.keys(), (source) => [source, 0]));
  // What came later is the same source in another input.
  for (const { source, record, said } of rows) {
    const sum = sums.get(source);
    if (sum === undefined || record > (wanted.get(source)?.last ?? -1)) continue;
    const hash = createHash('sha1').update(said).digest().readUIntBE(0, hashBytes);
    sums.set(source, (sum + hash) % 256 ** hashBytes);
  }
  return new Map(Array.from(sums, ([source, sum]) => [source, String(sum)]));
}

const hashBytes = 6;
