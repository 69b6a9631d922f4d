// Parents of events: by span id, over a restart, by position in one record, else by time among the flat hops of the same trace.
import type { Event } from '../model/event.ts';
import type { TraceFault } from '../model/trace.ts';
import { groupBy } from './disjoint-sets.ts';
import { compareTimes } from './event-order.ts';
import { type EventTable, eventTable } from './event-table.ts';
import { type FlatHops, flatHops } from './flat-hops.ts';
import type { Stitch, TraceGroup } from './group-traces.ts';
import { firstById } from './many-ids.ts';

/** One step up from an event. */
export interface Ancestor {
  readonly event: Event;
  /** Reached over a trace restart. */
  readonly stitch?: Stitch;
}

export interface SpanTree {
  /** Nearest first; never longer than `depthLimit`. */
  ancestors(event: Event): readonly Ancestor[];
  readonly faults: readonly TraceFault[];
}

/** Real requests pass tens of spans; beyond this the chain is a fault or an attack. */
export const depthLimit = 512;
/** A child that starts this much before its parent points at clocks that disagree; less is ordinary drift between hosts. */
export const clockToleranceNs = 1_000_000_000n;

export function buildSpanTree(group: TraceGroup): SpanTree {
  const [first] = group.events;
  // Most traces are one record that names no parent.
  if (group.events.length === 1 && first?.parent_span_id === undefined && group.stitches.length === 0) return lone;
  const parents = eventTable<Event>(group.events);
  /** Of events whose parent is reached over a restart: few. */
  const stitches = new Map<Event, Stitch>();
  const faults: TraceFault[] = [];
  const index = indexOf(group);
  const missing = new Set<string>();
  let mayTurn = false;
  for (const event of group.events) {
    const parent = parentOf(event, index);
    if (parent) {
      parents.set(event, parent.event);
      if (parent.stitch) stitches.set(event, parent.stitch);
      mayTurn ||= !isBefore(parent.event, event);
    }
    if (event.parent_span_id !== undefined && event.parent_span_id === event.span_id) {
      faults.push({ kind: 'cycle', at: event, detail: `span ${event.span_id} names itself as its parent` });
    } else if (event.parent_span_id !== undefined && parent === undefined) noteOrphan(event, missing, faults);
    if (parent && !parent.stitch) noteSkew(event, parent.event, faults);
  }
  if (mayTurn) cutCycles(group.events, parents, faults);
  const ancestors = (event: Event): readonly Ancestor[] => {
    let above = parents.get(event);
    if (above === undefined) return none;
    const chain: Ancestor[] = [];
    for (let below = event; above && chain.length < depthLimit; above = parents.get(below)) {
      chain.push(ancestor(above, stitches.get(below)));
      below = above;
    }
    if (chain.length === depthLimit && !faults.some((fault) => fault.kind === 'too-deep')) {
      faults.push({
        kind: 'too-deep',
        at: event,
        detail: `more than ${depthLimit} ancestors; the rest is not followed`,
      });
    }
    return chain;
  };
  return { ancestors, faults };
}

const none: readonly never[] = [];
const lone: SpanTree = { ancestors: () => none, faults: [] };

interface SpanIndex {
  /** The first event of a span, of whatever trace. */
  readonly bySpan: ReturnType<typeof firstById>;
  /** The same of a trace, by both ids, where a span id is that of several traces and another one's stands in `bySpan`. */
  readonly elsewhere: ReadonlyMap<string, Event>;
  readonly stitchesAt: ReadonlyMap<Event, Stitch[]>;
  readonly stitchesAfter: ReadonlyMap<string, Stitch[]>;
  readonly flat: FlatHops;
}

function indexOf(group: TraceGroup): SpanIndex {
  const bySpan = firstById(group.events, ({ span_id: id }) => id);
  const elsewhere = new Map<string, Event>();
  const home = group.events[0]?.trace_id;
  for (const event of group.events.some(({ trace_id: trace }) => trace !== home) ? group.events : none) {
    const { trace_id: trace, span_id: span } = event;
    if (span === undefined) continue;
    if (bySpan.get(span)?.trace_id !== trace && !elsewhere.has(spanOf(trace, span)))
      elsewhere.set(spanOf(trace, span), event);
  }
  return {
    bySpan,
    elsewhere,
    stitchesAt: groupBy(group.stitches, (stitch) => stitch.at),
    stitchesAfter: groupBy(group.stitches, (stitch) => stitch.after),
    flat: flatHops(group.events),
  };
}

