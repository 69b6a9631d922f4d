// A time that could not be read.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceBadTime = defineFinding({
  code: 'price/bad-time',
  severity: 'warning',
  title: 'A time that could not be read',
  why: 'The call is treated as undated.',
  fix: 'Write ISO 8601 or an epoch number in a known unit.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'bad-time')
          yield eventOccurrence(event, `${note.field} is ${note.value}`, { field: note.field, value: note.value });
      }
    }
  },
});
