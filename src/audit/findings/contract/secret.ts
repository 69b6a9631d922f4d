// What screening masked as a secret, at every record that holds it. What the key can spend is not in the logs.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const contractSecret = defineFinding({
  code: 'contract/secret',
  severity: 'error',
  about: 'note secret',
  title: 'A secret in a logged field',
  why: 'Whoever can read the log can spend on this key.',
  fix: 'Revoke the key, then log its id or hash. The value is masked in every output.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'secret')) {
      const { field, what, masked } = note;
      yield eventOccurrence(event, `${field} holds a secret (${what}): ${masked}`, { field, what, masked });
    }
  },
});
