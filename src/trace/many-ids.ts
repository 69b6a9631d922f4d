// Very many ids at a few bytes each. A table that holds them as texts takes ten times as much, and most are there once: those that may be there
// again are told by how often their hashes are.
import type { Event } from '../model/event.ts';
import { groupBy } from './disjoint-sets.ts';

/** Fewer are held as they are. */
export const manyIds = 10_000;

export interface IdCounts {
  see(id: string | undefined): void;
  /** Seen more than so many times, of which there are at most 254. May be true of few others where there are very many ids. */
  isInMoreThan(times: number, id: string): boolean;
}

/** @param about How many ids there will be. */
export function countIds(about: number): IdCounts {
  return about < manyIds ? exactCounts() : hashedCounts(about);
}

function exactCounts(): IdCounts {
  const counts = new Map<string, number>();
  return {
    see: (id) => {
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    },
    isInMoreThan: (times, id) => (counts.get(id) ?? 0) > times,
  };
}

const placesAnId = 8;
const mostPlaces = 2 ** 26;

function hashedCounts(about: number): IdCounts {
  const counts = numbersFor(Math.min(powerOfTwo(placesAnId * about), mostPlaces), Uint8ClampedArray);
  const placeOf = (id: string): number => idHash(id) & (counts.length - 1);
  return {
    see: (id) => {
      if (id === undefined) return;
      const place = placeOf(id);
      counts.put(place, counts.at(place) + 1); // at most 255
    },
    isInMoreThan: (times, id) => counts.at(placeOf(id)) > times,
  };
}

/** The first of the events that has an id. */
export function firstById(
  events: readonly Event[],
  idOf: (event: Event) => string | undefined,
): { get(id: string): Event | undefined } {
  return events.length < manyIds ? firstInMap(events, idOf) : firstInTable(events, idOf);
}

function firstInMap(events: readonly Event[], idOf: (event: Event) => string | undefined): ReadonlyMap<string, Event> {
  const first = new Map<string, Event>();
  for (const event of events) {
    const id = idOf(event);
    if (id !== undefined && !first.has(id)) first.set(id, event);
  }
  return first;
}

/** Numbers of events from 1, each where the hash of its id says or behind, beside eight other bits of the hash. */
function firstInTable(
  events: readonly Event[],
  idOf: (event: Event) => string | undefined,
): { get(id: string): Event | undefined } {
  const slots = numbersFor(powerOfTwo(2 * events.length), Uint32Array);
  const marks = numbersFor(slots.length, Uint8Array);

  /** Where the id stands, or where it would. */
  function slotOf(id: string, hash: number): number {
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots.at(slot);
      const there = number === 0 || marks.at(slot) !== hash >>> 24 ? undefined : events[number - 1];
      if (number === 0 || (there && idOf(there) === id)) return slot;
    }
  }

  for (let at = 0; at < events.length; at++) {
    const event = events[at];
    const id = event && idOf(event);
    if (id === undefined) continue;
    const hash = idHash(id);
    const slot = slotOf(id, hash);
    if (slots.at(slot) !== 0) continue;
    slots.put(slot, at + 1);
    marks.put(slot, hash >>> 24);
  }
  return { get: (id) => events[slots.at(slotOf(id, idHash(id))) - 1] };
}

const slices = 64;

/** Members in groups by key, in no order of the groups: of very many, not all keys are held at once. */
export function* eachGroup<T>(members: readonly T[], keyOf: (member: T) => string): Iterable<T[]> {
  if (members.length < manyIds) {
    yield* groupBy(members, keyOf).values();
    return;
  }
  const waiting = Array.from({ length: slices }, (): T[] => []);
  for (const member of members) waiting[idHash(keyOf(member)) % slices]?.push(member);
  for (let slice = waiting.pop(); slice; slice = waiting.pop()) yield* groupBy(slice, keyOf).values();
}

const aPiece = 2 ** 16;

/** Zeros in pieces: large ones that come and go leave holes in the memory that nothing else fits into. */
function numbersFor<T extends Uint8ClampedArray | Uint8Array | Uint32Array>(
  length: number,
  kind: new (length: number) => T,
) {
  const pieces = Array.from({ length: Math.ceil(length / aPiece) }, () => new kind(aPiece));
  return {
    length,
    at: (place: number): number => pieces[place >>> 16]?.[place & 0xffff] ?? 0,
    put(place: number, number: number): void {
      const piece = pieces[place >>> 16];
      if (piece) piece[place & 0xffff] = number;
    },
  };
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));

/** FNV-1a over the code units, mixed at the end: 32 bits. */
function idHash(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
