// A secret in a logged field.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const contractSecret = defineFinding({
  code: 'contract/secret',
  severity: 'error',
  title: 'A secret in a logged field',
  why: 'Whoever can read the log can spend on this key.',
  fix: 'Revoke the key, then log its id or hash. The value is masked in every output.',
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'secret')
          yield eventOccurrence(event, `${note.field} holds ${note.what}: ${note.masked}`, {
            field: note.field,
            what: note.what,
            masked: note.masked,
          });
      }
    }
  },
});
