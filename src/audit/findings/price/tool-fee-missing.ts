// Fees of tools left out.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/tool-fee-missing';

export const priceToolFeeMissing = defineFinding({
  code,
  severity: 'warning',
  title: 'Fees of tools are not charged',
  why: 'Searches and code executions are billed beside the tokens; the log leaves them out.',
  fix: 'Give the gateway the fees of the tools you use.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
