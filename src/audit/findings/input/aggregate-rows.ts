// Rows that sum requests are set aside: what they would have added is at stake.
import { defineFinding } from '../define-finding.ts';
import { exclusionsOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const inputAggregateRows = defineFinding({
  code: 'input/aggregate-rows',
  severity: 'note',
  about: 'excluded aggregate row',
  title: 'Rows that sum several requests',
  why: 'A sum has no single owner, trace or context size: it feeds reconcile and estimate, never coverage.',
  fix: 'Export call-level rows for the audit (LiteLLM: `summarize=false`).',
  *checkTrace(noticed) {
    for (const { event, usd } of exclusionsOf(noticed, 'aggregate row')) {
      const { component, requests } = event;
      const many = requests === undefined ? 'several' : String(requests);
      yield eventOccurrence(event, `${component} row sums ${many} requests`, { component, requests: many }, usd);
    }
  },
});
