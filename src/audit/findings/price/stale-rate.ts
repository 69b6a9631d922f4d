// The price that held before the call.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/stale-rate';

export const priceStaleRate = defineFinding({
  code,
  severity: 'warning',
  title: 'Logged cost rests on an old price',
  why: 'The price changed before the call; the log still has the one before.',
  fix: "Correct the gateway's price map; check how it is kept up to date.",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
