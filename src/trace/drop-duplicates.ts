// The same record read twice: once in two files, or twice in one. Counted once, the rest is set aside with the reason.
import { compactEvent } from '../model/compact-event.ts';
import type { Event, Place } from '../model/event.ts';
import { type OwnershipField, ownershipFields } from '../model/fields.ts';
import { comparePlaces, compareText, samePlace } from '../model/place.ts';
import type { Exclusion } from '../model/trace.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareSaid, logOf } from './event-order.ts';
import { type EventTable, eventTable } from './event-table.ts';
import { keepBest } from './keep-one-per-log.ts';
import { countIds, eachGroup } from './many-ids.ts';

export interface Distinct {
  readonly events: readonly Event[];
  readonly repeats: readonly Repeat[];
}

/** A record set aside, and the one it repeats. */
export interface Repeat extends Exclusion {
  readonly of: Event;
}

/**
 * Events must be in `compareEvents` order. A record at the very same place is one record, and so is one span in one log; a copy of a
 * whole file adds nothing. Records that share a request id meet in `join-calls.ts`. Records without any id may say the same and still
 * be two calls, so they stay. Only sources in `alike` may be copies of each other; all may when it is absent.
 */
export function dropDuplicates(sorted: readonly Event[], alike?: ReadonlySet<string>): Distinct {
  if (sorted.length < 2) return { events: sorted, repeats: [] };
  const repeats: Repeat[] = [];
  const readOnce = withoutRereads(sorted, repeats);
  const originals = withoutCopies(readOnce, repeats, alike);
  /** What is kept of several records of one span. */
  const wholes = eventTable<Event>(originals);
  for (const same of recordsOfOneSpan(originals)) {
    const { kept: bests, exclusions } = keepBest(same);
    for (const best of bests) {
      wholes.set(best, withOwnershipOf(same, best));
      // A copy with one member more gets a shape of its own, which takes more room than it.
      for (const { reason, event } of exclusions) repeats.push({ reason, event, of: best });
    }
  }
  if (repeats.length === 0) return { events: sorted, repeats };
  const ofEvent = eventTable<Event>(sorted);
  for (const { event, of } of repeats) ofEvent.set(event, of);
  const counted = (event: Event): Event => {
    let found = event;
    for (let next = ofEvent.get(found); next && next !== found; next = ofEvent.get(found)) found = next;
    return wholes.get(found) ?? found;
  };
  return {
    events: sorted.filter((event) => !ofEvent.get(event)).map((event) => wholes.get(event) ?? event),
    repeats: repeats.map((repeat) => {
      const of = counted(repeat.of);
      return of === repeat.of ? repeat : { reason: repeat.reason, event: repeat.event, of };
    }),
  };
}

/** The given list when nothing was read twice. */
function withoutRereads(sorted: readonly Event[], repeats: Repeat[]): readonly Event[] {
  let before: Event | undefined;
  for (const event of sorted) {
    if (before && samePlace(before.place, event.place)) repeats.push({ reason: 'duplicate', event, of: before });
    else before = event;
  }
  if (repeats.length === 0) return sorted;
  const again = eventTable<true>(sorted);
  for (const { event } of repeats) again.set(event, true);
  return sorted.filter((event) => !again.get(event));
}

/** The given list when no source is a copy. */
function withoutCopies(events: readonly Event[], repeats: Repeat[], alike?: ReadonlySet<string>): readonly Event[] {
  const copies = copiedEvents(alike ? events.filter(({ place }) => alike.has(place.source)) : events);
  if (copies === undefined) return events;
  return events.filter((event) => {
    const of = copies.get(event);
    if (of) repeats.push({ reason: 'duplicate', event, of });
    return !of;
  });
}

/** Records of one span stand near each other: those of one trace follow upon each other in the order. */
function* recordsOfOneSpan(sorted: readonly Event[]): Iterable<readonly Event[]> {
  for (let from = 0, to = 1; from < sorted.length; from = to, to += 1) {
    const trace = sorted[from]?.trace_id;
    while (to < sorted.length && sorted[to]?.trace_id === trace) to += 1;
    if (to - from > 1) yield* sharingSpans(from === 0 && to === sorted.length ? sorted : sorted.slice(from, to));
  }
}

/** Most spans have one record: only those that share their id are asked whether they are the same. */
function* sharingSpans(trace: readonly Event[]): Iterable<readonly Event[]> {
  const spans = countIds(trace.length);
  for (const { span_id: id } of trace) spans.see(id);
  const shared = trace.filter(({ span_id: id }) => id !== undefined && spans.isInMoreThan(1, id));
  for (const group of eachGroup(shared, spanOf)) if (group.length > 1) yield group;
}

/** What the weaker records of one span know of its owner is not lost with them (a run posted first and patched later). */
function withOwnershipOf(repeats: readonly Event[], best: Event): Event {
  const known: { [K in OwnershipField]?: string } = {};
  for (const field of ownershipFields) {
    const value = best[field] ?? repeats.find((event) => event[field] !== undefined)?.[field];
    if (value !== undefined && value !== best[field]) known[field] = value;
  }
  return Object.keys(known).length === 0 ? best : { ...compactEvent(best), ...known };
}

/** Events of a source that is another one under a later name (the same events at the same places), each with its original. */
function copiedEvents(events: readonly Event[]): EventTable<Event> | undefined {
  if (events.every(({ place }) => place.source === events[0]?.place.source)) return undefined;
  const copies = eventTable<Event>(events);
  let found = false;
  const sources = [...groupBy(events, ({ place }) => place.source).values()];
  for (const alike of groupBy(sources, (members) => members.length).values()) {
    if (alike.length < 2) continue;
    const originals: (readonly Event[])[] = [];
    const inOrder = alike.map((members) => members.sort((a, b) => comparePlaces(a.place, b.place)));
    for (const members of inOrder.sort((a, b) => compareText(sourceOf(a), sourceOf(b)))) {
      const original = originals.find((candidate) => isCopy(candidate, members));
      if (!original) originals.push(members);
      else {
        found = true;
        for (const [index, event] of members.entries()) copies.set(event, original[index] ?? event);
      }
    }
  }
  return found ? copies : undefined;
}

const sourceOf = ([first]: readonly Event[]): string => first?.place.source ?? '';

function isCopy(original: readonly Event[], members: readonly Event[]): boolean {
  return original.every((event, index) => {
    const twin = members[index];
    return twin && standsAlike(event.place, twin.place) && compareSaid(event, twin) === 0;
  });
}

function standsAlike(a: Place, b: Place): boolean {
  return a.offset === b.offset && a.member === b.member && a.pointer === b.pointer;
}

/** Free-text span ids may repeat over requests (Portkey), so the ids of the request count as well. */
function spanOf(event: Event): string {
  const { trace_id: trace, span_id: span, role, request_id: request, provider_request_id: provider } = event;
  return [trace, span, role, request, provider, logOf(event)].join('\n');
}
