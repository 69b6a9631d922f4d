// The standard price for a call of a batch.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/batch-ignored';

export const priceBatchIgnored = defineFinding({
  code,
  severity: 'warning',
  title: 'Batch calls are charged at full price',
  why: 'Batches are sold at about half; the log shows twice what is billed.',
  fix: 'Give the gateway batch prices, and log which calls were part of a batch.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
