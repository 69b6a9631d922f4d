// Recommended fields that no other finding explains: not lost at an edge, and not a time whose lack the price tells.
import type { AuditedCall } from '../../audited.ts';
import { absentFields, isDropped } from '../absent-fields.ts';
import { defineFinding } from '../define-finding.ts';

export const contractRecommendedMissing = defineFinding({
  code: 'contract/recommended-missing',
  severity: 'note',
  title: 'Call without a recommended field',
  why: 'The call can be charged, but not split as finely as the contract recommends.',
  fix: 'Add the field to the envelope the callers send.',
  about: 'unheeded',
  check: (audited) => absentFields(audited, 'not_recommended', isToldElsewhere),
});

function isToldElsewhere(field: string, one: AuditedCall): boolean {
  return field === 'start' ? one.price.kind !== 'unpriced' && one.price.undated : isDropped(field, one);
}
