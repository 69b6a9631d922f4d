// The order in which a shape lists the events of a trace: by time, then by what they are, then by name. The same as in shape-sql.ts.
import type { Event } from '../model/event.ts';
import { compareText } from '../model/place.ts';
import { eventKey, traitsHash } from './event-columns.ts';

export function inShapeOrder(events: readonly Event[]): readonly Event[] {
  return events
    .map((event) => ({ event, start: event.start ?? 0n, traits: BigInt(traitsHash(event)), key: eventKey(event) }))
    .sort((a, b) => compare(a.start, b.start) || compare(a.traits, b.traits) || compareText(a.key, b.key))
    .map(({ event }) => event);
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
