// Reasoning beside the output, left out.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/reasoning-dropped';

export const priceReasoningDropped = defineFinding({
  code,
  severity: 'warning',
  title: 'Reasoning tokens are not charged',
  why: 'Thinking is billed as output; where it stands beside the output count it is easily lost.',
  fix: 'Add the reasoning tokens to what the gateway prices as output.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
