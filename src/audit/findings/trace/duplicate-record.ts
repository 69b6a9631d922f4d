// The same record twice.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceDuplicateRecord = defineFinding({
  code: 'trace/duplicate-record',
  severity: 'warning',
  title: 'The same record twice',
  why: 'Counted once here; a pipeline that adds up rows counts it twice.',
  fix: 'Remove the copy, or check why the exporter sent it again.',
  *check({ exclusions }) {
    for (const { reason, event, usd } of exclusions) {
      if (reason === 'duplicate')
        yield {
          ...eventOccurrence(event, `${event.component} logged this call before`, { component: event.component }),
          at_stake: usd,
        };
    }
  },
});
