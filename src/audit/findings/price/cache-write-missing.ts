// Cache writes left out, or priced as plain input.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/cache-write-missing';

export const priceCacheWriteMissing = defineFinding({
  code,
  severity: 'warning',
  title: 'Cache writes are free or at the plain rate',
  why: 'Vendors charge more for tokens written to the cache than for plain input; the log shows too little.',
  fix: 'Give the gateway a price for cache writes.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
