// Hops that carry no span ids: ordered inside their record, or by time (kind of hop where times are missing) inside their trace.
import type { Event, Place } from '../model/event.ts';
import { hops } from '../model/fields.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareTimes } from './event-order.ts';
import { countIds, manyIds } from './many-ids.ts';

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
  const records = stepsOfRecords(events);
  let known: LinesOfTraces | undefined;
  /** Made when first asked for: in most traces the spans and the steps of records say what is before what. */
  const lines = (): LinesOfTraces => {
    known ??= linesOf(events.filter(isStep), records);
    return known;
  };
  return {
    before: (event) => {
      if (event.parent_span_id !== undefined) return undefined;
      if (event.span_id !== undefined)
        return event.trace_id === undefined ? undefined : lastBefore(lines().flat.get(event.trace_id), event);
      const steps = records.get(event);
      if (steps) return lastOf(steps, (other) => other.step < event.step);
      if (event.trace_id === undefined) return undefined;
      const { flat, all } = lines();
      return lastBefore(flat.get(event.trace_id) ?? all.get(event.trace_id), event);
    },
    lastHop: (traceId, event) => {
      const line = lines().all.get(traceId);
      return lastBefore(line, event) ?? line?.hops.at(-1);
    },
  };
}

/** Hops nested in one record belong to one request: `together` gets the numbers of its first part and of each other one. */
export function partsOfRecords(events: readonly Event[], together: (first: number, other: number) => void): void {
  /** By source and offset: the first part, or by member the first part of each. */
  const sources = new Map<string, Map<number, number | Map<string, number>>>();
  const mayHaveSeveral = recordsOfSeveral(events);
  const memberOf = (number: number): string => events[number]?.place.member ?? '';
  for (let number = 0; number < events.length; number++) {
    const place = events[number]?.place;
    if (!place || !mayHaveSeveral(place)) continue;
    const { source, offset } = place;
    const records = sources.get(source) ?? new Map<number, number | Map<string, number>>();
    if (records.size === 0) sources.set(source, records);
    const known = records.get(offset);
    if (known === undefined) records.set(offset, number);
    else if (typeof known === 'number' && memberOf(known) === memberOf(number)) together(known, number);
    else {
      const members = typeof known === 'number' ? new Map([[memberOf(known), known]]) : known;
      if (members !== known) records.set(offset, members);
      const first = members.get(memberOf(number));
      if (first === undefined) members.set(memberOf(number), number);
      else together(first, number);
    }
  }
}

/** Of very many records, most of one event, few are looked up. */
function recordsOfSeveral(events: readonly Event[]): (place: Place) => boolean {
  if (events.length < manyIds) return () => true;
  const counts = countIds(events.length);
  const recordOf = ({ source, offset }: Place): string => `${offset} ${source}`;
  for (const { place } of events) counts.see(recordOf(place));
  return (place) => counts.isInMoreThan(1, recordOf(place));
}

/** Of each event that is part of a record with several: the steps of the record, the first first. */
function stepsOfRecords(events: readonly Event[]): ReadonlyMap<Event, readonly Event[]> {
  const records = new Map<Event, Event[]>();
  partsOfRecords(events, (first, other) => {
    const [head, part] = [events[first], events[other]];
    if (!head || !part) return;
    const steps = records.get(head) ?? [head].filter(isStep);
    if (isStep(part)) steps.push(part);
    records.set(head, steps).set(part, steps);
  });
  for (const steps of new Set(records.values())) steps.sort((a, b) => a.step - b.step);
  return records;
}

const isStep = ({ role }: Event): boolean => role !== 'call';

interface LinesOfTraces {
  readonly flat: ReadonlyMap<string, Line>;
  readonly all: ReadonlyMap<string, Line>;
}

function linesOf(steps: readonly Event[], records: ReadonlyMap<Event, unknown>): LinesOfTraces {
  return {
    flat: linesByTrace(steps.filter((event) => event.span_id === undefined && !records.has(event))),
    all: linesByTrace(steps),
  };
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

/** The last hop that precedes the event; a call comes after hops of its own rank. */
function lastBefore(line: Line | undefined, event: Event): Event | undefined {
  if (!line) return undefined;
  const timed = line.timed && event.start !== undefined;
  return lastOf(line.hops, (hop) => {
    const order = compareOn(timed, hop, event);
    return hop !== event && (order < 0 || (order === 0 && event.role === 'call'));
  });
}

/** The last of those at the beginning of the list of which it is true: a binary search. */
function lastOf(hops: readonly Event[], precedes: (hop: Event) => boolean): Event | undefined {
  let [low, high] = [0, hops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const hop = hops[middle];
    if (hop && precedes(hop)) low = middle + 1;
    else high = middle;
  }
  return hops[low - 1];
}
