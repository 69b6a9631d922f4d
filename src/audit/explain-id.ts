// The traces that an id names, explained. Of events that no name begins with, no trace is built.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Trace } from '../model/trace.ts';
import { eachOpenTrace, type WholeInput } from '../trace/build-traces.ts';
import { timeKey } from '../trace/event-order.ts';
import { madeTrace } from '../trace/open-trace.ts';
import { auditTrace } from './audit-trace.ts';
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
    const trace = madeTrace(open);
    if (namesTrace(trace, id)) yield { key: keyOf(trace), explanation: explainTrace(auditTrace(trace, settings), id) };
  }
}

/** Calls of which an id is not their own, and no trace id, have one name. */
function keyOf({ id, events: [first] }: Trace): string {
  const place = first ? [first.place.source, String(first.place.line).padStart(12, '0')] : [];
  return [id, timeKey(first?.start), ...place].join('\n');
}

/** Ids are matched as written and as normalised (hex ids without dashes, in lower case). */
export function namesTrace(trace: Trace, id: string): boolean {
  const plain = asNormalised(id);
  return (
    trace.id === id ||
    trace.trace_ids.some((one) => one === id || one === plain) ||
    [...trace.calls, ...trace.free_calls].some((call) => call.key === id) ||
    trace.events.some(
      (event) => [event.request_id, event.provider_request_id, event.span_id].includes(id) || event.span_id === plain,
    )
  );
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
