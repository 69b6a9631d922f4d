// What screening masked as personal data, at every record that holds it. The spend is not in doubt, so none is at stake.
import { defineFinding } from '../define-finding.ts';
import { notesOf } from '../facts.ts';
import { eventOccurrence } from '../occurrence.ts';

export const contractPersonalData = defineFinding({
  code: 'contract/personal-data',
  severity: 'error',
  about: 'note personal-data',
  title: 'Personal data in the ownership envelope',
  why: 'Costs must be told per tenant or user without naming a person; logs with names and addresses may not be kept.',
  fix: 'Send a salted hash instead of the address, number or name. The value is masked in every output.',
  *checkTrace(noticed) {
    for (const { event, note } of notesOf(noticed, 'personal-data')) {
      const { field, what, masked } = note;
      yield eventOccurrence(event, `${field} holds a raw ${what}: ${masked}`, { field, what, masked });
    }
  },
});
