// An owner the contract refuses owns nothing, wherever on the path it was set.
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractOwnerInvalid = defineFinding({
  code: 'contract/owner-invalid',
  severity: 'error',
  title: 'Owner with a value the contract refuses',
  why: 'A placeholder looks like a team in every table and is none: the spend is unattributed.',
  fix: 'Correct owner_team at the component that sets it, and let its start fail when the team is not configured.',
  about: 'invalid',
  *check({ calls }) {
    for (const one of calls) {
      const owner = one.call.envelope.owner_team;
      const fault = one.contract.invalid.find(({ field }) => field === 'owner_team');
      if (!owner || !fault) continue;
      const { component } = owner.from;
      yield occurrence(one, `owner_team ${owner.value}, set by ${component}, ${fault.why}`, {
        component,
        value: owner.value,
        why: fault.why,
      });
    }
  },
});
