// By which ids two records may come into one trace. Whoever audits an input in parts keeps together what meets here; the rules that then join,
// or do not, stand in join-calls.ts and group-traces.ts. Too many meetings only make larger parts; one too few would lose a join.
import type { Event } from '../model/event.ts';
import { leavesForProvider } from './find-bypasses.ts';
import { asTraceId, hexOf } from './group-traces.ts';

/** One letter for each kind of id, so that equal texts of different kinds do not meet. */
export type KeyKind = 't' | 'h' | 'r' | 's' | 'a';

export interface Meetings {
  /** Records that hold one id stay together. */
  hold(kind: KeyKind, id: string): void;
  /** This record stays with those that hold the id, if there are any; others that seek it need not be near. */
  seek(kind: KeyKind, id: string): void;
}

/** What of an event it depends on. */
export type Meeting = {
  readonly [K in 'trace_id' | 'span_id' | 'request_id' | 'provider_request_id' | 'session_id']?: Event[K] | undefined;
} & Partial<Pick<Event, 'links' | 'retry_of' | 'role' | 'place' | 'provider'>>;

export function meetingsOf(event: Meeting, { hold, seek }: Meetings): void {
  holdingsOf(event, hold);
  seekingsOf(event, seek);
}

export function holdingsOf(event: Meeting, hold: Meetings['hold']): void {
  const { trace_id: trace, span_id: span, request_id: request, provider_request_id: provider } = event;
  if (trace === undefined) {
    if (span !== undefined) hold('s', span);
  } else {
    hold('t', trace);
    const half = trace.length === 16 ? trace : hexOf(trace);
    if (half?.length === 16) hold('h', half);
  }
  if (request !== undefined) hold('r', request);
  if (provider !== undefined && provider !== request) hold('r', provider);
  // Whether a request went around the gateways is told by all such lines together.
  if (leavesForProvider(event)) hold('a', '');
}

export function seekingsOf(event: Meeting, seek: Meetings['seek']): void {
  const { trace_id: trace, session_id: session, links, retry_of: first } = event;
  if (trace !== undefined) {
    if (trace.length === 32) {
      seek('h', trace.slice(16));
      seek('h', trace.slice(0, 16));
    }
    const hex = hexOf(trace);
    if (hex !== undefined) seek('t', hex);
  } else if (session !== undefined) {
    seek('t', session);
    const traceId = asTraceId(session);
    if (traceId !== session) seek('t', traceId);
  }
  for (const link of links ?? noLinks) seek('t', link.trace_id);
  if (first !== undefined) seek('r', first);
}

const noLinks: readonly never[] = Object.freeze([]);
