// A budget with nothing left in some window. What was spent beyond it is at stake.
import { parseUsd } from '../../../model/money.ts';
import { budgetName, windowEvidence, windowText } from '../budget-text.ts';
import { defineFinding } from '../define-finding.ts';

export const budgetSpent = defineFinding({
  code: 'budget/spent',
  severity: 'error',
  title: 'Budget spent',
  why: 'A gateway that enforces the budget refuses every further call of the window; without one the money is gone.',
  fix: 'Decide with its owner: a larger budget, or a cheaper model or a hard limit on the keys that spend it.',
  *checkReport({ budgets }) {
    for (const window of budgets?.windows ?? []) {
      if (window.state !== 'spent') continue;
      const { blocked, exhausted_on: day, crossed_100: crossing } = window;
      const refused = blocked.calls === 0 ? '' : `; calls after it: ${blocked.calls}`;
      yield {
        message: `${budgetName(window)}: ${windowText(window)}, nothing left from ${day} on${refused}`,
        ...(crossing?.trace_id ? { trace_id: crossing.trace_id } : {}),
        at_stake: (parseUsd(window.spent_usd) ?? 0n) - (parseUsd(window.limit_usd) ?? 0n),
        evidence: {
          ...windowEvidence(window),
          exhausted_on: day ?? '',
          blocked_calls: String(blocked.calls),
          crossed_by: crossing?.key ?? '',
        },
      };
    }
  },
});
