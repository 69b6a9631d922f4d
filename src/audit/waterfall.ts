// The waterfall of a trace: its events in path order with depth, offset and what became of each.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Call, ExclusionReason, FoundCall, TraceFacts } from '../model/trace.ts';
import { compareTimes } from '../trace/event-order.ts';
import { eventTable } from '../trace/event-table.ts';
import { placeOf } from './place-of.ts';

type Bar = Explanation['waterfall'][number];

export interface Waterfall {
  readonly bars: Bar[];
  /** How many events follow. */
  readonly more: number;
}

/** A call and the records on its path, which may be found anew each time. */
export interface CallPath extends Pick<FoundCall, 'key' | 'sightings'> {
  way(): Iterable<Event>;
}

/** Of calls that were made. */
export function* pathsOf(calls: Iterable<Call>): Iterable<CallPath> {
  for (const { key, sightings, path } of calls)
    yield { key, sightings, way: () => path.flatMap(({ events }) => events) };
}

/** All events on some paths, once. */
export function eventsOn(paths: Iterable<CallPath>): readonly Event[] {
  const events = new Set<Event>();
  for (const { way } of paths) for (const event of way()) events.add(event);
  return [...events];
}

/** `paths` gives those of the calls in order, as often as it is asked; `among` are the events that may be shown. */
export function waterfall(
  trace: TraceFacts,
  paths: () => Iterable<CallPath>,
  most: number,
  among: readonly Event[] = trace.events,
): Waterfall {
  const begin = trace.events.reduce<bigint | undefined>(
    (least, { start }) => (start !== undefined && (least === undefined || start < least) ? start : least),
    undefined,
  );
  const shown = new Set(firstInPathOrder(among, paths(), most));
  const depths = new Map<Event, number>();
  const callOf = new Map<Event, string>();
  for (const path of paths()) {
    deepen(depths, path, shown);
    for (const event of path.sightings) if (shown.has(event)) callOf.set(event, path.key);
  }
  const excluded = new Map<Event, ExclusionReason>();
  for (const { event, reason } of trace.exclusions) if (shown.has(event)) excluded.set(event, reason);
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
  return { bars, more: trace.events.length - bars.length };
}

const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds / 1000n) / 1000;

/** The depth of some events on the longest path that passes them. */
function deepen(depths: Map<Event, number>, { way }: CallPath, some: ReadonlySet<Event>): void {
  let depth = 0;
  for (const event of way()) {
    if (some.has(event) && (depths.get(event) ?? -1) < depth) depths.set(event, depth);
    depth += 1;
  }
}

/** Those on paths as they come, from the root down; the others go before the first that starts later. */
function firstInPathOrder(events: readonly Event[], paths: Iterable<CallPath>, most: number): readonly Event[] {
  const isOnPath = eventTable<true>(events);
  const onPath: Event[] = [];
  for (const { way } of paths)
    for (const event of way()) {
      if (isOnPath.get(event)) continue;
      isOnPath.set(event, true);
      if (onPath.length < most) onPath.push(event);
    }
  const others = events.filter((event) => !isOnPath.get(event)).sort((a, b) => compareTimes(a.start, b.start));
  const ordered: Event[] = [];
  let next = 0;
  for (const event of onPath) {
    if (ordered.length >= most) break;
    for (let other = others[next]; other && isBefore(other, event); other = others[next]) {
      ordered.push(other);
      next += 1;
    }
    ordered.push(event);
  }
  return [...ordered, ...others.slice(next)].slice(0, most);
}

function isBefore(a: Event, b: Event): boolean {
  return a.start !== undefined && b.start !== undefined && a.start < b.start;
}
