// The right figure in another unit.
import { defineFinding } from '../define-finding.ts';
import { mismatchesOf } from '../mismatches.ts';

const code = 'price/unit-slip';

export const priceUnitSlip = defineFinding({
  code,
  severity: 'error',
  title: 'Logged cost is off by a unit',
  why: 'The figure is the right one in another unit: cents for dollars, per thousand for per million, characters for tokens.',
  fix: 'Correct the unit where the cost is computed or exported; every figure of that source is off alike.',
  about: 'differences',
  check: (audited) => mismatchesOf(audited, code),
});
