// A call with a key of one's own: only the gateway's fee was logged.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/own-key-fee-only';

export const priceOwnKeyFeeOnly = defineFinding({
  code,
  severity: 'warning',
  title: 'Only the fee of the gateway is charged',
  why: 'With a key of your own the gateway logs its fee, and the provider bills the tokens: both are cost.',
  fix: "Add the upstream cost to the gateway's charge for calls with your own key.",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
