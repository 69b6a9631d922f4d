// The price of a tier that did not serve the call.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/other-tier';

export const priceOtherTier = defineFinding({
  code,
  severity: 'warning',
  title: 'Another tier is charged than served',
  why: 'The tier asked for and the tier that served may differ; the one that served is billed.',
  fix: 'Log the service tier of the response, not of the request, and price by it.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
