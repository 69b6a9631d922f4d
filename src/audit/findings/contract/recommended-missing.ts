// Call without a recommended field.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractRecommendedMissing = defineFinding({
  code: 'contract/recommended-missing',
  severity: 'note',
  title: 'Call without a recommended field',
  why: 'The call can be charged, but not split or dated as finely as the contract recommends.',
  fix: 'Add the field to the envelope the callers send.',
  *check({ calls }) {
    for (const one of calls) {
      for (const field of one.contract.not_recommended) yield occurrence(one, `${field} is not on the call`, { field });
    }
  },
});
