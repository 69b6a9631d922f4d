// Events in groups of which no two share an id that may bring them together. Each group is joined by itself: most are one record, and most
// steps of joining have nothing to do with one record.
import type { Event } from '../model/event.ts';
import { groupBy, numberedSets } from './disjoint-sets.ts';
import { partsOfRecords } from './flat-hops.ts';
import { holdingsOf, type KeyKind, seekingsOf } from './meeting-keys.ts';

/** Members of a group stay in the given order. */
export function groupsThatMeet(events: readonly Event[]): readonly (readonly Event[])[] {
  const [first] = events;
  const id = first?.trace_id;
  if (events.length < 2 || (id !== undefined && events.every(({ trace_id: other }) => other === id))) return [events];
  const { join, find } = numberedSets(events.length);
  const holders: Readonly<Record<KeyKind, Map<string, number>>> = {
    t: new Map(),
    h: new Map(),
    r: new Map(),
    s: new Map(),
    a: new Map(),
  };
  let current = 0;
  const seek = (kind: KeyKind, id: string): void => {
    const holder = holders[kind].get(id);
    if (holder !== undefined) join(holder, current);
  };
  const hold = (kind: KeyKind, id: string): void => {
    const holder = holders[kind].get(id);
    if (holder === undefined) holders[kind].set(id, current);
    else join(holder, current);
  };
  events.forEach((event, number) => {
    current = number;
    holdingsOf(event, hold);
  });
  // Only when all that is held is known; without traces only an attempt seeks another.
  const traced = holders.t.size > 0;
  events.forEach((event, number) => {
    current = number;
    if (traced || event.retry_of !== undefined) seekingsOf(event, seek);
  });
  partsOfRecords(events, join);
  let number = 0;
  return [...groupBy(events, () => find(number++)).values()];
}
