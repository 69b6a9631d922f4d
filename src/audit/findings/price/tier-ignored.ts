// The standard price for a call another tier served.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/tier-ignored';

export const priceTierIgnored = defineFinding({
  code,
  severity: 'warning',
  title: 'Served tier is charged as standard',
  why: 'Priority costs more and flex less than standard; the log charges standard for both.',
  fix: 'Give the gateway the prices of the tiers you use, and log the tier that served.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
