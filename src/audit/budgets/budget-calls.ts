// The calls that budgets are about, as small rows. Budgets need them in order of time, so they are kept, not only summed.
import type { Place } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { AuditedTrace } from '../audited.ts';
import { type Budget, type BudgetSettings, budgetsOf } from './budget.ts';

export interface BudgetCall {
  readonly key: string;
  readonly trace_id: string | undefined;
  readonly place: Place;
  readonly start: bigint | undefined;
  readonly usd: Usd;
  /** The outermost first. */
  readonly budgets: readonly Budget[];
}

/** In order. */
export function budgetCallsOf({ calls }: AuditedTrace, settings: BudgetSettings | undefined): readonly BudgetCall[] {
  if (!settings) return [];
  return calls
    .flatMap((one): BudgetCall[] => {
      const budgets = budgetsOf(one, settings);
      const { call, cost } = one;
      if (budgets.length === 0) return [];
      return [
        {
          key: call.key,
          trace_id: call.envelope.trace_id?.value,
          place: call.sightings[0].place,
          start: call.metering.start,
          usd: cost.usd,
          budgets,
        },
      ];
    })
    .sort(compareBudgetCalls);
}

/** By time, then by name: calls of one instant have a fixed order, too. Those without a time come first. */
export function compareBudgetCalls(a: BudgetCall, b: BudgetCall): number {
  return (
    compareStarts(a.start, b.start) ||
    compareText(a.key, b.key) ||
    compareText(a.place.source, b.place.source) ||
    a.place.offset - b.place.offset
  );
}

function compareStarts(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Two lists in order to one in order. */
export function mergeBudgetCalls(a: readonly BudgetCall[], b: readonly BudgetCall[]): readonly BudgetCall[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const merged: BudgetCall[] = [];
  let next = 0;
  for (const call of a) {
    for (let other = b[next]; other && compareBudgetCalls(other, call) < 0; other = b[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(call);
  }
  return merged.concat(b.slice(next));
}
