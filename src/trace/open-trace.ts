// A trace with its calls found but still to be made: made, or only named, a million of them would take more memory than their records.
import type { Event } from '../model/event.ts';
import { compareText } from '../model/place.ts';
import type { Call, Exclusion, FoundCall, Trace, TraceFacts, TraceFault } from '../model/trace.ts';
import { byAuthority } from './authority.ts';
import { type HopsAbove, stepsOf } from './call-path.ts';
import { compareEvents, sortedBy } from './event-order.ts';
import { eventTable } from './event-table.ts';
import { type AttemptOf, groupAttempts } from './group-attempts.ts';
import type { TraceGroup } from './group-traces.ts';
import { firstOf, type HeldCall, hasSeveral, held, type KeyOf, type Sightings, sightingsOf } from './held-call.ts';
import { ambiguousLinks, possibleDuplicates, sharedIds, unstitchedRestarts } from './judge-trace.ts';
import { keepOnePerLog } from './keep-one-per-log.ts';
import { makeCall } from './make-call.ts';
import { countIds, manyIds } from './many-ids.ts';
import { firstSaid, isCacheHit, mergeMetering } from './merge-metering.ts';
import { restartsOf } from './restarts.ts';
import { settleRollups } from './settle-rollups.ts';
import { buildSpanTree, depthLimit, type SpanTree } from './span-tree.ts';

/** Calls are told by their records, the most authoritative about metering first: nothing else is held of each of them. */
export interface OpenTrace {
  readonly facts: TraceFacts;
  /** In order, as `calls` of the trace, and as its `free_calls`. */
  readonly calls: readonly HeldCall[];
  readonly free_calls: readonly HeldCall[];
  readonly keyOf: KeyOf;
  readonly tree: SpanTree;
  readonly ambiguous: ReadonlySet<Event>;
  readonly attemptOf: AttemptOf;
}

export function madeTrace(open: OpenTrace): Trace {
  return { ...open.facts, calls: makeCalls(open, open.calls), free_calls: makeCalls(open, open.free_calls) };
}

/** Some calls of the trace, made anew each time. Neighbours share the hops above them. */
export function makeCalls(open: OpenTrace, some: readonly HeldCall[]): readonly Call[] {
  if (some.length === 0) return none;
  const { tree, ambiguous, attemptOf } = open;
  const above: HopsAbove = new Map();
  return some.map((one) => {
    const call = foundCall(one, open);
    return makeCall(call, stepsOf(call.sightings, tree), ambiguous, attemptOf(one), above);
  });
}

export function foundCall(call: HeldCall, { keyOf }: Pick<OpenTrace, 'keyOf'>): FoundCall {
  return { key: keyOf(call), sightings: sightingsOf(call) };
}

/** The records on the path of a call, from the root down to its own. */
export function wayTo(sightings: Sightings, { tree }: OpenTrace): readonly Event[] {
  return stepsOf(sightings, tree).map(({ event }) => event);
}

export function openTrace(group: TraceGroup, constants: ReadonlySet<string>): OpenTrace {
  const tree = buildSpanTree(group);
  const settled = settleRollups(group, tree);
  const others = otherExclusions(group, settled.calls, settled.exclusions);
  const exclusions: Exclusion[] = [];
  // In place: of two logs of half a million calls, the lists as they were would take 36 MB until all is judged.
  const found = settled.calls;
  for (const [at, call] of found.entries()) {
    if (!hasSeveral(call)) continue;
    const { sightings, exclusions: repeats } = keepOnePerLog(call);
    for (const repeat of repeats) exclusions.push(repeat);
    found[at] = held(inAuthority(sightings));
  }
  const keyOf = ownKeys(found);
  const ambiguous = ambiguousLinks(group, tree);
  const [calls, free]: [HeldCall[], HeldCall[]] = [[], []];
  for (const sum of settled.exclusions) exclusions.push(sum);
  for (const other of others) exclusions.push(other);
  const mayBeDeep = group.events.length > depthLimit;
  for (const one of found) {
    const sightings = sightingsOf(one);
    if (mayBeDeep) for (const event of sightings) tree.ancestors(event); // says which are too deep
    const reason = freeReason(sightings);
    const [first, ...further] = sightings;
    if (reason !== undefined) exclusions.push({ reason, event: first });
    for (const event of further) exclusions.push({ reason: 'same call in another log', event });
    (reason === undefined ? calls : free).push(one);
  }
  const compareCalls = (a: HeldCall, b: HeldCall): number =>
    compareEvents(firstOf(a), firstOf(b)) || compareText(keyOf(a), keyOf(b));
  return {
    facts: {
      id: group.trace_ids[0] ?? (found[0] ? keyOf(found[0]) : nameless(group.events)),
      trace_ids: group.trace_ids,
      events: group.events,
      restarts: restartsOf(group, tree),
      faults: sorted(
        [
          ...tree.faults,
          ...ambiguous.faults,
          ...unstitchedRestarts(group, tree),
          ...possibleDuplicates(calls, keyOf),
          ...sharedIds(group, constants),
        ],
        compareFaults,
      ),
      bypasses: none,
      exclusions: sorted(exclusions, (a, b) => compareEvents(a.event, b.event)),
    },
    calls: sorted(calls, compareCalls),
    free_calls: sorted(free, compareCalls),
    keyOf,
    tree,
    ambiguous: ambiguous.events,
    attemptOf: groupAttempts(group.events, found, keyOf),
  };
}

