// Calls that rules over time look at, in order of time. There are as many as calls were made, so whoever has a disk may keep them there; else
// the tally holds them.
import type { BudgetCall } from './budgets/budget-calls.ts';
import type { PolicyCall } from './policy/policy-calls.ts';

export interface CallsOverTime {
  readonly budget: CallLog<BudgetCall>;
  readonly policy: CallLog<PolicyCall>;
}

export interface CallLog<C> {
  add(call: C): void;
  /** In the order of `compareBudgetCalls`, when all were added; may be gone through several times. */
  inOrder(): Iterable<C>;
}
