// Faults of a trace that need the whole of it: links that disagree, restarts nothing reconnects, calls that look like one.
import type { Event } from '../model/event.ts';
import { compareText, sameRecord } from '../model/place.ts';
import type { TraceFault } from '../model/trace.ts';
import { totalTokens, type Usage, usageClasses } from '../model/usage.ts';
import { groupBy } from './disjoint-sets.ts';
import { logOf } from './event-order.ts';
import type { TraceGroup } from './group-traces.ts';
import { firstOf, type HeldCall, type KeyOf, sightingsOf } from './held-call.ts';
import { eachGroup } from './many-ids.ts';
import { firstSaid, measuredIn, timedIn } from './merge-metering.ts';
import { traceIdOf } from './resolve-envelope.ts';
import type { SpanTree } from './span-tree.ts';

/** A batch consumer with links to several traces inherits an owner only when all of them agree. */
export function ambiguousLinks(
  group: TraceGroup,
  tree: SpanTree,
): { events: ReadonlySet<Event>; faults: readonly TraceFault[] } {
  if (group.stitches.length === 0) return unambiguous;
  const links = groupBy(
    group.stitches.filter((stitch) => stitch.how === 'span-link'),
    (stitch) => stitch.at,
  );
  const faults: TraceFault[] = [];
  for (const [event, stitches] of links) {
    const traces = new Set(stitches.map((stitch) => stitch.before));
    if (traces.size < 2) continue;
    const owners = new Set([...traces].map((traceId) => ownerIn(traceId, group, tree)));
    if (owners.size > 1) faults.push(ambiguous(event, traces.size, owners));
  }
  return { events: new Set(faults.map((fault) => fault.at)), faults };
}

const none: readonly never[] = Object.freeze([]);
const unambiguous = { events: new Set<Event>(), faults: none };

function ambiguous(at: Event, traces: number, owners: ReadonlySet<string | undefined>): TraceFault {
  const names = [...owners].map((owner) => owner ?? '(none)').sort(compareText);
  return { kind: 'ambiguous-link', at, detail: `links to ${traces} traces with different owners: ${names.join(', ')}` };
}

function ownerIn(traceId: string, group: TraceGroup, tree: SpanTree): string | undefined {
  const members = group.events.filter((event) => event.trace_id === traceId);
  const owned = members.find((event) => event.owner_team !== undefined);
  const last = members.at(-1);
  return (
    owned?.owner_team ??
    (last && tree.ancestors(last).find(({ event }) => event.owner_team !== undefined)?.event.owner_team)
  );
}

/** A trace that begins at a queue, or at a worker nobody owns, began somewhere else; nothing in the input says where. */
export function unstitchedRestarts(group: TraceGroup, tree: SpanTree): readonly TraceFault[] {
  const behind = group.calls.length === 0 ? none : group.events.filter(isBehind);
  if (behind.length === 0) return none;
  const owned = group.events.some((event) => event.owner_team !== undefined);
  return behind
    .filter((event) => (event.hop === 'queue' && !publishes(event)) || (event.hop === 'worker' && !owned))
    .filter(
      (event) =>
        event.trace_id !== undefined && event.parent_span_id === undefined && tree.ancestors(event).length === 0,
    )
    .filter(
      (event) =>
        !group.events.some(
          (other) => other !== event && other.step < event.step && sameRecord(other.place, event.place),
        ),
    )
    .map((event) => ({
      kind: 'unstitched-restart',
      at: event,
      detail: `the trace begins at ${event.hop} ${event.component} and nothing links it to the request that caused it`,
    }));
}

/** Something else sent it there. */
const isBehind = ({ hop }: Event): boolean => hop === 'queue' || hop === 'worker';

/** OpenTelemetry's names of what a producer does, with the older spellings. A message that somebody sends begins where it is sent. */
function publishes({ operation }: Event): boolean {
  return operation !== undefined && /^(?:publish|send|create|produce)/i.test(operation);
}

const nearNs = 2_000_000_000n;

/** Same model and same usage in different logs of one trace within two seconds, but no common id: perhaps one call counted twice. */
export function possibleDuplicates(calls: readonly HeldCall[], keyOf: KeyOf): readonly TraceFault[] {
  if (calls.length < 2) return none;
  const asMany = new Map<number, number>();
  for (const call of calls) if (measured(call)) asMany.set(tokensOf(call), (asMany.get(tokensOf(call)) ?? 0) + 1);
  const several = calls.filter(
    (call) => measured(call) && (asMany.get(tokensOf(call)) ?? 0) > 1 && Boolean(tracedAs(call)),
  );
  const faults: TraceFault[] = [];
  for (const same of eachGroup(several, meteredAs)) {
    for (const [index, call] of same.entries()) {
      const other = same[index - 1];
      if (!other || !near(other, call) || metersOf(call).some((log) => metersOf(other).includes(log))) continue;
      faults.push({
        kind: 'possible-duplicate',
        at: firstOf(call),
        detail: `same model and tokens as ${keyOf(other)} from ${firstOf(other).component}, but no common id`,
      });
    }
  }
  return faults;
}

const measured = (call: HeldCall): Event | undefined => measuredIn(sightingsOf(call));
const usageOf = (call: HeldCall): Usage => measured(call)?.usage ?? {};
const tokensOf = (call: HeldCall): number => totalTokens(usageOf(call));
const tracedAs = (call: HeldCall): string | undefined => traceIdOf(sightingsOf(call));

function meteredAs(call: HeldCall): string {
  const usage = usageOf(call);
  let text = `${tracedAs(call)}\n${firstSaid(sightingsOf(call), 'model')}`;
  for (const name of usageClasses) if (usage[name]) text += `\n${name} ${usage[name]}`;
  return text;
}

/** Logs that measured the call. Two records of one log with ids of their own are two calls. */
function metersOf(call: HeldCall): readonly string[] {
  return sightingsOf(call)
    .filter((event) => event.usage)
    .map(logOf);
}

function near(a: HeldCall, b: HeldCall): boolean {
  const [first, second] = [timedIn(sightingsOf(a))?.start, timedIn(sightingsOf(b))?.start];
  if (first === undefined || second === undefined) return true;
  const gap = first > second ? first - second : second - first;
  return gap <= nearNs;
}

/** An id that very many requests share says nothing and joins nothing; one fault for each such id of the trace. */
export function sharedIds(group: TraceGroup, constants: ReadonlySet<string>): readonly TraceFault[] {
  if (constants.size === 0) return none;
  const found = new Map<string, TraceFault>();
  for (const at of group.events) {
    for (const id of [at.request_id, at.provider_request_id]) {
      if (id === undefined || !constants.has(id) || found.has(id)) continue;
      found.set(id, { kind: 'constant-id', at, detail: `many requests have the request id ${id}` });
    }
  }
  return [...found.values()];
}
