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

export function budgetCallsOf({ calls }: AuditedTrace, settings: BudgetSettings | undefined): readonly BudgetCall[] {
  if (!settings) return [];
  return calls.flatMap((one): BudgetCall[] => {
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
  });
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
