// Totals are a lower bound.
import { defineFinding } from '../define-finding.ts';

export const coverageLowerBound = defineFinding({
  code: 'coverage/lower-bound',
  severity: 'warning',
  title: 'Totals are a lower bound',
  why: 'Some calls have no price, so the real spend is higher than shown.',
  fix: 'See the price findings for what is missing.',
  *checkReport({ totals: { unpriced_calls: calls, lower_bound: lower } }) {
    if (lower) yield { message: `${calls} calls have no price`, at_stake: 0n, evidence: { calls: String(calls) } };
  },
});
