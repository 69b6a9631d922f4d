// Spans are their own ancestors.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendBelow } from '../occurrence.ts';

export const traceCycle = defineFinding({
  code: 'trace/cycle',
  severity: 'warning',
  title: 'Spans are their own ancestors',
  why: 'The ids are wrong, so no path can be trusted; the ring was cut at one span.',
  fix: 'Check how the component generates and forwards span ids.',
  *check({ trace, calls }) {
    for (const { kind, at, detail } of trace.faults) {
      if (kind === 'cycle')
        yield { ...eventOccurrence(at, detail, { component: at.component }), at_stake: spendBelow(calls, at) };
    }
  },
});
