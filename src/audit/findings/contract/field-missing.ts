// Billed call without a required field.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractFieldMissing = defineFinding({
  code: 'contract/field-missing',
  severity: 'warning',
  title: 'Billed call without a required field',
  why: 'The contract wants the field on the call itself; without it the call cannot be charged back, even if its owner is known.',
  fix: 'Carry the field from where it is known down to the call, or set it where the path begins; `attrib-audit explain` shows which.',
  *check({ calls }) {
    for (const one of calls) {
      for (const field of one.contract.missing) {
        if (field === 'owner_team' && !one.call.envelope.owner_team) continue; // said by contract/owner-missing
        const known = Object.hasOwn(one.call.envelope, field) ? ' (known from another hop)' : '';
        yield occurrence(one, `${field} is not on the call${known}`, { field });
      }
    }
  },
});