const spanOf = (trace: string | undefined, span: string): string => `${trace}\n${span}`;

/** The first event of a span of that trace. */
function eventOf(trace: string | undefined, span: string, { bySpan, elsewhere }: SpanIndex): Event | undefined {
  const first = bySpan.get(span);
  return first === undefined || first.trace_id === trace ? first : elsewhere.get(spanOf(trace, span));
}

function parentOf(event: Event, index: SpanIndex): Ancestor | undefined {
  const { parent_span_id: parentSpan } = event;
  if (parentSpan !== undefined && parentSpan !== event.span_id) {
    const parent = eventOf(event.trace_id, parentSpan, index) ?? index.bySpan.get(parentSpan);
    if (parent && parent !== event) return ancestor(parent, crossing(event, parent, index));
  }
  const restarted = overRestart(event, index);
  if (restarted) return restarted;
  const before = index.flat.before(event);
  return before && { event: before };
}

const ancestor = (event: Event, stitch: Stitch | undefined): Ancestor => (stitch ? { event, stitch } : { event });

/** The stitch an edge runs over, when its two ends carry different trace ids. */
function crossing(event: Event, parent: Event, { stitchesAt, stitchesAfter }: SpanIndex): Stitch | undefined {
  if (event.trace_id === parent.trace_id || event.trace_id === undefined || parent.trace_id === undefined) return;
  return (
    stitchesAt.get(event)?.[0] ?? stitchesAfter.get(event.trace_id)?.[0] ?? stitchesAfter.get(parent.trace_id)?.[0]
  );
}

/** A root whose trace was restarted goes on where the evidence points. */
function overRestart(event: Event, index: SpanIndex): Ancestor | undefined {
  const { stitchesAt, stitchesAfter, flat } = index;
  if (stitchesAt.size === 0) return undefined;
  const own = stitchesAt.get(event) ?? [];
  const asRoot =
    event.parent_span_id === undefined && event.trace_id !== undefined ? (stitchesAfter.get(event.trace_id) ?? []) : [];
  for (const stitch of [...own, ...asRoot]) {
    if (stitch.how === 'same-call' || stitch.before === event.trace_id) continue;
    const named = stitch.span_id === undefined ? undefined : eventOf(stitch.before, stitch.span_id, index);
    const target = named ?? flat.lastHop(stitch.before, event);
    if (target && target !== event) return { event: target, stitch };
  }
  return undefined;
}

/** Where every step up leads to an earlier event, no way leads back to where it began. */
function isBefore(a: Event, b: Event): boolean {
  return (compareTimes(a.start, b.start) || a.step - b.step) < 0;
}

/** Every event has one parent, so each cycle is a ring: cut it at its first event in the given order. */
function cutCycles(events: readonly Event[], parents: EventTable<Event>, faults: TraceFault[]): void {
  const visitedBy = eventTable<Event>(events);
  for (const start of events) {
    let event: Event | undefined = start;
    while (event && visitedBy.get(event) === undefined) {
      visitedBy.set(event, start);
      event = parents.get(event);
    }
    if (!event || visitedBy.get(event) !== start) continue;
    faults.push({
      kind: 'cycle',
      at: event,
      detail: `span ${event.span_id ?? event.component} is among its own ancestors`,
    });
    parents.set(event, undefined);
  }
}

function noteOrphan(event: Event, missing: Set<string>, faults: TraceFault[]): void {
  const key = `${event.trace_id} ${event.parent_span_id}`;
  if (missing.has(key)) return;
  missing.add(key);
  faults.push({ kind: 'orphan', at: event, detail: `parent span ${event.parent_span_id} is not in the input` });
}

function noteSkew(child: Event, parent: Event, faults: TraceFault[]): void {
  if (child.start === undefined || parent.start === undefined || child.start + clockToleranceNs >= parent.start) return;
  const seconds = Number((parent.start - child.start) / 1_000_000n) / 1000;
  faults.push({
    kind: 'clock-skew',
    at: child,
    detail: `starts ${seconds} s before ${parent.component}, which called it`,
  });
}
