// A count that is no count.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const priceBadCount = defineFinding({
  code: 'price/bad-count',
  severity: 'warning',
  title: 'A count that is no count',
  why: 'Negative, fractional or not a number: it was left out.',
  fix: 'Correct the producer.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'bad-count')
          yield eventOccurrence(event, `${note.field} is ${note.value}`, { field: note.field, value: note.value });
      }
    }
  },
});
