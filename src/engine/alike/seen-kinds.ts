// What was seen of each kind, for whoever counts what was read and asks which gateways there are.
import type { Event } from '../../model/event.ts';
import { createNodeTable } from './pair-table.ts';
import { type Kind, noKind } from './read-kinds.ts';

/** How many rows there are of a kind, on how many lines of their own, and from which UTC day since 1970 to which. */
export interface SeenKind {
  readonly event: Event;
  rows: number;
  records: number;
  from: number;
  to: number;
}

export interface SeenKinds {
  /** A row of that kind and day. Hops above it are there once for the first of a line. */
  see(kind: number, day: number, isFirst: boolean): void;
  readonly all: readonly SeenKind[];
}

export function createSeenKinds(kinds: readonly Kind[]): SeenKinds {
  const all: SeenKind[] = [];
  /** Of each kind: its event, and the hops above it. */
  const seenOf = createNodeTable<readonly SeenKind[]>();

  function newSeen(kind: number, day: number): readonly SeenKind[] {
    const { event, above } = kinds[kind] ?? noKind();
    const seen = [event, ...above].map((event) => ({ event, rows: 0, records: 0, from: day, to: day }));
    seenOf.set(kind, seen);
    all.push(...seen);
    return seen;
  }

  return {
    all,
    see(kind, day, isFirst) {
      const seen = seenOf.at(kind) ?? newSeen(kind, day);
      for (let index = 0; index < (isFirst ? seen.length : 1); index++) {
        const one = seen[index];
        if (one === undefined) continue;
        one.rows += 1;
        if (index === 0 && isFirst && one.event.place.member === undefined) one.records += 1;
        if (day < one.from) one.from = day;
        if (day > one.to) one.to = day;
      }
    },
  };
}
