// The price the same model has at another seller.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/other-seller';

export const priceOtherSeller = defineFinding({
  code,
  severity: 'warning',
  title: 'Price of another seller',
  why: 'The model is right and the price is that of another seller; gateways and clouds do not bill what the vendor does.',
  fix: 'Log who sold the call and price by seller and model together.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
