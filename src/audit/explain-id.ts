// The traces that an id names, explained. Of events that no name begins with, no trace is built.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { FoundCall, TraceFacts } from '../model/trace.ts';
import { eachOpenTrace, type WholeInput } from '../trace/build-traces.ts';
import { timeKey } from '../trace/event-order.ts';
import type { HeldCall } from '../trace/held-call.ts';
import type { OpenTrace } from '../trace/open-trace.ts';
import { inShares } from './audit-traces.ts';
import { explainTrace } from './explain.ts';
import type { AuditSettings } from './settings.ts';

export interface KeyedExplanation {
  /** Explanations are in the order of their keys. */
  readonly key: string;
  readonly explanation: Explanation;
}

/** By trace id, request id, provider request id, span id or call key. `events` and `whole`: as `eachOpenTrace` takes them. */
export function* explainId(
  events: readonly Event[],
  id: string,
  settings: AuditSettings,
  whole?: WholeInput,
): Iterable<KeyedExplanation> {
  const mayBeNamed = (some: readonly Event[]): boolean => some.some(mayNameBy(id));
  if (!mayBeNamed(events)) return;
  for (const open of eachOpenTrace(events, whole, mayBeNamed)) {
    if (!namesTrace(open, id)) continue;
    const isAskedFor = ({ key, sightings }: FoundCall): boolean => key === id || sightings.some(isNamedBy(id));
    yield { key: keyOf(open.facts), explanation: explainTrace(inShares(open, settings), id, isAskedFor) };
  }
}

/** Calls of which an id is not their own, and no trace id, have one name. */
function keyOf({ id, events: [first] }: TraceFacts): string {
  const place = first ? [first.place.source, String(first.place.line).padStart(12, '0')] : [];
  return [id, timeKey(first?.start), ...place].join('\n');
}

/** Ids are matched as written and as normalised (hex ids without dashes, in lower case). */
export function namesTrace({ facts, calls, free_calls: free, keyOf: keyOfCall }: OpenTrace, id: string): boolean {
  const plain = asNormalised(id);
  const hasKey = (call: HeldCall): boolean => keyOfCall(call) === id;
  return (
    facts.id === id ||
    facts.trace_ids.some((one) => one === id || one === plain) ||
    facts.events.some(isNamedBy(id)) ||
    calls.some(hasKey) ||
    free.some(hasKey)
  );
}

function isNamedBy(id: string): (event: Event) => boolean {
  const plain = asNormalised(id);
  return ({ request_id: request, provider_request_id: provider, span_id: span }) =>
    request === id || provider === id || span === id || span === plain;
}

/** Every name of a trace begins with an id of one of its events, or with its place; `?` stands for no trace id. */
function mayNameBy(id: string): (event: Event) => boolean {
  const plain = asNormalised(id);
  const begins = (start: string | undefined): boolean => start !== undefined && id.startsWith(start);
  return ({ trace_id: trace, span_id: span, request_id: request, provider_request_id: provider, place }) =>
    begins(trace ?? '?') ||
    begins(span) ||
    begins(request) ||
    begins(provider) ||
    trace === plain ||
    span === plain ||
    begins(`${place.source}:${place.line}`);
}

const asNormalised = (id: string): string => id.replaceAll('-', '').toLowerCase();
