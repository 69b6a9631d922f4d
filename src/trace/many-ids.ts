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

function firstInTable(
  events: readonly Event[],
  idOf: (event: Event) => string | undefined,
): { get(id: string): Event | undefined } {
  const { put, numberOf } = tableById(events, idOf);
  for (let at = 0; at < events.length; at++) put(at);
  return { get: (id) => events[numberOf(id) - 1] };
}

/** Numbers of members from 1, each where the hash of its id says or behind, beside eight other bits of the hash. */
function tableById<T>(members: readonly T[], idOf: (member: T) => string | undefined) {
  const slots = numbersFor(powerOfTwo(2 * members.length), Uint32Array);
  const marks = numbersFor(slots.length, Uint8Array);

  /** Where the id stands, or where it would. */
  function slotOf(id: string, hash: number): number {
    for (let slot = hash & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots.at(slot);
      const there = number === 0 || marks.at(slot) !== hash >>> 24 ? undefined : members[number - 1];
      if (number === 0 || (there !== undefined && idOf(there) === id)) return slot;
    }
  }

  return {
    /** The number of the first member with its id, which may be its own; 0 without an id. */
    put(at: number): number {
      const member = members[at];
      const id = member === undefined ? undefined : idOf(member);
      if (id === undefined) return 0;
      const hash = idHash(id);
      const slot = slotOf(id, hash);
      const first = slots.at(slot);
      if (first !== 0) return first;
      slots.put(slot, at + 1);
      marks.put(slot, hash >>> 24);
      return at + 1;
    },
    /** Of the first member with the id, else 0. */
    numberOf: (id: string): number => slots.at(slotOf(id, idHash(id))),
  };
}

export interface GroupsById<T> {
  /** Empty when no member has the id. */
  get(id: string): readonly T[];
  /** In the order of their first members. */
  each(): Iterable<readonly T[]>;
}

/** Members in groups by id, in their order; those without one are in none. Of very many, neither ids nor groups are held. */
export function groupsById<T>(members: readonly T[], idOf: (member: T) => string | undefined): GroupsById<T> {
  return members.length < manyIds ? groupsInMap(members, idOf) : groupsInTable(members, idOf);
}

function groupsInMap<T>(members: readonly T[], idOf: (member: T) => string | undefined): GroupsById<T> {
  const groups = groupBy(members, idOf);
  groups.delete(undefined);
  return { get: (id) => groups.get(id) ?? none, each: () => groups.values() };
}

/** Each member says by its number which one of its group is next; the first one also, which is last. */
function groupsInTable<T>(members: readonly T[], idOf: (member: T) => string | undefined): GroupsById<T> {
  const { put, numberOf } = tableById(members, idOf);
  const next = numbersFor(members.length + 1, Uint32Array);
  const last = numbersFor(members.length + 1, Uint32Array);
  for (let at = 0; at < members.length; at++) {
    const first = put(at);
    if (first === 0) continue;
    if (first !== at + 1) next.put(last.at(first), at + 1);
    last.put(first, at + 1);
  }
  function groupFrom(first: number): readonly T[] {
    const group: T[] = [];
    for (let number = first; number !== 0; number = next.at(number)) {
      const member = members[number - 1];
      if (member !== undefined) group.push(member);
    }
    return group;
  }
  return {
    get: (id) => groupFrom(numberOf(id)),
    *each() {
      for (let number = 1; number <= members.length; number++) if (last.at(number) !== 0) yield groupFrom(number);
    },
  };
}

const none: readonly never[] = Object.freeze([]);

const slices = 64;

/** Members in groups by key, in no order of the groups: of very many, not all keys are held at once. */
export function* eachGroup<T>(members: readonly T[], keyOf: (member: T) => string): Iterable<T[]> {
  for (const { some } of inSlices(members, (member) => [keyOf(member)])) yield* groupBy(some, keyOf).values();
}

/** Members by their ids, some ids after the others: `isIn` tells them. Few are all in one slice. */
export function* inSlices<T>(
  members: readonly T[],
  idsOf: (member: T) => readonly (string | undefined)[],
): Iterable<{ readonly some: readonly T[]; readonly isIn: (id: string) => boolean }> {
  if (members.length < manyIds) {
    yield { some: members, isIn: () => true };
    return;
  }
  const sliceOf = (id: string): number => idHash(id) % slices;
  const waiting = Array.from({ length: slices }, (): T[] => []);
  for (const member of members)
    for (const id of idsOf(member)) {
      const slice = id === undefined ? undefined : waiting[sliceOf(id)];
      if (slice && slice.at(-1) !== member) slice.push(member);
    }
  for (let some = waiting.pop(); some; some = waiting.pop()) {
    const slice = waiting.length;
    yield { some, isIn: (id) => sliceOf(id) === slice };
  }
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
