// A day that cost more than twice the mean of the days before it.
import { parseUsd } from '../../../model/money.ts';
import { briefUsd } from '../budget-text.ts';
import { defineFinding } from '../define-finding.ts';

export const budgetSpike = defineFinding({
  code: 'budget/spike',
  severity: 'warning',
  title: 'Spend jumped over twice its rolling mean',
  why: 'A jump is a new workload, a loop or a leak, and each needs another answer.',
  fix: 'Look at that day by feature and model, and note the reason where it was meant.',
  *checkReport({ budgets }) {
    for (const { level, budget, day, usd, mean_usd: mean, mean_days: days } of budgets?.spikes ?? []) {
      yield {
        message: `${level} ${budget}: $${usd} on ${day}, mean of the ${days} days before $${briefUsd(mean)}`,
        at_stake: (parseUsd(usd) ?? 0n) - (parseUsd(mean) ?? 0n),
        evidence: { level, budget, day, usd, mean_usd: briefUsd(mean), mean_days: String(days) },
      };
    }
  },
});
