// One order of events by what they say, so that nothing depends on the order of reading. The place decides last.
import type { Event } from '../model/event.ts';
import { hops } from '../model/fields.ts';
import { comparePlaces, compareText } from '../model/place.ts';
import { totalTokens } from '../model/usage.ts';

export function compareEvents(a: Event, b: Event): number {
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
    comparePlaces(a.place, b.place)
  );
}

/** Events without a time come last. */
export function compareTimes(a: bigint | undefined, b: bigint | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}

export function tokensOf(event: Event): number {
  return event.usage ? totalTokens(event.usage) : 0;
}

/** Everything the event says except where it stands: equal text means the same record read twice. */
export function contentOf(event: Event): string {
  const { place, ...said } = event;
  return JSON.stringify({ ...said, pointer: place.pointer, format: place.format }, (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

/** Which log an event is from: one component writing one format. */
export function logOf(event: Event): string {
  return `${event.place.format}\n${event.hop}\n${event.component}`;
}
