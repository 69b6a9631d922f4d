// Agent, chain and workflow spans that repeat the usage below them: context, not metering.
import { defineFinding } from '../define-finding.ts';
import { exclusionsOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceParentSum = defineFinding({
  code: 'trace/parent-sum',
  severity: 'note',
  about: 'excluded parent sum',
  title: 'A span repeats the usage of the calls below it',
  why: 'Adding it up would count the tokens twice.',
  fix: 'Leave agent and workflow spans out of every report that adds up usage.',
  *checkTrace(noticed) {
    for (const { event, usd } of exclusionsOf(noticed, 'parent sum')) {
      const { component, operation = component } = event;
      yield eventOccurrence(event, `${operation} repeats the usage of its calls`, { component, operation }, usd);
    }
  },
});
