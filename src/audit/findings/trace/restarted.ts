// The trace id changes on the way.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendOf } from '../occurrence.ts';

export const traceRestarted = defineFinding({
  code: 'trace/restarted',
  severity: 'warning',
  title: 'The trace id changes on the way',
  why: 'Tools that follow one trace id lose the request here; it was reconnected by other evidence, which may be missing next time.',
  fix: 'Continue the incoming trace (traceparent) in the queue message, retry or batch instead of starting a new one.',
  *check({ trace, calls }) {
    for (const { how, from, to, before, after, at } of trace.restarts) {
      if (how === 'truncated-id' || how === 'session-id') continue;
      yield {
        ...eventOccurrence(at, `${from} -> ${to} starts a new trace; reconnected by ${how.replaceAll('-', ' ')}`, {
          how,
          from,
          to,
          before,
          after,
        }),
        at_stake: spendOf(calls),
      };
    }
  },
});
