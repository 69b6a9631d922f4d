// A record whose columns and labels disagree. Its own column was taken, so the call still has one owner.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const contractSeveralOwnersOnRecord = defineFinding({
  code: 'contract/several-owners-on-record',
  severity: 'warning',
  about: 'note several-owners',
  title: 'One record names several owners',
  why: "The key says one team and the caller another; the record's own column was taken.",
  fix: "Make the caller's label and the key's team agree, or move the caller to a key of its own.",
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'several-owners')) {
      const message = `the record names ${note.values.join(' and ')}`;
      const evidence = { owners: note.values.join(', ') };
      yield eventOccurrence(event, message, evidence, noticed.spend.on(event));
    }
  },
});
