// Which records stay together because they hold the same id, or seek one that another holds. Ids are kept as hashes, on disk; in memory is one
// number for each record. Two ids of one hash only make two groups one.
import type { Event } from '../../model/event.ts';
import { type KeyKind, meetingsOf } from '../../trace/meeting-keys.ts';
import type { Chain, SpillFile } from './spill-file.ts';

const buckets = 64;
/** Two halves of a hash and the number of a record. */
const entryBytes = 12;
const entriesABlock = 1024;

export interface MeetingPoint {
  add(event: Event, record: number): void;
  join(a: number, b: number): void;
  /** Lets all that was added meet. Then records of one group have one leader. */
  settle(): void;
  leaderOf(record: number): number;
}

export function createMeetingPoint(file: SpillFile): MeetingPoint {
  const newChains = (): Chain[] => Array.from({ length: buckets }, () => file.newChain(entriesABlock * entryBytes));
  const [holders, seekers] = [newChains(), newChains()];
  const entry = Buffer.alloc(entryBytes);
  let parents = new Uint32Array(1024);
  let known = 0;
  let record = 0;

  const into = (chains: readonly Chain[]) => (kind: KeyKind, id: string) => {
    const low = hash(kind, id, 0x811c9dc5);
    entry.writeUInt32LE(low, 0);
    entry.writeUInt32LE(hash(kind, id, 0x9747b28c), 4);
    entry.writeUInt32LE(record, 8);
    chains[low % buckets]?.append(entry);
  };
  const meetings = { hold: into(holders), seek: into(seekers) };

  function leaderOf(of: number): number {
    let leader = of;
    for (let next = parents[leader] ?? leader; next !== leader; next = parents[leader] ?? leader) leader = next;
    for (let at = of; at !== leader; ) {
      const next = parents[at] ?? leader;
      parents[at] = leader;
      at = next;
    }
    return leader;
  }

  function join(a: number, b: number): void {
    const [first, second] = [leaderOf(a), leaderOf(b)];
    if (first < second) parents[second] = first;
    else parents[first] = second;
  }

  return {
    join,
    leaderOf,
    add(event, of) {
      for (; known <= of; known++) {
        if (known === parents.length) parents = grown(parents);
        parents[known] = known;
      }
      record = of;
      meetingsOf(event, meetings);
    },
    settle() {
      for (let bucket = 0; bucket < buckets; bucket++) {
        const held = new Map<number, number>();
        for (const { id, by } of entriesOf(holders[bucket])) {
          const other = held.get(id);
          if (other === undefined) held.set(id, by);
          else join(other, by);
        }
        for (const { id, by } of entriesOf(seekers[bucket])) {
          const holder = held.get(id);
          if (holder !== undefined) join(holder, by);
        }
      }
    },
  };
}

function grown(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

function* entriesOf(chain: Chain | undefined): Iterable<{ readonly id: number; readonly by: number }> {
  for (const piece of chain?.pieces() ?? []) {
    for (let at = 0; at < piece.length; at += entryBytes) {
      const id = (piece.readUInt32LE(at) & 0x1f_ffff) * 2 ** 32 + piece.readUInt32LE(at + 4);
      yield { id, by: piece.readUInt32LE(at + 8) };
    }
  }
}

/** FNV-1a over the code units, mixed at the end. */
function hash(kind: string, id: string, seed: number): number {
  let value = seed ^ kind.charCodeAt(0);
  for (let at = 0; at < id.length; at++) value = Math.imul(value ^ id.charCodeAt(at), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
