// Required fields that no other finding explains: not lost at an edge, not the owner, not what a price lacks.
import type { AuditedCall } from '../../audited.ts';
import { absentFields, isDropped } from '../absent-fields.ts';
import { defineFinding } from '../define-finding.ts';
import { isUnpriced } from '../facts.ts';

export const contractFieldMissing = defineFinding({
  code: 'contract/field-missing',
  severity: 'warning',
  title: 'Billed call without a required field',
  why: 'The contract wants the field on the call itself; without it the call cannot be charged back, even if its owner is known.',
  fix: 'Carry the field from where it is known down to the call, or set it where the path begins; `attrib-audit explain` shows which.',
  about: 'missing',
  check: (audited) => absentFields(audited, 'missing', isToldElsewhere),
});

function isToldElsewhere(field: string, one: AuditedCall): boolean {
  switch (field) {
    case 'owner_team':
      return !one.call.envelope.owner_team || isDropped(field, one);
    case 'usage':
      return isUnpriced(one, 'no usage') || isUnpriced(one, 'bad count');
    case 'model':
      return isUnpriced(one, 'no model');
    case 'provider':
      return isUnpriced(one, 'no seller');
    default:
      return isDropped(field, one);
  }
}
