// Ownership that is there and cannot be read. Quiet where another log of the call names the owner.
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractOwnerEncrypted = defineFinding({
  code: 'contract/owner-encrypted',
  severity: 'error',
  title: 'Ownership is encrypted in the log',
  why: 'The log may well name the owner, but nobody can read it here: the spend stays unattributed.',
  fix: 'Decrypt the records before the audit, or add a log that has the ownership in the open.',
  about: 'losses',
  *check({ calls }) {
    for (const one of calls) {
      if (one.cause !== 'encrypted-owner') continue;
      for (const { component, notes } of one.call.sightings) {
        const note = notes.find(({ kind }) => kind === 'encrypted');
        if (note?.kind !== 'encrypted') continue;
        const { member } = note;
        yield occurrence(one, `${member} of ${component} is encrypted`, { component, member });
        break;
      }
    }
  },
});
