// Logs of one call name different owners.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractConflictingOwners = defineFinding({
  code: 'contract/conflicting-owners',
  severity: 'error',
  title: 'Logs of one call name different owners',
  why: 'The evidence contradicts itself, so neither team can be charged.',
  fix: 'Decide which component is right and stop the other from setting or overriding the field.',
  *check({ calls }) {
    for (const one of calls) {
      const owner = one.call.envelope.owner_team;
      for (const rival of owner?.rivals ?? []) {
        yield occurrence(
          one,
          `${owner?.from.component} says ${owner?.value}, ${rival.from.component} says ${rival.value}`,
          { owner: owner?.value ?? '', rival: rival.value },
        );
      }
    }
  },
});
