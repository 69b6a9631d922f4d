// Rows that sum several requests.
import { defineFinding } from '../define-finding.ts';

export const inputAggregateRows = defineFinding({
  code: 'input/aggregate-rows',
  severity: 'note',
  title: 'Rows that sum several requests',
  why: 'A sum has no single owner, trace or context size: it feeds reconcile and estimate, never coverage.',
  fix: 'Export call-level rows for the audit (LiteLLM: `summarize=false`).',
  *check({ exclusions }) {
    for (const { reason, event, usd } of exclusions) {
      if (reason === 'aggregate row')
        yield {
          message: `${event.component} row sums ${event.requests ?? 'several'} requests`,
          where: event.place,
          at_stake: usd,
          evidence: { component: event.component, requests: String(event.requests ?? '') },
        };
    }
  },
});
