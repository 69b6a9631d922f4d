// How findings speak of a budget and one of its windows.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { parseUsd, roundUsd, usdToDecimal } from '../../model/money.ts';

/** Of a quotient, whose digits go on for ever. The document has them all. */
export const briefUsd = (decimal: string): string => usdToDecimal(roundUsd(parseUsd(decimal) ?? 0n, 6));

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
