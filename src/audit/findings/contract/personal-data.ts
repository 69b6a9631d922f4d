// Personal data in the ownership envelope.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const contractPersonalData = defineFinding({
  code: 'contract/personal-data',
  severity: 'error',
  title: 'Personal data in the ownership envelope',
  why: 'Costs must be told per tenant or user without naming a person; logs with names and addresses may not be kept.',
  fix: 'Send a salted hash instead of the address, number or name. The value is masked in every output.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'personal-data')
          yield eventOccurrence(event, `${note.field} holds a raw ${note.what}: ${note.masked}`, {
            field: note.field,
            what: note.what,
            masked: note.masked,
          });
      }
    }
  },
});
