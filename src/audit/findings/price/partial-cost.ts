// The cost of one component where the whole was due.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/partial-cost';

export const pricePartialCost = defineFinding({
  code,
  severity: 'warning',
  title: 'A part of the cost is left out',
  why: 'The log holds the cost of some token classes only: one component given by hand often silences the others.',
  fix: 'Log every component of the cost, or none and let it be computed.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
