// Calls without any price: the totals leave them out.
import { defineFinding } from '../define-finding.ts';

export const coverageLowerBound = defineFinding({
  code: 'coverage/lower-bound',
  severity: 'warning',
  title: 'Totals are a lower bound',
  why: 'Some calls have no price, so the real spend is higher than shown.',
  fix: 'Work through the price findings: each says what is missing.',
  *checkReport({ totals: { unpriced_calls: unpriced, calls, lower_bound: lower } }) {
    if (lower)
      yield {
        message: `${unpriced} of ${calls} calls ${unpriced === 1 ? 'has' : 'have'} no price`,
        at_stake: 0n,
        evidence: { unpriced: String(unpriced), calls: String(calls) },
      };
  },
});
