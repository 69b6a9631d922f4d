// A price that began after the call.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/repriced-history';

export const priceRepricedHistory = defineFinding({
  code,
  severity: 'warning',
  title: 'Logged cost rests on a later price',
  why: 'The log has a price that began after the call: stored costs were computed anew, so last month changes when prices do.',
  fix: 'Work out costs once, at the time of the call, and store the price list used with them.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
