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
  const logs = new Map<number, string>();
  for (const { event, ids, tokens } of calls) {
    for (const id of new Set([ids.request_id, ids.provider_request_id])) {
      if (id !== undefined && requests.has(id)) return false;
      if (id !== undefined) requests.add(id);
    }
    const log = logOf(event);
    if ((logs.get(tokens) ?? log) !== log) return false;
    logs.set(tokens, log);
  }
  return true;
}
