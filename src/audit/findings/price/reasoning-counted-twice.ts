// Reasoning inside the output and added again.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/reasoning-counted-twice';

export const priceReasoningCountedTwice = defineFinding({
  code,
  severity: 'warning',
  title: 'Reasoning tokens are charged twice',
  why: 'The output count holds the reasoning already; the log adds it once more.',
  fix: "Correct the gateway's cost formula: do not add reasoning to an output count that holds it.",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
