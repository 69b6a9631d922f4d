// The discount of batch or flex, taken off twice.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/discount-twice';

export const priceDiscountTwice = defineFinding({
  code,
  severity: 'warning',
  title: 'A discount is applied twice',
  why: 'The prices of the tier hold the discount already; the log takes it off once more and shows too little.',
  fix: 'Remove the discount from the formula, or from the price list it is applied to.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
