// The calls of a line that is a trace.
import type { Event } from '../../model/event.ts';
import { logOf } from '../../trace/event-order.ts';
import type { Meeting } from '../../trace/meeting-keys.ts';

/** A call of a line: where its numbers begin, an event of its kind, its ids, and how many tokens it counts. */
export interface LineCall {
  readonly at: number;
  readonly event: Event;
  readonly ids: Meeting;
  readonly tokens: number;
}

/** Can no two of them be one call, or attempts of one request? Attempts share an id, for none has a span above it. */
export function areApart(calls: readonly LineCall[]): boolean {
  if (calls.length < 2) return true;
  const requests = new Set<string>();
  const byTokens = new Map<number, Event>();
  for (const { event, ids, tokens } of calls) {
    const { request_id: own, provider_request_id: given } = ids;
    if ((own !== undefined && requests.has(own)) || (given !== undefined && requests.has(given))) return false;
    if (own !== undefined) requests.add(own);
    if (given !== undefined) requests.add(given);
    const other = byTokens.get(tokens);
    if (other && logOf(other) !== logOf(event)) return false;
    byTokens.set(tokens, event);
  }
  return true;
}
