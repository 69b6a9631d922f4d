// Texts by which loggers write "nothing" into an id: zeros, None, null. Taken as absent.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceIdNullLike = defineFinding({
  code: 'trace/id-null-like',
  severity: 'note',
  about: 'note null-like-id',
  title: 'An id that says nothing',
  why: 'All zeros, "None" or "null" written as an id; it was taken as absent and joins nothing.',
  fix: 'Leave the field out when there is no id.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'null-like-id')) {
      const { field, value } = note;
      yield eventOccurrence(event, `${field} is ${JSON.stringify(value)}`, { field, value });
    }
  },
});
