// Values the contract refuses, but for the owner and for what screening already named as personal data or a secret.
import type { AuditedCall } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { hasNote } from '../facts.ts';
import { occurrence } from '../occurrence.ts';

export const contractFieldInvalid = defineFinding({
  code: 'contract/field-invalid',
  severity: 'warning',
  title: 'Field with a value the contract refuses',
  why: 'A placeholder or malformed value looks like an answer in every table and is none.',
  fix: 'Correct the value at the component that sets it.',
  about: 'invalid',
  *check({ calls }) {
    for (const one of calls) {
      const faults = one.contract.invalid.filter(({ field }) => field !== 'owner_team' && !isScreened(field, one));
      if (faults.length === 0) continue;
      yield occurrence(one, faults.map(({ field, why }) => `${field} ${why}`).join('; '), {
        field: faults.map(({ field }) => field).join(', '),
        why: faults.map(({ why }) => why).join('; '),
      });
    }
  },
});

function isScreened(field: string, { call }: AuditedCall): boolean {
  const events = call.path.flatMap((hop) => hop.events);
  return events.some((event) => hasNote(event, 'personal-data', field) || hasNote(event, 'secret', field));
}
