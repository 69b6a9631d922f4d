// One order of events by what they say, so that nothing depends on the order of reading. The place decides last.
import type { Event } from '../model/event.ts';
import { hops, textFields } from '../model/fields.ts';
import { comparePlaces, compareText } from '../model/place.ts';
import { totalTokens, usageClasses } from '../model/usage.ts';

export function compareEvents(a: Event, b: Event): number {
  return compareSaid(a, b) || comparePlaces(a.place, b.place);
}

/** The given list where it is in order: one more of a million takes eight megabytes. */
export function sortedBy<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const isSorted = list.every((one, at) => at === 0 || compare(list[at - 1] ?? one, one) <= 0);
  return isSorted ? list : list.toSorted(compare);
}

/** Zero when both say the very same, wherever they stand. */
export function compareSaid(a: Event, b: Event): number {
  return (
    compareText(a.trace_id ?? '', b.trace_id ?? '') ||
    compareTimes(a.start, b.start) ||
    hops.indexOf(a.hop) - hops.indexOf(b.hop) ||
    compareText(a.component, b.component) ||
    compareText(a.request_id ?? '', b.request_id ?? '') ||
    compareText(a.provider_request_id ?? '', b.provider_request_id ?? '') ||
    compareText(a.span_id ?? '', b.span_id ?? '') ||
    a.step - b.step ||
    compareText(a.model ?? '', b.model ?? '') ||
    tokensOf(a) - tokensOf(b) ||
    compareRest(a, b)
  );
}

function compareRest(a: Event, b: Event): number {
  for (const field of textFields) {
    const order = compareText(a[field] ?? '', b[field] ?? '');
    if (order !== 0) return order;
  }
  for (const name of usageClasses) {
    const order = (a.usage?.[name] ?? -1) - (b.usage?.[name] ?? -1);
    if (order !== 0) return order;
  }
  return compareTimes(a.end, b.end) || compareText(restOf(a), restOf(b));
}

function restOf(event: Event): string {
  const { role, granularity, requests, attempt, place } = event;
  const { cache_hit: hit, streamed, links, notes, raw_usage: raw, logged_cost_usd: cost } = event;
  const parts = [role, granularity, requests, attempt, hit, streamed, links, notes, raw, cost?.toString()];
  return JSON.stringify([...parts, place.format, place.pointer]);
}

/** Events without a time come last. */
export function compareTimes(a: bigint | undefined, b: bigint | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}

/** Texts in the order of `compareTimes`. */
export function timeKey(time: bigint | undefined): string {
  return time === undefined ? '~' : (time + farthest).toString(16).padStart(timeDigits, '0');
}

/** Beyond any time that is read, in nanoseconds before or after 1970. */
const farthest = 1n << 80n;
const timeDigits = 21;

export function tokensOf(event: Event): number {
  return event.usage ? totalTokens(event.usage) : 0;
}

/** Which log an event is from: one component writing one format. */
export function logOf(event: Event): string {
  return `${event.place.format}\n${event.hop}\n${event.component}`;
}
