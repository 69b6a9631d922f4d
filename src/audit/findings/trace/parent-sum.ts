// A span repeats the usage of the calls below it.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceParentSum = defineFinding({
  code: 'trace/parent-sum',
  severity: 'note',
  title: 'A span repeats the usage of the calls below it',
  why: 'Adding it up would count the tokens twice.',
  fix: 'Nothing here; check that other reports leave agent and workflow spans out.',
  *check({ exclusions }) {
    for (const { reason, event, usd } of exclusions) {
      if (reason === 'parent sum')
        yield {
          ...eventOccurrence(event, `${event.operation ?? event.component} repeats the usage of its calls`, {
            component: event.component,
          }),
          at_stake: usd,
        };
    }
  },
});
