// The waterfall of a trace: its events in path order with depth, offset and what became of each.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { AuditedTrace } from './audited.ts';
import { placeOf } from './place-of.ts';

type Bar = Explanation['waterfall'][number];

export function waterfall({ trace, calls, free_calls: free }: AuditedTrace): Bar[] {
  const begin = trace.events.reduce<bigint | undefined>(
    (least, { start }) => (start !== undefined && (least === undefined || start < least) ? start : least),
    undefined,
  );
  const callOf = new Map(
    [...calls, ...free].flatMap(({ call }) => call.sightings.map((event) => [event, call.key] as const)),
  );
  const excluded = new Map(trace.exclusions.map(({ event, reason }) => [event, reason] as const));
  const depths = depthsOf(
    trace.events,
    [...calls, ...free].map(({ call }) => call.path.flatMap((hop) => hop.events)),
  );
  return trace.events.map((event) => ({
    depth: depths.get(event) ?? 0,
    component: event.component,
    hop: event.hop,
    operation: event.operation ?? null,
    role: event.role,
    status: event.status ?? null,
    offset_ms: event.start === undefined || begin === undefined ? null : milliseconds(event.start - begin),
    duration_ms: event.start === undefined || event.end === undefined ? null : milliseconds(event.end - event.start),
    call: callOf.get(event) ?? null,
    excluded: excluded.get(event) ?? null,
    ...placeOf(event),
  }));
}

const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds / 1000n) / 1000;

/** Depth on the longest path that passes the event. */
function depthsOf(events: readonly Event[], paths: readonly (readonly Event[])[]): ReadonlyMap<Event, number> {
  const depths = new Map<Event, number>(events.map((event) => [event, 0]));
  for (const path of paths)
    for (const [depth, event] of path.entries()) depths.set(event, Math.max(depths.get(event) ?? 0, depth));
  return depths;
}
