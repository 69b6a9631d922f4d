// A budget of which 80 % or more is spent and something is left.
import { parseUsd } from '../../../model/money.ts';
import { budgetName, windowEvidence, windowText } from '../budget-text.ts';
import { defineFinding } from '../define-finding.ts';

export const budgetNearlySpent = defineFinding({
  code: 'budget/nearly-spent',
  severity: 'warning',
  title: 'Budget nearly spent',
  why: 'At 80 % there is still time to act: the calls that follow may be refused, or paid for by nobody who planned for it.',
  fix: 'Ask the owner of the budget what the last calls before the crossing were for, and whether the rest will do.',
  *checkReport({ budgets }) {
    for (const window of budgets?.windows ?? []) {
      if (window.state !== 'nearly spent') continue;
      const crossing = window.crossed_80;
      yield {
        message: `${budgetName(window)}: ${windowText(window)}`,
        ...(crossing?.trace_id ? { trace_id: crossing.trace_id } : {}),
        at_stake: parseUsd(window.spent_usd) ?? 0n,
        evidence: { ...windowEvidence(window), crossed_by: crossing?.key ?? '' },
      };
    }
  },
});
