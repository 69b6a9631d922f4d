// Ownership that is there and cannot be read. Quiet where another log of the call names the owner.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { occurrence } from '../occurrence.ts';

export const contractOwnerEncrypted = defineFinding({
  code: 'contract/owner-encrypted',
  severity: 'error',
  title: 'Ownership is encrypted in the log',
  why: 'The log may well name the owner, but nobody can read it here: the spend stays unattributed.',
  fix: 'Decrypt the records before the audit, or add a log that has the ownership in the open.',
  *check(audited) {
    for (const { event, note } of notesOf(audited, 'encrypted')) {
      const one = audited.calls.find(
        ({ call, cause }) => cause === 'encrypted-owner' && call.sightings.includes(event),
      );
      const { component } = event;
      const { member } = note;
      if (one) yield occurrence(one, `${member} of ${component} is encrypted`, { component, member });
    }
  },
});
