// Logs of the same call, each with an owner of its own. One occurrence a call, however many logs.
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractConflictingOwners = defineFinding({
  code: 'contract/conflicting-owners',
  severity: 'error',
  about: 'losses',
  title: 'Logs of one call name different owners',
  why: 'The evidence contradicts itself, so neither team can be charged.',
  fix: 'Decide which component is right and stop the other from setting or overriding the field.',
  *check({ calls }) {
    for (const one of calls) {
      const owner = one.call.envelope.owner_team;
      if (!owner || owner.rivals.length === 0) continue;
      const said = [owner, ...owner.rivals].map(({ value, from }) => ({ value, component: from.component }));
      yield occurrence(one, said.map(({ value, component }) => `${component} says ${value}`).join(', '), {
        owner: owner.value,
        rival: [...new Set(owner.rivals.map(({ value }) => value))].join(', '),
        components: said.map(({ component }) => component).join(', '),
      });
    }
  },
});
