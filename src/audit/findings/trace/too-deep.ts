// A chain of parents without end.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendBelow } from '../occurrence.ts';

export const traceTooDeep = defineFinding({
  code: 'trace/too-deep',
  severity: 'warning',
  title: 'A chain of parents without end',
  why: 'Real requests pass tens of spans; this chain was followed only part of the way.',
  fix: 'Check how the component sets parent span ids.',
  *check({ trace, calls }) {
    for (const { kind, at, detail } of trace.faults) {
      if (kind === 'too-deep')
        yield { ...eventOccurrence(at, detail, { component: at.component }), at_stake: spendBelow(calls, at) };
    }
  },
});
