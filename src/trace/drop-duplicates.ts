// The same record read twice: once in two files, or twice in one. Counted once, the rest is set aside with the reason.
import type { Event, Place } from '../model/event.ts';
import { comparePlaces, compareText, samePlace } from '../model/place.ts';
import type { Exclusion } from '../model/trace.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareSaid, logOf } from './event-order.ts';
import { keepBest } from './keep-one-per-log.ts';

export interface Distinct {
  readonly events: readonly Event[];
  readonly exclusions: readonly Exclusion[];
}

/**
 * Events must be in `compareEvents` order. A record at the very same place is one record, and so is one span in one log; a copy of a
 * whole file adds nothing. Records that share a request id meet in `join-calls.ts`. Records without any id may say the same and still
 * be two calls, so they stay.
 */
export function dropDuplicates(sorted: readonly Event[]): Distinct {
  const exclusions: Exclusion[] = [];
  const setAside = (event: Event): void => {
    exclusions.push({ reason: 'duplicate', event });
  };
  const readOnce = sorted.filter((event, index) => {
    const before = sorted[index - 1];
    if (!before || !samePlace(before.place, event.place)) return true;
    setAside(event);
    return false;
  });
  const copies = copiedSources(readOnce);
  const kept = new Set<Event>();
  const spans: Event[] = [];
  for (const event of readOnce) {
    if (copies.has(event.place.source)) setAside(event);
    else if (event.span_id === undefined) kept.add(event);
    else spans.push(event);
  }
  for (const same of groupBy(spans, (event) => spanOf(event)).values()) {
    const best = keepBest(same);
    for (const event of best.kept) kept.add(event);
    exclusions.push(...best.exclusions);
  }
  return { events: sorted.filter((event) => kept.has(event)), exclusions };
}

/** Sources that are another one under a later name: the same events at the same places. */
function copiedSources(events: readonly Event[]): ReadonlySet<string> {
  const copies = new Set<string>();
  const sources = [...groupBy(events, ({ place }) => place.source).values()];
  for (const alike of groupBy(sources, (members) => members.length).values()) {
    if (alike.length < 2) continue;
    const originals: (readonly Event[])[] = [];
    const inOrder = alike.map((members) => members.sort((a, b) => comparePlaces(a.place, b.place)));
    for (const members of inOrder.sort((a, b) => compareText(sourceOf(a), sourceOf(b)))) {
      if (originals.some((original) => isCopy(original, members))) copies.add(sourceOf(members));
      else originals.push(members);
    }
  }
  return copies;
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