const none: readonly never[] = Object.freeze([]);

/** As long as it needs to be, where it is short: whoever holds a list of traces holds those of each. */
function sorted<T>(list: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  if (list.length >= manyIds) return sortedBy(list, compare);
  return list.length === 0 ? none : list.toSorted(compare);
}

function inAuthority(sightings: Sightings): Sightings {
  return sortedBy(sightings, byAuthority) as Sightings; // one is there, still
}

/** Calls that would have one key get their place in the record, else their order, behind it. */
function ownKeys(calls: readonly HeldCall[]): KeyOf {
  if (calls.length < 2 || areApart(calls)) return keyOf;
  const used = new Set<string>();
  const changed = new Map<HeldCall, string>();
  for (const call of calls) {
    const key = keyOf(call);
    const own = used.has(key) ? ownKey(key, firstOf(call), used) : key;
    if (own !== key) changed.set(call, own);
    used.add(own);
  }
  return changed.size === 0 ? keyOf : (call) => changed.get(call) ?? keyOf(call);
}

/** No two have one key. */
function areApart(calls: readonly HeldCall[]): boolean {
  const counts = countIds(calls.length);
  for (const call of calls) counts.see(keyOf(call));
  const seen = new Set<string>();
  return calls.every((call) => {
    const key = keyOf(call);
    if (!counts.isInMoreThan(1, key)) return true;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function ownKey(key: string, { place }: Event, used: ReadonlySet<string>): string {
  return [`${key}${place.pointer ?? ''}`, `${key}#${used.size}`].find((candidate) => !used.has(candidate)) ?? key;
}

/** Provider request id, else trace and span, else request id (with the attempt), else the place of the record. */
function keyOf(call: HeldCall): string {
  const sightings = sightingsOf(call);
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

/**
 * Requests that cost nothing: gateway cache hits, and failures that measured nothing. What was measured and cannot be read is not
 * nothing, nor is what a model had answered before its caller left.
 */
function freeReason(sightings: Sightings): FreeReason | undefined {
  if (isCacheHit(sightings)) return 'cache hit';
  if (firstSaid(sightings, 'status') !== 'error') return undefined;
  const { usage, lost_count: lost, logged_cost_usd: logged } = mergeMetering(sightings);
  return usage === undefined && lost === undefined && !logged ? 'failed without usage' : undefined;
}

/** Events that are no call and were not set aside yet: aggregates and plain hops. */
function otherExclusions(
  group: TraceGroup,
  calls: readonly HeldCall[],
  settled: readonly Exclusion[],
): readonly Exclusion[] {
  // Calls and what was settled are events of the group, each once.
  if (calls.reduce((sum, call) => sum + sightingsOf(call).length, settled.length) === group.events.length) return none;
  const placed = eventTable<true>(group.events);
  for (const { event } of settled) placed.set(event, true);
  for (const call of calls) for (const event of sightingsOf(call)) placed.set(event, true);
  return group.events
    .filter((event) => !placed.get(event))
    .map((event) => ({ reason: event.granularity === 'aggregate' ? 'aggregate row' : 'hop without metering', event }));
}

function compareFaults(a: TraceFault, b: TraceFault): number {
  return compareText(a.kind, b.kind) || compareEvents(a.at, b.at);
}
