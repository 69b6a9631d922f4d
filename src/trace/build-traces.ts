// Events to traces: drop duplicates, join logs of the same call, stitch restarts, order into paths, walk the fields, grade.
import type { Event } from '../model/event.ts';
import type { Trace } from '../model/trace.ts';
import { type Distinct, dropDuplicates, type Repeat } from './drop-duplicates.ts';
import { compareEvents, sortedBy } from './event-order.ts';
import { eventTable } from './event-table.ts';
import { type Gateways, gatewaysIn, leavesForProvider, withBypasses } from './find-bypasses.ts';
import { groupTraces, type TraceGroup } from './group-traces.ts';
import { groupsThatMeet } from './groups-that-meet.ts';
import type { HeldCall } from './held-call.ts';
import { addWitnesses, constantIds, isSingle, joinCalls } from './join-calls.ts';
import { madeTrace, type OpenTrace, openTrace } from './open-trace.ts';

/** What only the whole input shows, for whoever holds a part of it: the gateways that logged, and the sources that may be copies. */
export interface WholeInput {
  readonly gateways: Gateways | undefined;
  readonly alike: ReadonlySet<string>;
}

/** All traces in no order, one at a time. Every event is in exactly one of them; the order of the events does not matter. */
export function* eachTrace(events: readonly Event[], whole?: WholeInput): Iterable<Trace> {
  for (const open of eachOpenTrace(events, whole)) yield madeTrace(open);
}

/**
 * The same with their calls still to be made. The events of a part of the input must hold
 * with each of them all others that it may meet (meeting-keys.ts), and `whole` what the part does not show.
 * No traces are built of events that meet and are not `wanted`.
 */
export function* eachOpenTrace(
  events: readonly Event[],
  whole?: WholeInput,
  wanted: (met: readonly Event[]) => boolean = () => true,
): Iterable<OpenTrace> {
  const distinct = dropDuplicates(sortedBy(events, compareEvents), whole?.alike);
  const repeatsOf = repeatsByEvent(distinct);
  const gateways = whole ? whole.gateways : gatewaysIn(distinct.events);
  for (const met of groupsThatMeet(distinct.events)) if (wanted(met)) yield* openTracesOf(met, gateways, repeatsOf);
}

/** The repeats of some events, in their order. */
type RepeatsOf = (events: readonly Event[]) => readonly Repeat[];

/** Of each event the first of its repeats is known, and of each repeat the next. */
export function repeatsByEvent({ repeats }: Pick<Distinct, 'repeats'>): RepeatsOf {
  if (repeats.length === 0) return () => none;
  const first = eventTable<number>(repeats.map(({ of }) => of));
  const next = new Uint32Array(repeats.length);
  for (let at = repeats.length - 1; at >= 0; at--) {
    const of = repeats[at]?.of;
    if (of === undefined) continue;
    next[at] = first.get(of) ?? 0;
    first.set(of, at + 1);
  }
  return (some) => {
    const numbers: number[] = [];
    for (const event of some) for (let at = first.get(event) ?? 0; at > 0; at = next[at - 1] ?? 0) numbers.push(at);
    return numbers.sort((a, b) => a - b).flatMap((at) => repeats[at - 1] ?? none);
  };
}

const none: readonly never[] = Object.freeze([]);

/** No event outside meets one of these. */
export function* openTracesOf(
  events: readonly Event[],
  gateways: Gateways | undefined,
  repeatsOf: RepeatsOf,
): Iterable<OpenTrace> {
  const constants = constantIds(events);
  const build = (group: TraceGroup): OpenTrace => withRepeats(openTrace(group, constants), repeatsOf);
  const left: OpenTrace[] = [];
  // Lists of all events or calls that nobody needs any more are no locals here: they would be held while the traces are looked at.
  for (const group of groupTraces(events, callsIn(events))) {
    if (gateways && group.events.some(leavesForProvider)) left.push(build(group));
    else yield build(group);
  }
  if (gateways && left.length > 0) yield* withBypasses(left, gateways, constants);
}

function callsIn(events: readonly Event[]): HeldCall[] {
  const single = events.filter(isSingle);
  return addWitnesses(
    joinCalls(single.filter((event) => event.role === 'call')),
    single.filter((event) => event.role === 'step'),
  );
}

/** A record that was read twice is set aside in the trace of the record it repeats. */
function withRepeats(open: OpenTrace, repeatsOf: RepeatsOf): OpenTrace {
  const { facts } = open;
  const more = repeatsOf(facts.events);
  return more.length > 0 ? { ...open, facts: { ...facts, exclusions: [...facts.exclusions, ...more] } } : open;
}
