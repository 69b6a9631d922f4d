// The calls that budgets are about, as small rows. Budgets need them in order of time, so they are kept, not only summed.
import type { Place } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import { comparePlaces, compareText } from '../../model/place.ts';
import { timeKey } from '../../trace/event-order.ts';
import type { AuditedCall, AuditedTrace } from '../audited.ts';
import { type Budget, type BudgetSettings, budgetsOf } from './budget.ts';

export interface BudgetCall {
  readonly key: string;
  readonly trace_id: string | undefined;
  readonly place: Place;
  readonly start: bigint | undefined;
  readonly usd: Usd;
  /** Set where nobody knows what it cost: `usd` is 0 then. */
  readonly unpriced?: true;
  /** The outermost first. */
  readonly budgets: readonly Budget[];
  /** Of a row that stands for many calls, all of them alike: how many, and when the last began. See undecided.ts. */
  readonly many?: { readonly calls: number; readonly until: bigint };
}

export const callsIn = ({ many }: BudgetCall): number => many?.calls ?? 1;

export function budgetCallsOf(
  { calls }: Pick<AuditedTrace, 'calls'>,
  settings: BudgetSettings | undefined,
): readonly BudgetCall[] {
  if (!settings) return [];
  return calls.map((one) => budgetCall(one, settings)).filter(({ budgets }) => budgets.length > 0);
}

/** Without `settings` it is under no budget. */
export function budgetCall(one: AuditedCall, settings: BudgetSettings | undefined): BudgetCall {
  const { call, cost } = one;
  return {
    key: call.key,
    trace_id: call.envelope.trace_id?.value,
    place: call.sightings[0].place,
    start: call.metering.start,
    usd: cost.usd,
    ...(cost.basis === 'unpriced' && { unpriced: true }),
    budgets: settings ? budgetsOf(one, settings) : [],
  };
}

/** By time, then by name: calls of one instant have a fixed order, too. Those without a time come first. */
export function compareBudgetCalls(a: BudgetCall, b: BudgetCall): number {
  return (
    compareStarts(a.start, b.start) ||
    compareText(a.trace_id ?? '', b.trace_id ?? '') ||
    compareText(a.key, b.key) ||
    comparePlaces(a.place, b.place)
  );
}

/** Texts in the order of `compareBudgetCalls`, where no id holds control characters. */
export function budgetCallKey({ start, trace_id = '', key, place }: BudgetCall): string {
  const { source, offset, member = '', pointer = '' } = place;
  const at = String(offset).padStart(offsetDigits, '0');
  return [start === undefined ? '' : timeKey(start), trace_id, key, source, at, member, pointer].join('\0');
}

const offsetDigits = String(Number.MAX_SAFE_INTEGER).length;

function compareStarts(a: bigint | undefined, b: bigint | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return a < b ? -1 : a > b ? 1 : 0;
}
