// One record names several owners.

import { defineFinding } from '../define-finding.ts';
import { eventOccurrence } from '../occurrence.ts';

export const contractSeveralOwnersOnRecord = defineFinding({
  code: 'contract/several-owners-on-record',
  severity: 'warning',
  title: 'One record names several owners',
  why: "The key says one team and the caller another; the record's own column was taken.",
  fix: "Make the caller's label and the key's team agree, or move the caller to a key of its own.",
  *check({ trace: { events } }) {
    for (const event of events) {
      for (const note of event.notes) {
        if (note.kind === 'several-owners')
          yield eventOccurrence(event, `the record names ${note.values.join(' and ')}`, {
            owners: note.values.join(', '),
          });
      }
    }
  },
});
