// The one kind of ownerless call that looks owned in chat tools: a conversation is not a payer.
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractSessionIsNoOwner = defineFinding({
  code: 'contract/session-is-no-owner',
  severity: 'error',
  title: 'Only a session or conversation id on the call',
  why: 'A conversation crosses teams and tenants: it groups a chat and says nothing about who pays.',
  fix: 'Carry owner_team beside the session id.',
  about: 'losses',
  *check({ calls }) {
    for (const one of calls) {
      if (one.cause !== 'session-only') continue;
      const event = one.call.sightings.find(({ session_id: id, conversation_id: other }) => id ?? other);
      const kind = event?.session_id === undefined ? 'conversation_id' : 'session_id';
      const id = event?.[kind] ?? '';
      yield occurrence(one, `${kind} ${id} without owner_team and trace_id`, { kind, id });
    }
  },
});
