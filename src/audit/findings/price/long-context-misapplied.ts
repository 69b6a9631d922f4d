// The long-context price ignored, used where it was not due, or for a part of the request only.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/long-context-misapplied';

export const priceLongContextMisapplied = defineFinding({
  code,
  severity: 'warning',
  title: 'Long-context price is misapplied',
  why: 'Over the threshold the whole request is billed at the long rate, caches and output included, and the whole prompt counts.',
  fix: "Correct the threshold in the gateway's price map: whole prompt with cached tokens, whole request at the long rate.",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
