// Only a session or conversation id on the call.

import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractSessionIsNoOwner = defineFinding({
  code: 'contract/session-is-no-owner',
  severity: 'error',
  title: 'Only a session or conversation id on the call',
  why: 'A conversation crosses teams and tenants: it groups a chat and says nothing about who pays.',
  fix: 'Carry owner_team beside the session id.',
  *check({ calls }) {
    for (const one of calls) {
      if (one.cause === 'session-only')
        yield occurrence(one, 'call has a session id but no owner_team and no trace id', {});
    }
  },
});
