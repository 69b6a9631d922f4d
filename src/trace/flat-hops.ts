// Hops that carry no span ids: ordered inside their record, or by time (kind of hop where times are missing) inside their trace.
import type { Event } from '../model/event.ts';
import { hops } from '../model/fields.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareTimes } from './event-order.ts';

export interface FlatHops {
  /** The hop before an event without span ids: the step before it in its record, else the last flat (else any) hop of its trace before it. */
  before(event: Event): Event | undefined;
  /** The last hop of a trace that began no later than the event. */
  lastHop(traceId: string, event: Event): Event | undefined;
}

interface Line {
  readonly hops: readonly Event[];
  /** False when some hop has no time: then the kind of hop orders them all. */
  readonly timed: boolean;
}

/** A lone event has nothing before it. */
const alone: FlatHops = { before: () => undefined, lastHop: () => undefined };

export function flatHops(events: readonly Event[]): FlatHops {
  if (events.length < 2) return alone;
  const records = groupBy(events, recordOf);
  const isNested = (event: Event): boolean => (records.get(recordOf(event))?.length ?? 0) > 1;
  const steps = events.filter((event) => event.role !== 'call');
  const flat = linesByTrace(steps.filter((event) => event.span_id === undefined && !isNested(event)));
  const all = linesByTrace(steps);
  return {
    before: (event) => {
      if (event.parent_span_id !== undefined) return undefined;
      if (event.span_id !== undefined)
        return event.trace_id === undefined ? undefined : lastBefore(flat.get(event.trace_id), event);
      if (isNested(event)) return stepBefore(event, records.get(recordOf(event)) ?? []);
      if (event.trace_id === undefined) return undefined;
      return lastBefore(flat.get(event.trace_id) ?? all.get(event.trace_id), event);
    },
    lastHop: (traceId, event) => lastBefore(all.get(traceId), event) ?? all.get(traceId)?.hops.at(-1),
  };
}

/** Hops nested in one record belong to one request. */
export function recordOf({ place }: Event): string {
  return `${place.source}\n${place.offset}\n${place.member ?? ''}`;
}

/** The parts of each record that became more than one event. */
export function partsOfRecords(events: readonly Event[]): Iterable<readonly Event[]> {
  const sources = new Map<string, Map<number, Event[]>>();
  for (const event of events) {
    const { source, offset } = event.place;
    const records = sources.get(source) ?? new Map<number, Event[]>();
    const known = records.get(offset);
    if (known) known.push(event);
    else records.set(offset, [event]);
    sources.set(source, records);
  }
  const shared = [...sources.values()].flatMap((records) => [...records.values()].filter(({ length }) => length > 1));
  return shared.flatMap((events) => [...groupBy(events, recordOf).values()].filter(({ length }) => length > 1));
}

function stepBefore(event: Event, record: readonly Event[]): Event | undefined {
  return record
    .filter((other) => other.role !== 'call' && other.step < event.step)
    .reduce<Event | undefined>((nearest, other) => (nearest && nearest.step > other.step ? nearest : other), undefined);
}

function linesByTrace(steps: readonly Event[]): ReadonlyMap<string, Line> {
  const lines = new Map<string, Line>();
  for (const [traceId, members] of groupBy(steps, (event) => event.trace_id ?? '')) {
    const timed = members.every((event) => event.start !== undefined);
    lines.set(traceId, { timed, hops: [...members].sort((a, b) => compareOn(timed, a, b)) });
  }
  return lines;
}

function compareOn(timed: boolean, a: Event, b: Event): number {
  return (timed ? compareTimes(a.start, b.start) : 0) || hops.indexOf(a.hop) - hops.indexOf(b.hop);
}

/** Binary search for the last hop that precedes the event; a call comes after hops of its own rank. */
function lastBefore(line: Line | undefined, event: Event): Event | undefined {
  if (!line) return undefined;
  const timed = line.timed && event.start !== undefined;
  let [low, high] = [0, line.hops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const hop = line.hops[middle];
    const order = hop ? compareOn(timed, hop, event) : 0;
    const precedes = hop !== event && (order < 0 || (order === 0 && event.role === 'call'));
    if (precedes) low = middle + 1;
    else high = middle;
  }
  return line.hops[low - 1];
}
