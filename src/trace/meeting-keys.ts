// By which ids two records may come into one trace. Whoever audits an input in parts keeps together what meets here; the rules that then join,
// or do not, stand in join-calls.ts and group-traces.ts. Too many meetings only make larger parts; one too few would lose a join.
import type { Event } from '../model/event.ts';
import { leavesForProvider } from './find-bypasses.ts';
import { hexOf } from './group-traces.ts';

/** One letter for each kind of id, so that equal texts of different kinds do not meet. */
export type KeyKind = 't' | 'h' | 'r' | 's' | 'a';

export interface Meetings {
  /** Records that hold one id stay together. */
  hold(kind: KeyKind, id: string): void;
  /** This record stays with those that hold the id, if there are any; others that seek it need not be near. */
  seek(kind: KeyKind, id: string): void;
}

/** What of an event it depends on. */
export type Meeting = Pick<
  Event,
  'trace_id' | 'span_id' | 'request_id' | 'provider_request_id' | 'session_id' | 'links' | 'retry_of'
> &
  Partial<Pick<Event, 'role' | 'place' | 'provider'>>;

export function meetingsOf(event: Meeting, { hold, seek }: Meetings): void {
  const { trace_id: trace, span_id: span, request_id: request, provider_request_id: provider } = event;
  if (trace === undefined) {
    if (span !== undefined) hold('s', span);
    const { session_id: session } = event;
    if (session !== undefined) {
      seek('t', session);
      if (session.includes('-') || session !== session.toLowerCase())
        seek('t', session.replaceAll('-', '').toLowerCase());
    }
  } else {
    hold('t', trace);
    if (trace.length === 16) hold('h', trace);
    if (trace.length === 32) {
      seek('h', trace.slice(16));
      seek('h', trace.slice(0, 16));
    }
    const hex = hexOf(trace);
    if (hex !== undefined) seek('t', hex);
    if (hex?.length === 16) hold('h', hex);
  }
  for (const link of event.links ?? []) seek('t', link.trace_id);
  if (request !== undefined) hold('r', request);
  if (provider !== undefined && provider !== request) hold('r', provider);
  if (event.retry_of !== undefined) seek('r', event.retry_of);
  // Whether a request went around the gateways is told by all such lines together.
  if (leavesForProvider(event)) hold('a', '');
}
