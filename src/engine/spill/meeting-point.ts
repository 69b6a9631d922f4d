// Which records stay together because they hold the same id, or seek one that another holds. Ids are kept as hashes, on disk; in memory is one
// number for each record that meets another, or has a neighbour that does. Two ids of one hash only make two groups one.
import type { Event } from '../../model/event.ts';
import { numberedSets } from '../../trace/disjoint-sets.ts';
import { type KeyKind, type Meeting, meetingsOf } from '../../trace/meeting-keys.ts';
import { createIdTable } from './id-table.ts';
import type { Chain, SpillFile } from './spill-file.ts';

const buckets = 64;
/** A hash, of 53 bits as an exact number, in two halves, and the number of a record. */
const entryBytes = 12;
const entriesABlock = 1024;
/** Entries of a bucket that go to its chain together: one by one takes several times as long. */
const entriesTogether = 32;
/** Ids of a bucket that are held in memory at once: the others of so many wait for another time through it. */
const mostTogether = 250_000;
/** Numbers of records for which room is made at once. */
const neighbours = 4096;

/** The ids of some events: two halves of a hash and the number of the record, one after the other. */
export interface MetIds {
  readonly holders: Uint32Array<ArrayBuffer>;
  readonly seekers: Uint32Array<ArrayBuffer>;
}

export interface MeetingPoint {
  add(event: Event, record: number): void;
  /** Ids that were collected elsewhere; their records count from `first`. */
  addIds(ids: MetIds, first: number): void;
  join(a: number, b: number): void;
  /** Lets all that was added meet, with a `rest` now and then. Then records of one group have one leader. */
  settle(rest: () => Promise<void>): Promise<void>;
  leaderOf(record: number): number;
  isAlone(record: number): boolean;
}

export function createMeetingPoint(file: SpillFile): MeetingPoint {
  const [holders, seekers] = [newBuckets(file), newBuckets(file)];
  const sets = numberedSets(neighbours);
  let record = 0;

  const into = (entries: Buckets) => (kind: KeyKind, id: string) => {
    const hash = hashOf(kind, id);
    entries.put(highOf(hash), lowOf(hash), record);
  };
  const meetings = { hold: into(holders), seek: into(seekers) };

  return {
    join: sets.join,
    leaderOf: sets.find,
    isAlone: sets.isAlone,
    add(event, of) {
      record = of;
      meetingsOf(event, meetings);
    },
    addIds(ids, first) {
      holders.putAll(ids.holders, first);
      seekers.putAll(ids.seekers, first);
    },
    async settle(rest) {
      const held = createIdTable();
      const times = Math.max(1, Math.ceil((holders.size() + seekers.size()) / buckets / mostTogether));
      for (let bucket = 0; bucket < buckets; bucket++) {
        for (let time = 0; time < times; time++) {
          const isNow = (high: number): boolean => Math.floor(high / buckets) % times === time;
          held.clear();
          eachEntry(holders.chainOf(bucket), isNow, (high, low, by) => {
            const other = held.hold(high, low, by);
            if (other !== by) sets.join(other, by);
          });
          eachEntry(seekers.chainOf(bucket), isNow, (high, low, by) => {
            const holder = held.holderOf(high, low);
            if (holder !== undefined) sets.join(holder, by);
          });
          await rest();
        }
      }
    },
  };
}

/** Entries by their hash. */
interface Buckets {
  put(high: number, low: number, of: number): void;
  /** Such as `MetIds` has; their records count from `first`. */
  putAll(numbers: Uint32Array, first: number): void;
  size(): number;
  chainOf(bucket: number): Chain | undefined;
}

function newBuckets(file: SpillFile): Buckets {
  const chains = Array.from({ length: buckets }, () => file.newChain(entriesABlock * entryBytes));
  /** Those of each bucket that wait, one behind the other, and how many numbers these are. */
  const waiting = new Uint32Array(buckets * numbersTogether);
  const asBytes = new Uint8Array(waiting.buffer);
  const used = new Uint32Array(buckets);
  let size = 0;

  function append(bucket: number): void {
    const from = bucket * numbersTogether * Uint32Array.BYTES_PER_ELEMENT;
    const length = (used[bucket] ?? 0) * Uint32Array.BYTES_PER_ELEMENT;
    if (length > 0) chains[bucket]?.append(asBytes.subarray(from, from + length));
    used[bucket] = 0;
  }

  function put(high: number, low: number, of: number): void {
    const bucket = high % buckets;
    const at = used[bucket] ?? 0;
    const to = bucket * numbersTogether + at;
    waiting[to] = high;
    waiting[to + 1] = low;
    waiting[to + 2] = of;
    used[bucket] = at + 3;
    size += 1;
    if (at + 3 === numbersTogether) append(bucket);
  }

  return {
    put,
    putAll(numbers, first) {
      for (let at = 0; at < numbers.length; at += 3)
        put(numbers[at] ?? 0, numbers[at + 1] ?? 0, first + (numbers[at + 2] ?? 0));
    },
    size: () => size,
    chainOf(bucket) {
      append(bucket);
      return chains[bucket];
    },
  };
}

const numbersTogether = (entriesTogether * entryBytes) / Uint32Array.BYTES_PER_ELEMENT;

/** For whoever reads some of the events and has no file. */
export function collectIds(): { add(event: Meeting, record: number): void; ids(): MetIds } {
  const [holders, seekers] = [newEntries(), newEntries()];
  let record = 0;
  const meetings = {
    hold: (kind: KeyKind, id: string) => holders.add(hashOf(kind, id), record),
    seek: (kind: KeyKind, id: string) => seekers.add(hashOf(kind, id), record),
  };
  return {
    add(event, of) {
      record = of;
      meetingsOf(event, meetings);
    },
    ids: () => ({ holders: holders.all(), seekers: seekers.all() }),
  };
}

function newEntries(): { add(hash: number, of: number): void; all(): Uint32Array<ArrayBuffer> } {
  let numbers = new Uint32Array(3 * 256);
  let used = 0;
  return {
    add(hash, of) {
      if (used === numbers.length) numbers = grown(numbers);
      numbers[used] = highOf(hash);
      numbers[used + 1] = lowOf(hash);
      numbers[used + 2] = of;
      used += 3;
    },
    all: () => numbers.slice(0, used),
  };
}

function grown(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

function eachEntry(
  chain: Chain | undefined,
  isNow: (high: number) => boolean,
  take: (high: number, low: number, by: number) => void,
): void {
  for (const piece of chain?.pieces() ?? []) {
    const numbers = new Uint32Array(new Uint8Array(piece).buffer);
    for (let at = 0; at < numbers.length; at += 3) {
      const high = numbers[at] ?? 0;
      if (isNow(high)) take(high, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0);
    }
  }
}

const highOf = (hash: number): number => Math.floor(hash / 2 ** 32);
const lowOf = (hash: number): number => hash >>> 0;

/** FNV-1a over the code units, twice from different beginnings, mixed at the end. */
export function hashOf(kind: KeyKind, id: string): number {
  const letter = kind.charCodeAt(0);
  let [high, low] = [0x811c9dc5 ^ letter, 0x9747b28c ^ letter];
  for (let at = 0; at < id.length; at++) {
    const unit = id.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x01000193);
  }
  return (mixed(high) & 0x1f_ffff) * 2 ** 32 + mixed(low);
}

function mixed(hash: number): number {
  const product = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (product ^ (product >>> 13)) >>> 0;
}
