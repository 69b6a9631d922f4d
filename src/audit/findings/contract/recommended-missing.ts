// Recommended fields that no other finding explains: not lost at an edge, and not a time whose lack the price tells.
import type { AuditedCall } from '../../audited.ts';
import { defineFinding } from '../define-finding.ts';
import { occurrence } from '../occurrence.ts';

export const contractRecommendedMissing = defineFinding({
  code: 'contract/recommended-missing',
  severity: 'note',
  title: 'Call without a recommended field',
  why: 'The call can be charged, but not split as finely as the contract recommends.',
  fix: 'Add the field to the envelope the callers send.',
  about: 'unheeded',
  *check({ calls }) {
    for (const one of calls) {
      const field = one.contract.not_recommended.filter((name) => !isToldElsewhere(name, one)).join(', ');
      if (field !== '') yield occurrence(one, `not on the call: ${field}`, { field });
    }
  },
});

function isToldElsewhere(field: string, { call, price }: AuditedCall): boolean {
  if (field === 'start') return price.kind !== 'unpriced' && price.undated;
  return call.breaks.some((broken) => broken.field === field && broken.kind === 'dropped');
}
