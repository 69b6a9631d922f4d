// Cached input at the full rate and once more at the cached rate.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/cache-counted-twice';

export const priceCacheCountedTwice = defineFinding({
  code,
  severity: 'warning',
  title: 'Cached tokens are charged twice',
  why: 'The log charges cached input at the full rate and again at the cached rate: its input count holds the cached tokens already.',
  fix: "Correct the gateway's cost formula, or update it: take cached tokens off the input before pricing.",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
