// The price of the model asked for, not of the one that served.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/requested-model';

export const priceRequestedModel = defineFinding({
  code,
  severity: 'warning',
  title: 'A fallback is charged as the model asked for',
  why: 'Another model served the call than was asked for, and the one that served is billed.',
  fix: 'Log the model of the response and price by it; check why the request fell back.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
