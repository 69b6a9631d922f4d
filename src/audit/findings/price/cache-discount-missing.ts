// Cached input at the full rate.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/cache-discount-missing';

export const priceCacheDiscountMissing = defineFinding({
  code,
  severity: 'warning',
  title: 'Cached tokens are charged at the full rate',
  why: 'The vendor sells cached input at a fraction; the log shows more than was billed and hides what caching saves.',
  fix: 'Give the gateway a price for cached input.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
