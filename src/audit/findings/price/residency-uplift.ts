// The uplift of a region left out, or charged where none is due.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/residency-uplift';

export const priceResidencyUplift = defineFinding({
  code,
  severity: 'warning',
  title: 'Residency uplift is ignored or not due',
  why: 'Calls that must stay in a region cost more by a fixed share; the log leaves it out, or charges it elsewhere.',
  fix: 'Give the gateway the uplift of the regions you use, and log the region that served.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
