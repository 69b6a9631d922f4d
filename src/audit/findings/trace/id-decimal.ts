// A trace or span id in decimal.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const traceIdDecimal = defineFinding({
  code: 'trace/id-decimal',
  severity: 'note',
  title: 'A trace or span id in decimal',
  why: 'Other systems write the same id in hexadecimal and will not find it.',
  fix: 'Log ids in hexadecimal.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'decimal-id')
          yield eventOccurrence(event, `${note.field} is ${note.value}`, { field: note.field, value: note.value });
      }
    }
  },
});
