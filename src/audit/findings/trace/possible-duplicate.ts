// Two records look like one call.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendBelow } from '../occurrence.ts';

export const tracePossibleDuplicate = defineFinding({
  code: 'trace/possible-duplicate',
  severity: 'warning',
  title: 'Two records look like one call',
  why: 'Same trace, model and tokens in two logs, but no id in common: both were counted.',
  fix: "Log the provider's request id in both places, so that they can be joined.",
  *check({ trace, calls }) {
    for (const { kind, at, detail } of trace.faults) {
      if (kind === 'possible-duplicate')
        yield { ...eventOccurrence(at, detail, { component: at.component }), at_stake: spendBelow(calls, at) };
    }
  },
});
