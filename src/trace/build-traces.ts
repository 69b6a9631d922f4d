// Events to traces: drop duplicates, join logs of the same call, stitch restarts, order into paths, walk the fields, grade.
import type { Event } from '../model/event.ts';
import { compareText } from '../model/place.ts';
import type { Call, Exclusion, Trace, TraceFault } from '../model/trace.ts';
import { byAuthority } from './authority.ts';
import { type HopsAbove, stepsOf } from './call-path.ts';
import { groupBy } from './disjoint-sets.ts';
import { dropDuplicates, type Repeat } from './drop-duplicates.ts';
import { compareEvents } from './event-order.ts';
import { type Gateways, gatewaysIn, leavesForProvider, withBypasses } from './find-bypasses.ts';
import { type Attempted, groupAttempts } from './group-attempts.ts';
import { groupTraces, type TraceGroup } from './group-traces.ts';
import { groupsThatMeet } from './groups-that-meet.ts';
import { addWitnesses, constantIds, joinCalls, type Sightings } from './join-calls.ts';
import { ambiguousLinks, possibleDuplicates, sharedIds, unstitchedRestarts } from './judge-trace.ts';
import { keepOnePerLog } from './keep-one-per-log.ts';
import { makeCall } from './make-call.ts';
import { mergeMetering } from './merge-metering.ts';
import { restartsOf } from './restarts.ts';
import { settleRollups } from './settle-rollups.ts';
import { buildSpanTree } from './span-tree.ts';

/** All traces of the input, sorted by id. Every event is in exactly one of them. The order of the events does not matter. */
export function buildTraces(events: readonly Event[]): Trace[] {
  return [...eachTrace(events)].sort((a, b) => compareText(a.id, b.id));
}

/** What only the whole input shows, for whoever holds a part of it: the gateways that logged, and the sources that may be copies. */
export interface WholeInput {
  readonly gateways: Gateways | undefined;
  readonly alike: ReadonlySet<string>;
}

/**
 * The same traces in no order, one at a time: whoever only sums them up need not hold them all. The events of a part of the input must hold
 * with each of them all others that it may meet (meeting-keys.ts), and `whole` what the part does not show.
 */
export function* eachTrace(events: readonly Event[], whole?: WholeInput): Iterable<Trace> {
  const distinct = dropDuplicates(events.length > 1 ? [...events].sort(compareEvents) : events, whole?.alike);
  const repeatsOf = groupBy(distinct.repeats.entries(), ([, { of }]) => of);
  const gateways = whole ? whole.gateways : gatewaysIn(distinct.events);
  for (const met of groupsThatMeet(distinct.events)) yield* tracesOf(met, gateways, repeatsOf);
}

type RepeatsOf = ReadonlyMap<Event, readonly (readonly [number, Repeat])[]>;

/** No event outside meets one of these. */
export function* tracesOf(
  events: readonly Event[],
  gateways: Gateways | undefined,
  repeatsOf: RepeatsOf,
): Iterable<Trace> {
  const single = events.filter((event) => event.granularity === 'call');
  const joined = joinCalls(single.filter((event) => event.role === 'call'));
  const calls = addWitnesses(
    joined,
    single.filter((event) => event.role === 'step'),
  );
  const constants = constantIds(single);
  const build = (group: TraceGroup): Trace => withRepeats(buildTrace(group, constants), repeatsOf);
  const left: Trace[] = [];
  for (const group of groupTraces(events, calls)) {
    if (gateways && group.events.some(leavesForProvider)) left.push(build(group));
    else yield build(group);
  }
  if (gateways && left.length > 0) yield* withBypasses(left, gateways, constants);
}

function buildTrace(group: TraceGroup, constants: ReadonlySet<string>): Trace {
  const tree = buildSpanTree(group);
  const settled = settleRollups(group, tree);
  const kept = settled.calls.map(keepOnePerLog);
  const attempted = withOwnKeys(kept.map(({ sightings }) => attemptOf(sightings)));
  const attempts = groupAttempts(attempted);
  const ambiguous = ambiguousLinks(group, tree);
  const above: HopsAbove = new Map();
  const [calls, freeCalls]: [Call[], Call[]] = [[], []];
  const exclusions: Exclusion[] = [];
  for (const { exclusions: repeats } of kept) for (const repeat of repeats) exclusions.push(repeat);
  for (const sum of settled.exclusions) exclusions.push(sum);
  for (const other of otherExclusions(group, settled.calls, settled.exclusions)) exclusions.push(other);
  for (const one of attempted) {
    const call = makeCall(one, stepsOf(one.sightings, tree), ambiguous.events, attempts.get(one.key), above);
    const free = freeReason(one);
    const [first, ...others] = call.sightings;
    if (free !== undefined) exclusions.push({ reason: free, event: first });
    for (const event of others) exclusions.push({ reason: 'same call in another log', event });
    (free === undefined ? calls : freeCalls).push(call);
  }
  return {
    id: group.trace_ids[0] ?? attempted[0]?.key ?? nameless(group.events),
    trace_ids: group.trace_ids,
    events: group.events,
    calls: sorted(calls, compareCalls),
    free_calls: sorted(freeCalls, compareCalls),
    restarts: restartsOf(group, tree),
    faults: sorted(
      [
        ...tree.faults,
        ...ambiguous.faults,
        ...unstitchedRestarts(group, tree),
        ...possibleDuplicates(calls),
        ...sharedIds(group, constants),
      ],
      compareFaults,
    ),
    bypasses: none,
    exclusions: sorted(exclusions, (a, b) => compareEvents(a.event, b.event)),
  };
}

