// Cached tokens taken off an input that was without them.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/cache-subtracted-twice';

export const priceCacheSubtractedTwice = defineFinding({
  code,
  severity: 'warning',
  title: 'Cached tokens are taken off twice',
  why: 'The log takes cached tokens off an input count that never held them, so input goes unpaid.',
  fix: "Correct the gateway's cost formula: for this producer the input count is without cached tokens.",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
