// A span starts before the one that called it.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence, spendBelow } from '../occurrence.ts';

export const traceClockSkew = defineFinding({
  code: 'trace/clock-skew',
  severity: 'note',
  title: 'A span starts before the one that called it',
  why: 'Clocks disagree by more than a second; order by time is unreliable here, order by parent id was used.',
  fix: 'Synchronise the clocks of the two hosts.',
  *check({ trace, calls }) {
    for (const { kind, at, detail } of trace.faults) {
      if (kind === 'clock-skew')
        yield { ...eventOccurrence(at, detail, { component: at.component }), at_stake: spendBelow(calls, at) };
    }
  },
});
