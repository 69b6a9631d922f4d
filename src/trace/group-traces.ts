// Which trace ids belong to one user-visible request. Restarts are stitched by links, carried ids and shared request ids.
import type { Event } from '../model/event.ts';
import { compareText } from '../model/place.ts';
import type { Restart } from '../model/trace.ts';
import { callSide } from './authority.ts';
import { disjointSets, groupBy } from './disjoint-sets.ts';
import { partsOfRecords } from './flat-hops.ts';
import { firstOf, type HeldCall, hasSeveral, sightingsOf } from './held-call.ts';
import { isConstant } from './join-calls.ts';

/** What made two trace ids one trace; the edge is found later, on the path. */
export interface Stitch {
  readonly how: Restart['how'];
  /** The trace id of the earlier side, and of the side that restarted. */
  readonly before: string;
  readonly after: string;
  /** The record that carries the evidence on the restarted side. */
  readonly at: Event;
  /** Span of the earlier side that the evidence points at, when it names one. */
  readonly span_id?: string;
}

export interface TraceGroup {
  readonly trace_ids: readonly string[];
  readonly events: readonly Event[];
  readonly calls: HeldCall[];
  readonly stitches: readonly Stitch[];
}

/** Events in `compareEvents` order. A group without any trace id holds one call. */
export function groupTraces(events: readonly Event[], calls: HeldCall[]): Iterable<TraceGroup> {
  const id = events[0]?.trace_id;
  const isOne = events.length === 1 || (id !== undefined && events.every((event) => event.trace_id === id));
  return isOne ? [{ trace_ids: idsOf(events), events, calls, stitches: none }] : putTogether(events, calls);
}

function* putTogether(events: readonly Event[], calls: readonly HeldCall[]): Iterable<TraceGroup> {
  const sets = disjointSets<string | number>();
  const traceIds = new Set<string>();
  for (const { trace_id: id } of events) if (id !== undefined) traceIds.add(id);
  // A trace id, or the number of an event that has none.
  const nodeOf = new Map<Event, string | number>();
  for (const [index, event] of events.entries()) nodeOf.set(event, homeOf(event, traceIds) ?? index);
  const node = (event: Event): string | number => nodeOf.get(event) ?? '';
  for (const [first, ...others] of calls.filter(hasSeveral))
    for (const event of others) sets.join(node(first), node(event));
  partsOfRecords(events, (first, other) => {
    const [head, part] = [events[first], events[other]];
    if (head && part) sets.join(node(head), node(part));
  });
  joinAttempts(calls, (a, b) => sets.join(node(a), node(b)));
  const stitches = [
    ...linkStitches(events, traceIds),
    ...spellingStitches(events, traceIds),
    ...requestStitches(events),
    ...sessionStitches(events, traceIds),
    ...callStitches(calls),
  ];
  for (const stitch of stitches) sets.join(stitch.before, stitch.after);
  const callsOf = groupBy(calls, (call) => sets.find(node(firstOf(call))));
  const stitchesOf = groupBy(stitches, (stitch) => sets.find(stitch.before));
  for (const [root, members] of groupBy(events, (event) => sets.find(node(event)))) {
    yield {
      trace_ids: idsOf(members),
      events: members,
      calls: callsOf.get(root) ?? [],
      stitches: stitchesOf.get(root) ?? none,
    };
  }
}

const none: readonly never[] = Object.freeze([]);

function idsOf(members: readonly Event[]): readonly string[] {
  const [first] = members;
  if (members.length === 1) return first?.trace_id === undefined ? none : [first.trace_id];
  const ids = new Set<string>();
  for (const { trace_id: id } of members) if (id !== undefined) ids.add(id);
  return ids.size > 1 ? [...ids].sort(compareText) : [...ids];
}

/** Attempts of one request that no trace id ties together: the id of the first attempt, or one request id for all. */
function joinAttempts(calls: readonly HeldCall[], join: (a: Event, b: Event) => void): void {
  const untraced = calls
    .filter((call) => sightingsOf(call).every((event) => event.trace_id === undefined))
    .map(firstOf);
  const byRequest = groupBy(untraced, (event) => event.request_id);
  for (const [request, [first, ...rest]] of byRequest) {
    if (request === undefined || first === undefined || isConstant([first, ...rest])) continue;
    for (const other of rest) join(first, other);
  }
  for (const event of untraced) {
    const [first] = (event.retry_of === undefined ? undefined : byRequest.get(event.retry_of)) ?? [];
    if (first && first !== event) join(first, event);
  }
}

/** Its trace id; without one, the trace its session id names exactly. A session id alone never makes a trace. */
function homeOf(event: Event, traceIds: ReadonlySet<string>): string | undefined {
  if (event.trace_id !== undefined) return event.trace_id;
  return traceOfSession(event, traceIds);
}

function traceOfSession({ session_id: session }: Event, traceIds: ReadonlySet<string>): string | undefined {
  if (session === undefined || traceIds.size === 0) return undefined;
  return [session, asTraceId(session)].find((id) => traceIds.has(id));
}

