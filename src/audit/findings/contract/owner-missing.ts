// No owner on the call, on its path, or in any other log of it. Calls with a session id only, or an encrypted owner, are told apart.
import { type UnattributedCause, unattributedCauses } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractOwnerMissing = defineFinding({
  code: 'contract/owner-missing',
  severity: 'error',
  title: 'Billed call without an owner',
  why: 'Nobody can be shown or charged this spend; it stays in the unattributed remainder.',
  fix: 'Set owner_team where the root span starts, or stamp it at the gateway from the virtual key.',
  about: 'losses',
  *check({ calls }) {
    for (const one of calls) {
      if (one.call.envelope.owner_team || !one.cause || toldElsewhere.has(one.cause)) continue;
      const { component } = one.call.sightings[0];
      yield occurrence(one, `${component} call without owner_team: ${lowerFirst(unattributedCauses[one.cause])}`, {
        component,
        cause: one.cause,
      });
    }
  },
});

const toldElsewhere: ReadonlySet<UnattributedCause> = new Set([
  'session-only',
  'encrypted-owner',
  'equal-rules',
] as const);

const lowerFirst = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
