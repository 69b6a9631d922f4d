// All traces of some events at once, for tests that look at them by their place.
import type { Event } from '../../src/model/event.ts';
import { compareText } from '../../src/model/place.ts';
import type { Trace } from '../../src/model/trace.ts';
import { eachTrace } from '../../src/trace/build-traces.ts';

/** Sorted by id. */
export function buildTraces(events: readonly Event[]): Trace[] {
  return [...eachTrace(events)].sort((a, b) => compareText(a.id, b.id));
}
