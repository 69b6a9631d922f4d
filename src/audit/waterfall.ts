// The waterfall of a trace: its events in path order with depth, offset and what became of each.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Call, ExclusionReason } from '../model/trace.ts';
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
  const ordered = inPathOrder(trace.events, all);
  const shown = new Set(ordered.slice(0, most));
  const callOf = new Map<Event, string>();
  for (const { sightings, key } of all) for (const event of sightings) if (shown.has(event)) callOf.set(event, key);
  const excluded = new Map<Event, ExclusionReason>();
  for (const { event, reason } of trace.exclusions) if (shown.has(event)) excluded.set(event, reason);
  const depths = depthsOf(all, shown);
  const bars = Array.from(shown, (event) => ({
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
function depthsOf(calls: readonly Call[], shown: ReadonlySet<Event>): ReadonlyMap<Event, number> {
  const depths = new Map<Event, number>();
  for (const { path } of calls) {
    let depth = 0;
    for (const { events } of path) {
      for (const event of events) {
        if (shown.has(event)) depths.set(event, Math.max(depths.get(event) ?? 0, depth));
        depth += 1;
      }
    }
  }
  return depths;
}

/** Each call's path from the root down; events on no path go before the first that starts later. */
function inPathOrder(events: readonly Event[], calls: readonly Call[]): readonly Event[] {
  const onPath = new Set<Event>();
  for (const { path } of calls) for (const hop of path) for (const event of hop.events) onPath.add(event);
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
