// Field with a value the contract refuses.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractFieldInvalid = defineFinding({
  code: 'contract/field-invalid',
  severity: 'warning',
  title: 'Field with a value the contract refuses',
  why: 'A placeholder or malformed value looks like an owner in every table and is none.',
  fix: 'Correct the value at the component that sets it.',
  *check({ calls }) {
    for (const one of calls) {
      for (const { field, why } of one.contract.invalid) yield occurrence(one, `${field} ${why}`, { field, why });
    }
  },
});
