// A session id stands in for the trace id.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendOf } from '../occurrence.ts';

export const traceSessionAsTraceId = defineFinding({
  code: 'trace/session-as-trace-id',
  severity: 'note',
  title: 'A session id stands in for the trace id',
  why: 'It joined only because another log uses the same text as its trace id.',
  fix: 'Log the trace id in its own field.',
  *check({ trace, calls }) {
    for (const { how, from, to, before, after, at } of trace.restarts) {
      if (how !== 'session-id') continue;
      yield {
        ...eventOccurrence(at, `${to} has no trace id; its session id ${before} is one elsewhere`, {
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