/** The one asked for last: calls of a session follow each other in a log. */
const last = { session: '', traceId: '' };

/** Trace ids that look like UUIDs lost their dashes when they were read; session ids keep theirs. */
export function asTraceId(session: string): string {
  if (session !== last.session) {
    last.traceId = session.replaceAll('-', '').toLowerCase();
    last.session = session;
  }
  return last.traceId;
}

function linkStitches(events: readonly Event[], traceIds: ReadonlySet<string>): Stitch[] {
  const linked = events.filter(({ links }) => links !== undefined);
  return linked.flatMap((event) =>
    (event.links ?? []).flatMap((link): Stitch[] => {
      const { trace_id: after } = event;
      if (after === undefined || after === link.trace_id || !traceIds.has(link.trace_id)) return [];
      const span = link.span_id === undefined ? {} : { span_id: link.span_id };
      return [{ how: 'span-link', before: link.trace_id, after, at: event, ...span }];
    }),
  );
}

const shortId = /^[0-9a-f]{16}$/;
const longId = /^[0-9a-f]{32}$/;
/** Shorter ones are no ids of 64 random bits. */
const decimalId = /^\d{17,39}$/;

/**
 * A 64-bit id that is the low or high half of exactly one 128-bit id (Datadog and old B3 keep the low half), and a decimal id that is a
 * hexadecimal one of another log, or its half: only such a partner says that a number is an id of OpenTelemetry in another spelling.
 */
function spellingStitches(events: readonly Event[], traceIds: ReadonlySet<string>): Stitch[] {
  const odd = [...traceIds].flatMap((id) => {
    const hex = shortId.test(id) ? id : hexOf(id);
    return hex === undefined ? [] : [{ id, hex }];
  });
  if (odd.length === 0) return [];
  const byHalf = new Map<string, Set<string>>();
  for (const id of traceIds) {
    if (!longId.test(id)) continue;
    for (const half of [id.slice(16), id.slice(0, 16)]) byHalf.set(half, (byHalf.get(half) ?? new Set()).add(id));
  }
  const firstOf = firstEvents(events);
  return odd.flatMap(({ id: after, hex }): Stitch[] => {
    const at = firstOf.get(after);
    if (at === undefined) return [];
    if (hex !== after && traceIds.has(hex)) return [{ how: 'decimal-id', before: hex, after, at }];
    const [before, ...rivals] = byHalf.get(hex) ?? [];
    return before === undefined || rivals.length > 0 ? [] : [{ how: 'truncated-id', before, after, at }];
  });
}

/** A decimal id of 64 or 128 bits in hexadecimal; nothing for other texts. */
export function hexOf(id: string): string | undefined {
  if (!decimalId.test(id) || longId.test(id)) return undefined;
  const hex = BigInt(id).toString(16);
  return hex.length > 32 ? undefined : hex.padStart(hex.length > 16 ? 32 : 16, '0');
}

function firstEvents(events: readonly Event[]): ReadonlyMap<string, Event> {
  const first = new Map<string, Event>();
  for (const event of events)
    if (event.trace_id !== undefined && !first.has(event.trace_id)) first.set(event.trace_id, event);
  return first;
}

/** A request id carried by a queue message or a retry into another trace. */
function requestStitches(events: readonly Event[]): Stitch[] {
  const holders = groupBy(
    events.filter((event) => event.request_id !== undefined && event.trace_id !== undefined),
    (event) => event.request_id,
  );
  return [...holders.values()].flatMap((sharing): Stitch[] => {
    if (sharing.length < 2 || isConstant(sharing)) return [];
    const [first, ...later] = [...firstEvents([...sharing].sort(byStart)).values()];
    return later.flatMap((at) =>
      first?.trace_id === undefined || at.trace_id === undefined
        ? []
        : [
            {
              how: 'shared-request-id',
              before: first.trace_id,
              after: at.trace_id,
              at,
              ...(first.span_id === undefined ? {} : { span_id: first.span_id }),
            } as const,
          ],
    );
  });
}

function byStart(a: Event, b: Event): number {
  if (a.start === b.start) return 0;
  if (a.start === undefined) return 1;
  return b.start === undefined || a.start < b.start ? -1 : 1;
}

function sessionStitches(events: readonly Event[], traceIds: ReadonlySet<string>): Stitch[] {
  const stitches: Stitch[] = [];
  for (const event of events) {
    const named = event.trace_id === undefined ? traceOfSession(event, traceIds) : undefined;
    if (named !== undefined) stitches.push({ how: 'session-id', before: named, after: named, at: event });
  }
  return stitches;
}

/** One call that different logs file under different trace ids. */
function callStitches(calls: readonly HeldCall[]): Stitch[] {
  return calls.filter(hasSeveral).flatMap((sightings): Stitch[] => {
    const [first, ...others] = [...firstEvents([...sightings].sort((a, b) => callSide(a) - callSide(b))).values()];
    return others.flatMap((at) =>
      first?.trace_id === undefined || at.trace_id === undefined
        ? []
        : [{ how: 'same-call', before: first.trace_id, after: at.trace_id, at } as const],
    );
  });
}