const none: readonly never[] = Object.freeze([]);

/** As long as it needs to be: whoever holds a list of traces holds those of each. */
function sorted<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  return list.length === 0 ? none : list.toSorted(compare);
}

function attemptOf(sightings: Sightings): Attempted {
  const ordered = sightings.length > 1 ? (sightings.toSorted(byAuthority) as [Event, ...Event[]]) : sightings; // one is there, still
  return { key: keyOf(ordered), sightings: ordered, metering: mergeMetering(ordered) };
}

/** Calls that would have one key get their place in the record, else their order, behind it. */
function withOwnKeys(calls: readonly Attempted[]): readonly Attempted[] {
  if (calls.length < 2) return calls;
  const used = new Set<string>();
  return calls.map((call) => {
    const [{ place }] = call.sightings;
    const candidates = [call.key, `${call.key}${place.pointer ?? ''}`, `${call.key}#${used.size}`];
    const key = candidates.find((candidate) => !used.has(candidate)) ?? call.key;
    used.add(key);
    return key === call.key ? call : { ...call, key };
  });
}

/** Provider request id, else trace and span, else request id (with the attempt), else the place of the record. */
function keyOf(sightings: Sightings): string {
  const [{ trace_id: traceId, span_id: spanId, place }] = sightings;
  const attempt = sightings.find((event) => event.attempt !== undefined)?.attempt;
  const request = leastId(sightings, 'request_id');
  return (
    leastId(sightings, 'provider_request_id') ??
    (spanId === undefined ? undefined : `${traceId ?? '?'}:${spanId}`) ??
    (request === undefined ? undefined : attempt ? `${request}#${attempt}` : request) ??
    `${place.source}:${place.line}${place.pointer ?? ''}`
  );
}

function leastId(sightings: Sightings, field: 'provider_request_id' | 'request_id'): string | undefined {
  let least: string | undefined;
  for (const { [field]: id } of sightings) if (id !== undefined && (least === undefined || id < least)) least = id;
  return least;
}

function nameless(events: readonly Event[]): string {
  const place = events[0]?.place;
  return place ? `${place.source}:${place.line}${place.pointer ?? ''}` : '';
}

type FreeReason = 'cache hit' | 'failed without usage';

/** Requests that cost nothing: gateway cache hits, and failures that measured nothing. */
function freeReason({ metering }: Attempted): FreeReason | undefined {
  if (metering.cache_hit) return 'cache hit';
  const failed = metering.status === 'error' || metering.status === 'cancelled';
  return failed && metering.usage === undefined && !metering.logged_cost_usd ? 'failed without usage' : undefined;
}

/** Events that are no call and were not set aside yet: aggregates and plain hops. */
function otherExclusions(
  group: TraceGroup,
  calls: readonly Sightings[],
  settled: readonly Exclusion[],
): readonly Exclusion[] {
  // Calls and what was settled are events of the group, each once.
  if (calls.reduce((sum, { length }) => sum + length, settled.length) === group.events.length) return none;
  const placed = new Set<Event>(settled.map((exclusion) => exclusion.event));
  for (const call of calls) for (const event of call) placed.add(event);
  return group.events
    .filter((event) => !placed.has(event))
    .map((event) => ({ reason: event.granularity === 'aggregate' ? 'aggregate row' : 'hop without metering', event }));
}

function compareCalls(a: Call, b: Call): number {
  return compareEvents(a.sightings[0], b.sightings[0]) || compareText(a.key, b.key);
}

function compareFaults(a: TraceFault, b: TraceFault): number {
  return compareText(a.kind, b.kind) || compareEvents(a.at, b.at);
}

/** A record that was read twice is set aside in the trace of the record it repeats. */
function withRepeats(trace: Trace, repeatsOf: RepeatsOf): Trace {
  if (repeatsOf.size === 0) return trace;
  const own = trace.events.flatMap((event) => repeatsOf.get(event) ?? []).sort(([a], [b]) => a - b);
  const more = own.map(([, { reason, event }]): Exclusion => ({ reason, event }));
  return more.length > 0 ? { ...trace, exclusions: [...trace.exclusions, ...more] } : trace;
}
