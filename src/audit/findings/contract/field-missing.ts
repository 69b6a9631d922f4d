// Required fields that no other finding explains: not lost at an edge, not the owner, not what a price lacks.
import type { AuditedCall } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { isUnpriced } from '../facts.ts';
import { occurrence } from '../occurrence.ts';

export const contractFieldMissing = defineFinding({
  code: 'contract/field-missing',
  severity: 'warning',
  title: 'Billed call without a required field',
  why: 'The contract wants the field on the call itself; without it the call cannot be charged back, even if its owner is known.',
  fix: 'Carry the field from where it is known down to the call, or set it where the path begins; `attrib-audit explain` shows which.',
  about: 'missing',
  *check({ calls }) {
    for (const one of calls) {
      const field = one.contract.missing.filter((name) => !isToldElsewhere(name, one)).join(', ');
      if (field !== '') yield occurrence(one, `not on the call: ${field}`, { field });
    }
  },
});

function isToldElsewhere(field: string, one: AuditedCall): boolean {
  const { envelope, breaks } = one.call;
  switch (field) {
    case 'owner_team':
      return !envelope.owner_team || isDropped(field);
    case 'usage':
      return isUnpriced(one, 'no usage');
    case 'model':
      return isUnpriced(one, 'no model');
    case 'provider':
      return isUnpriced(one, 'no seller');
    default:
      return isDropped(field);
  }
  function isDropped(name: string): boolean {
    return breaks.some((broken) => broken.field === name && broken.kind === 'dropped');
  }
}
