// The fee of a tool by another count or of another model.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/tool-fee-wrong';

export const priceToolFeeWrong = defineFinding({
  code,
  severity: 'warning',
  title: 'Fee of a tool is counted wrongly',
  why: 'Some vendors bill a search by query, some by grounded prompt; the log counts otherwise or has the fee of another generation.',
  fix: "Correct the fee and how it is counted in the gateway's price map.",
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
