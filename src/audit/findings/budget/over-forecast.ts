// A budget of the current window that will not last when spending goes on like this. What is forecast beyond it is at stake.
import { parseUsd } from '../../../model/money.ts';
import { briefUsd, budgetName, windowEvidence, windowText } from '../budget-text.ts';
import { defineFinding } from '../define-finding.ts';

export const budgetOverForecast = defineFinding({
  code: 'budget/over-forecast',
  severity: 'warning',
  title: 'Budget will not last',
  why: 'At the rate measured so far the budget is spent before its window ends.',
  fix: 'Decide with the owner now: less traffic, a cheaper model, or a larger budget.',
  *checkReport({ budgets }) {
    for (const window of budgets?.windows ?? []) {
      const { state, exhausted_on: day, forecast_usd: forecast } = window;
      if (state === 'spent' || day === null || forecast === null) continue;
      yield {
        message: `${budgetName(window)}: ${windowText(window)}, nothing left on ${day}, $${briefUsd(forecast)} by ${window.last_day}`,
        at_stake: (parseUsd(forecast) ?? 0n) - (parseUsd(window.limit_usd) ?? 0n),
        evidence: {
          ...windowEvidence(window),
          last_day: window.last_day,
          exhausted_on: day,
          forecast_usd: briefUsd(forecast),
        },
      };
    }
  },
});
