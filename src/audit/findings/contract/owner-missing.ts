// Billed call without an owner.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractOwnerMissing = defineFinding({
  code: 'contract/owner-missing',
  severity: 'error',
  title: 'Billed call without an owner',
  why: 'Nobody can be shown or charged this spend; it stays in the unattributed remainder.',
  fix: 'Set owner_team where the root span starts, or stamp it at the gateway from the virtual key.',
  *check({ calls }) {
    for (const one of calls) {
      if (!one.call.envelope.owner_team)
        yield occurrence(one, 'call carries no owner_team', { cause: one.cause ?? '' });
    }
  },
});
