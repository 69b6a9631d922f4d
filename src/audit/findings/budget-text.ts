// How findings speak of a budget and one of its windows.
import type { BudgetsDocument } from '../../model/budgets.ts';

type Window = BudgetsDocument['windows'][number];

export const budgetName = ({ level, budget }: Window): string => `${level} ${budget}`;

export function windowText({ spent_usd, limit_usd, window, first_day, time_zone }: Window): string {
  return `$${spent_usd} of $${limit_usd} in the ${window} from ${first_day} (${time_zone})`;
}

export function windowEvidence(window: Window): Readonly<Record<string, string>> {
  return {
    level: window.level,
    budget: window.budget,
    window: window.window,
    first_day: window.first_day,
    time_zone: window.time_zone,
    spent_usd: window.spent_usd,
    limit_usd: window.limit_usd,
  };
}
