// An id in another spelling.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceIdReshaped = defineFinding({
  code: 'trace/id-reshaped',
  severity: 'note',
  title: 'An id in another spelling',
  why: 'Upper case, dashes or base64: the same id as elsewhere, but an exact comparison misses it. It was made one spelling here.',
  fix: 'Log trace and span ids as lower-case hexadecimal.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'reshaped-id')
          yield eventOccurrence(event, `${note.field} is written with another ${note.change}`, {
            field: note.field,
            change: note.change,
          });
      }
    }
  },
});
