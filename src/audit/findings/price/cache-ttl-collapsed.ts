// One-hour cache writes at the five-minute rate, or the other way round.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/cache-ttl-collapsed';

export const priceCacheTtlCollapsed = defineFinding({
  code,
  severity: 'warning',
  title: 'One cache lifetime is priced as the other',
  why: 'One-hour cache writes cost more than five-minute ones; the log prices both alike.',
  fix: 'Give the gateway a price for each cache lifetime, and log the split.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
