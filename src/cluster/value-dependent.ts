// Where the analysis of a trace looks at the counts or times themselves, its shape does not say what becomes of another trace of the shape.
import type { AuditedTrace } from '../audit/audited.ts';
import type { Event } from '../model/event.ts';
import { usageClasses } from '../model/usage.ts';

/** `events` are all of one trace. Rather once too often: such traces are walked. */
export function dependsOnCounts(events: readonly Event[], { calls }: AuditedTrace): boolean {
  const bySpan = new Map(
    events.flatMap((event) => (event.span_id === undefined ? [] : [[event.span_id, event] as const])),
  );
  const parentOf = ({ parent_span_id: id }: Event): Event | undefined =>
    id === undefined ? undefined : bySpan.get(id);
  return (
    events.some((event) => beginsBefore(event, parentOf(event))) ||
    hasSeveralInside(events, parentOf) ||
    sameAtOnePlace(events) ||
    calls.some(({ call }) => logsDiffer(call.sightings)) ||
    new Set(calls.map(({ call }) => `${call.metering.model} ${countsOf(call.metering.usage_from)}`)).size < calls.length
  );
}

/** How much earlier decides whether clocks disagree. */
function beginsBefore(event: Event, parent: Event | undefined): boolean {
  return parent?.start !== undefined && event.start !== undefined && event.start < parent.start;
}

/** Which of several calls inside a call it is, and whether it is their sum, is told by their counts. */
function hasSeveralInside(events: readonly Event[], parentOf: (event: Event) => Event | undefined): boolean {
  const inside = new Map<Event, number>();
  for (const event of events) {
    if (event.role !== 'call') continue;
    let above = parentOf(event);
    for (let steps = 0; above && above.role !== 'call' && steps < events.length; steps += 1) above = parentOf(above);
    if (above?.role === 'call') inside.set(above, (inside.get(above) ?? 0) + 1);
  }
  return [...inside.values()].some((count) => count > 1);
}

/** Two inputs with equal events at equal places look like copies when nothing else of them is seen. */
function sameAtOnePlace(events: readonly Event[]): boolean {
  const places = new Map<string, string>();
  return events.some(({ place: { source, offset, member, pointer } }) => {
    const at = `${offset}\n${member ?? ''}\n${pointer ?? ''}`;
    const other = places.get(at);
    places.set(at, source);
    return other !== undefined && other !== source;
  });
}

function logsDiffer(sightings: readonly Event[]): boolean {
  const counts = sightings.filter(({ usage }) => usage !== undefined).map(countsOf);
  return new Set(counts).size > 1;
}

const countsOf = (event: Event | undefined): string => usageClasses.map((name) => event?.usage?.[name] ?? 0).join();
