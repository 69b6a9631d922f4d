// The same record read twice: once in two files, or twice in one. Counted once, the rest is set aside with the reason.
import type { Event } from '../model/event.ts';
import { samePlace } from '../model/place.ts';
import type { Exclusion } from '../model/trace.ts';
import { groupBy } from './disjoint-sets.ts';
import { contentOf, logOf } from './event-order.ts';
import { keepBest } from './keep-one-per-log.ts';

export interface Distinct {
  readonly events: readonly Event[];
  readonly exclusions: readonly Exclusion[];
}

/**
 * Events must be in `compareEvents` order. A record at the very same place is one record; so is one span in one log. Events without
 * any id of their own are compared by all they say: a file that repeats such a line has as many calls as lines, but a copy of the
 * file adds none, so the largest number in any one file counts. Records that share a request id meet in `join-calls.ts`.
 */
export function dropDuplicates(sorted: readonly Event[]): Distinct {
  const kept = new Set<Event>();
  const exclusions: Exclusion[] = [];
  const spans: Event[] = [];
  const nameless: Event[] = [];
  let previous: Event | undefined;
  for (const event of sorted) {
    if (previous && samePlace(previous.place, event.place)) exclusions.push({ reason: 'duplicate', event });
    else if (event.span_id !== undefined) spans.push(event);
    else if (event.request_id !== undefined || event.provider_request_id !== undefined) kept.add(event);
    else nameless.push(event);
    previous = event;
  }
  for (const same of groupBy(
    spans,
    (event) => `${event.trace_id}\n${event.span_id}\n${event.role}\n${logOf(event)}`,
  ).values()) {
    const best = keepBest(same);
    for (const event of best.kept) kept.add(event);
    exclusions.push(...best.exclusions);
  }
  for (const same of groupBy(nameless, contentOf).values()) {
    const bySource = groupBy(same, (event) => event.place.source);
    const real = Math.max(...[...bySource.values()].map((group) => group.length));
    for (const event of same.slice(0, real)) kept.add(event);
    exclusions.push(...same.slice(real).map((event) => ({ reason: 'duplicate', event }) as const));
  }
  return { events: sorted.filter((event) => kept.has(event)), exclusions };
}
