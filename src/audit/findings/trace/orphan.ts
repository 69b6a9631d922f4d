// Parent span is not in the input.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendBelow } from '../occurrence.ts';

export const traceOrphan = defineFinding({
  code: 'trace/orphan',
  severity: 'warning',
  title: 'Parent span is not in the input',
  why: 'The way up ends here: what the caller knew about the owner cannot be seen.',
  fix: 'Add the log of the component above, or check sampling and exporter drops there.',
  *check({ trace, calls }) {
    for (const { kind, at, detail } of trace.faults) {
      if (kind === 'orphan')
        yield { ...eventOccurrence(at, detail, { component: at.component }), at_stake: spendBelow(calls, at) };
    }
  },
});
