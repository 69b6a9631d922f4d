// Several records of one streamed call.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceStreamingPartial = defineFinding({
  code: 'trace/streaming-partial',
  severity: 'note',
  title: 'Several records of one streamed call',
  why: 'Only the last one holds the whole usage; the others were set aside.',
  fix: 'Nothing, if the last record is complete.',
  *check({ exclusions }) {
    for (const { reason, event, usd } of exclusions) {
      if (reason === 'streaming partial')
        yield {
          ...eventOccurrence(event, `${event.component} logged an earlier part of this call`, {
            component: event.component,
          }),
          at_stake: usd,
        };
    }
  },
});
