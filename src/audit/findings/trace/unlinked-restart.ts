// A trace begins in the middle of the path.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendBelow } from '../occurrence.ts';

export const traceUnlinkedRestart = defineFinding({
  code: 'trace/unlinked-restart',
  severity: 'warning',
  title: 'A trace begins in the middle of the path',
  why: 'A queue or worker starts the trace and nothing in the input says which request caused it, so no owner can come from there.',
  fix: 'Put traceparent into the message, or link the consumer span to the producer.',
  *check({ trace, calls }) {
    for (const { kind, at, detail } of trace.faults) {
      if (kind === 'unstitched-restart')
        yield { ...eventOccurrence(at, detail, { component: at.component }), at_stake: spendBelow(calls, at) };
    }
  },
});
