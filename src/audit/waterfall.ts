// The waterfall of a trace: its events in path order with depth, offset and what became of each.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import { compareTimes } from '../trace/event-order.ts';
import type { AuditedTrace } from './audited.ts';
import { placeOf } from './place-of.ts';

type Bar = Explanation['waterfall'][number];

export interface Waterfall {
  readonly bars: Bar[];
  /** How many events follow. */
  readonly more: number;
}

export function waterfall({ trace, calls, free_calls: free }: AuditedTrace, most: number): Waterfall {
  const all = [...calls, ...free].map(({ call }) => call);
  const begin = trace.events.reduce<bigint | undefined>(
    (least, { start }) => (start !== undefined && (least === undefined || start < least) ? start : least),
    undefined,
  );
  const callOf = new Map(all.flatMap((call) => call.sightings.map((event) => [event, call.key] as const)));
  const excluded = new Map(trace.exclusions.map(({ event, reason }) => [event, reason] as const));
  const paths = all.map(({ path }) => path.flatMap((hop) => hop.events));
  const depths = depthsOf(paths);
  const ordered = inPathOrder(trace.events, paths);
  const bars = ordered.slice(0, most).map((event) => ({
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
  return { bars, more: ordered.length - bars.length };
}

const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds / 1000n) / 1000;

/** Depth on the longest path that passes the event. */
function depthsOf(paths: readonly (readonly Event[])[]): ReadonlyMap<Event, number> {
  const depths = new Map<Event, number>();
  for (const path of paths)
    for (const [depth, event] of path.entries()) depths.set(event, Math.max(depths.get(event) ?? 0, depth));
  return depths;
}

/** Each call's path from the root down; events on no path go before the first that starts later. */
function inPathOrder(events: readonly Event[], paths: readonly (readonly Event[])[]): readonly Event[] {
  const onPath = new Set(paths.flat());
  const others = events.filter((event) => !onPath.has(event)).sort((a, b) => compareTimes(a.start, b.start));
  const ordered: Event[] = [];
  let next = 0;
  for (const event of onPath) {
    for (let other = others[next]; other && isBefore(other, event); other = others[next]) {
      ordered.push(other);
      next += 1;
    }
    ordered.push(event);
  }
  return [...ordered, ...others.slice(next)];
}

function isBefore(a: Event, b: Event): boolean {
  return a.start !== undefined && b.start !== undefined && a.start < b.start;
}
