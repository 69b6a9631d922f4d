// The calls of traces that were summed up, for rules over time: all those at one place of one shape, in stretches of time. A stretch is one
// row for budgets and policies until something is decided within it; then it comes apart, and at last its calls stand for themselves.
import type { AuditedCall } from '../../audit/audited.ts';
import { type BudgetCall, budgetCall } from '../../audit/budgets/budget-calls.ts';
import { type PolicyCall, policyCallsOf } from '../../audit/policy/policy-calls.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import type { Nanoseconds } from '../../model/event.ts';
import type { Usd } from '../../model/money.ts';
import type { LinearPrice } from '../../pricing/linear-price.ts';

/** Calls at one place of the traces of one shape: alike but for times, counts and ids. */
export interface CallBlock {
  readonly shape: string;
  /** Of the event that says when a call began and what it used, from 1 as SQL counts. */
  readonly place: number;
  readonly price: LinearPrice;
  /** What is said of each of them; undefined where there is no budget, or no policy. */
  readonly budget: BudgetCall | undefined;
  readonly policy: PolicyCall | undefined;
  readonly whole: Stretch;
}

/** Some calls of a block: those that began from one time until another. */
export interface Stretch {
  readonly calls: number;
  readonly usd: Usd;
  readonly from: Nanoseconds;
  readonly until: Nanoseconds;
}

export interface Said {
  readonly budget: BudgetCall | undefined;
  readonly policy: PolicyCall | undefined;
}

/** What budgets and policies look at, of one call. */
export function saidOf(one: AuditedCall, { budgets, policy }: Pick<AuditSettings, 'budgets' | 'policy'>): Said {
  const budget = budgets && budgetCall(one, budgets);
  return {
    budget: budget && budget.budgets.length > 0 ? budget : undefined,
    policy: policyCallsOf({ calls: [one] }, policy)[0],
  };
}

/** A stretch as one row, for each of the two. */
export function rowOf<C extends BudgetCall>(said: C, { calls, usd, from, until }: Stretch): C & { start: Nanoseconds } {
  return { ...said, start: from, usd, many: { calls, until } };
}
