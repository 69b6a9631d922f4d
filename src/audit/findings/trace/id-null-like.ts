// An id that says nothing.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceIdNullLike = defineFinding({
  code: 'trace/id-null-like',
  severity: 'note',
  title: 'An id that says nothing',
  why: 'All zeros, "None" or "null" written as an id; it was taken as absent and joins nothing.',
  fix: 'Leave the field out when there is no id.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'null-like-id')
          yield eventOccurrence(event, `${note.field} is ${JSON.stringify(note.value)}`, {
            field: note.field,
            value: note.value,
          });
      }
    }
  },
});
