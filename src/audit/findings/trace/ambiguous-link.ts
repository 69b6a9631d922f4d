// A batch links to requests of different owners.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendBelow } from '../occurrence.ts';

export const traceAmbiguousLink = defineFinding({
  code: 'trace/ambiguous-link',
  severity: 'warning',
  title: 'A batch links to requests of different owners',
  why: 'One call serves several owners; nothing says how to split it.',
  fix: 'Split the batch by owner, or name the owner on the call itself.',
  *check({ trace, calls }) {
    for (const { kind, at, detail } of trace.faults) {
      if (kind === 'ambiguous-link')
        yield { ...eventOccurrence(at, detail, { component: at.component }), at_stake: spendBelow(calls, at) };
    }
  },
});
