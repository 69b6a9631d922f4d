// Spikes: a day on which a budget's subject spent more than twice the mean of the days before it. Days without spend count as nothing.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { divideHalfEven, type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { addTo } from '../sums.ts';
import type { Budget } from './budget.ts';
import type { BudgetCall } from './budget-calls.ts';
import { dayText, localDay } from './local-time.ts';

type Spike = BudgetsDocument['spikes'][number];

const meanDays = 7;
/** With fewer days before it nothing is unusual yet. */
const leastDays = 3;
const factor = 2n;

/** Several budgets of one subject are one subject: its days are those of the first time zone by name. */
export function spikesOf(calls: readonly (BudgetCall & { readonly start: bigint })[]): Spike[] {
  const named = new Map<string, Budget>();
  for (const { budgets } of calls) {
    for (const budget of budgets) {
      const known = named.get(subjectOf(budget));
      if (!known || compareText(budget.zone.name, known.zone.name) < 0) named.set(subjectOf(budget), budget);
    }
  }
  const subjects = new Map([...named].map(([name, budget]) => [name, { budget, days: new Map<number, Usd>() }]));
  for (const { budgets, start, usd } of calls) {
    for (const name of new Set(budgets.map(subjectOf))) {
      const subject = subjects.get(name);
      if (subject) addTo(subject.days, localDay(start, subject.budget.zone), usd, (a, b) => a + b);
    }
  }
  return [...subjects.values()]
    .flatMap(({ budget, days }) => spikesAmong(budget, days))
    .sort((a, b) => compareText(a.day, b.day) || compareText(a.level, b.level) || compareText(a.budget, b.budget));
}

export const subjectOf = ({ level, label }: Budget): string => `${level} ${label}`;

function spikesAmong(budget: Budget, days: ReadonlyMap<number, Usd>): Spike[] {
  const first = Math.min(...days.keys());
  return [...days].flatMap(([day, usd]): Spike[] => {
    const count = Math.min(meanDays, day - first);
    if (count < leastDays) return [];
    let sum = 0n;
    for (let before = day - count; before < day; before++) sum += days.get(before) ?? 0n;
    if (usd * BigInt(count) <= factor * sum || sum === 0n) return [];
    return [
      {
        level: budget.level,
        budget: budget.label,
        day: dayText(day),
        time_zone: budget.zone.name,
        usd: usdToDecimal(usd),
        mean_usd: usdToDecimal(divideHalfEven(sum, BigInt(count))),
        mean_days: count,
      },
    ];
  });
}
