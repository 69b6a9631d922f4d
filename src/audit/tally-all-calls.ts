// The calls that policies and budgets are replayed with: all of them, whatever a filter leaves out.
import type { AuditedTrace } from './audited.ts';
import { budgetCallsOf } from './budgets/budget-calls.ts';
import { growTimes } from './merge-tallies.ts';
import { policyCallsOf } from './policy/policy-calls.ts';
import type { AuditSettings } from './settings.ts';
import type { OpenTally } from './tally.ts';
import { timesOf } from './tally-trace.ts';

/** What is judged on all calls: half of them would look like half of the requests and of the budget. */
export function addAllCalls(tally: OpenTally, whole: AuditedTrace, { policy, budgets }: AuditSettings): void {
  if (policy) for (const call of policyCallsOf(whole, policy)) tally.policy_calls.push(call);
  if (!budgets) return;
  for (const call of budgetCallsOf(whole, budgets)) tally.budget_calls.push(call);
  growTimes(tally.all_times, timesOf(whole));
}
