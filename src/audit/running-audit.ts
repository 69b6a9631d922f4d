// An audit underway: traces of one part of the input after the other go into one tally, and the worst of them are remembered.
import type { Event } from '../model/event.ts';
import type { AuditReport } from '../model/report.ts';
import type { WholeInput } from '../trace/build-traces.ts';
import { auditTraces, selected } from './audit-traces.ts';
import type { AuditedTrace } from './audited.ts';
import { budgetCallsOf } from './budgets/budget-calls.ts';
import { buildReport } from './build-report.ts';
import { growTimes, mergeTallies } from './merge-tallies.ts';
import { explainOffender, watchOffenders } from './offenders.ts';
import { policyCallsOf } from './policy/policy-calls.ts';
import { type AuditSettings, groupsOf, type InputSummary } from './settings.ts';
import { newTally, type OpenTally, type Tally } from './tally.ts';
import { addTrace, timesOf } from './tally-trace.ts';

export interface RunningAudit {
  add(events: readonly Event[], whole?: WholeInput): void;
  report(inputs: readonly InputSummary[], more?: Tally): AuditReport;
}

export function startAudit(settings: AuditSettings): RunningAudit {
  const groupBy = groupsOf(settings);
  const tally = newTally();
  const offenders = watchOffenders();
  return {
    add(events, part) {
      for (const whole of auditTraces(events, settings, part)) {
        const audited = selected(whole, settings);
        offenders.see(audited);
        addTrace(tally, audited, groupBy);
        addAllCalls(tally, whole, settings);
      }
    },
    report: (inputs, more) => ({
      ...buildReport(more ? mergeTallies(tally, more) : tally, inputs, settings),
      offenders: offenders.list().map(explainOffender),
    }),
  };
}

/** What is judged on all calls: half of them would look like half of the requests and of the budget. */
export function addAllCalls(tally: OpenTally, whole: AuditedTrace, { policy, budgets }: AuditSettings): void {
  if (policy) for (const call of policyCallsOf(whole, policy)) tally.policy_calls.push(call);
  if (!budgets) return;
  for (const call of budgetCallsOf(whole, budgets)) tally.budget_calls.push(call);
  growTimes(tally.all_times, timesOf(whole));
}
