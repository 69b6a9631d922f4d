// All traces of some events at once, for tests that look at them by their place.
import type { Event } from '../../src/model/event.ts';
import { compareText } from '../../src/model/place.ts';
import type { Trace } from '../../src/model/trace.ts';
import { eachOpenTrace, eachTrace } from '../../src/trace/build-traces.ts';
import type { OpenTrace } from '../../src/trace/open-trace.ts';

/** Sorted by id. */
export function buildTraces(events: readonly Event[]): Trace[] {
  return [...eachTrace(events)].sort((a, b) => compareText(a.id, b.id));
}

/** The same with their calls still to be made. */
export function openTraces(events: readonly Event[]): OpenTrace[] {
  return [...eachOpenTrace(events)].sort((a, b) => compareText(a.facts.id, b.facts.id));
}
