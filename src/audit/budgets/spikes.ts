// Spikes: a day on which a budget's subject spent more than twice the mean of the days before it. Days without spend count as nothing.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { divideHalfEven, type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { addTo } from '../sums.ts';
import type { Budget } from './budget.ts';
import type { BudgetCall } from './budget-calls.ts';
import { dayText, localDay } from './local-time.ts';
import { type Dated, isDated } from './replay.ts';

type Spike = BudgetsDocument['spikes'][number];

const meanDays = 7;
/** With fewer days before it nothing is unusual yet. */
const leastDays = 3;
const factor = 2n;

/** Up to `asOf`. Several budgets of one subject are one subject: its days are those of the first time zone by name. */
export function spikesOf(calls: Iterable<BudgetCall>, asOf: bigint | undefined): Spike[] {
  const subjects = new Map<string, { budget: Budget; readonly days: Map<number, Usd> }>();
  for (const { budgets } of upTo(asOf, calls)) {
    for (const budget of budgets) {
      const known = subjects.get(subjectOf(budget));
      if (!known) subjects.set(subjectOf(budget), { budget, days: new Map() });
      else if (compareText(budget.zone.name, known.budget.zone.name) < 0) known.budget = budget;
    }
  }
  for (const { budgets, start, usd } of upTo(asOf, calls)) {
    for (const name of new Set(budgets.map(subjectOf))) {
      const subject = subjects.get(name);
      if (subject) addTo(subject.days, localDay(start, subject.budget.zone), usd, (a, b) => a + b);
    }
  }
  return [...subjects.values()]
    .flatMap(({ budget, days }) => spikesAmong(budget, days))
    .sort((a, b) => compareText(a.day, b.day) || compareText(a.level, b.level) || compareText(a.budget, b.budget));
}

function* upTo(asOf: bigint | undefined, calls: Iterable<BudgetCall>): Iterable<Dated> {
  for (const call of calls) if (isDated(call) && (asOf === undefined || call.start <= asOf)) yield call;
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
