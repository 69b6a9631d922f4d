// What is summed up over all calls, also those that a filter leaves out: half of them would look like half of the requests and of the budget.
import type { CallShare } from './audited.ts';
import { budgetCallsOf } from './budgets/budget-calls.ts';
import type { CallsOverTime } from './calls-over-time.ts';
import { growTimes } from './merge-tallies.ts';
import { policyCallsOf } from './policy/policy-calls.ts';
import type { AuditSettings } from './settings.ts';
import type { OpenTally } from './tally.ts';
import { timesOf } from './tally-trace.ts';

export function addAllCalls(
  tally: OpenTally,
  share: CallShare,
  { policy, budgets }: AuditSettings,
  log: CallsOverTime | undefined,
): void {
  if (policy)
    for (const call of policyCallsOf(share, policy)) log ? log.policy.add(call) : tally.policy_calls.push(call);
  if (!budgets) return;
  for (const call of budgetCallsOf(share, budgets)) log ? log.budget.add(call) : tally.budget_calls.push(call);
  growTimes(tally.all_times, timesOf(share));
}
