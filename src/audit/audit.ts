// The audit: events in, report out. Each stage is a pure function; this file only puts them in a row.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { AuditReport } from '../model/report.ts';
import { buildTraces } from '../trace/build-traces.ts';
import { auditTrace } from './audit-trace.ts';
import { auditTraces, selected } from './audit-traces.ts';
import type { AuditedTrace } from './audited.ts';
import { budgetCallsOf } from './budgets/budget-calls.ts';
import { buildReport } from './build-report.ts';
import { explainTrace, namesTrace } from './explain.ts';
import { mergeAll } from './merge-all.ts';
import { policyCallsOf } from './policy/policy-calls.ts';
import { type AuditSettings, groupsOf, type InputSummary } from './settings.ts';
import type { Tally } from './tally.ts';
import { tallyTrace, timesOf } from './tally-trace.ts';

/** Events of all inputs, in any order, to the report. */
export function audit(events: readonly Event[], inputs: readonly InputSummary[], settings: AuditSettings): AuditReport {
  return buildReport(mergeAll(tallies(events, settings)), inputs, settings);
}

function* tallies(events: readonly Event[], settings: AuditSettings): Iterable<Tally> {
  const groupBy = groupsOf(settings);
  for (const whole of auditTraces(events, settings)) {
    const tally = tallyTrace(selected(whole, settings), groupBy);
    yield settings.policy || settings.budgets ? { ...tally, ...ofAllCalls(whole, settings) } : tally;
  }
}

/** Half of the calls would look like half of the requests and of the budget. */
function ofAllCalls(
  whole: AuditedTrace,
  { policy, budgets }: AuditSettings,
): Pick<Tally, 'policy_calls' | 'budget_calls' | 'all_times'> {
  return {
    policy_calls: policy ? policyCallsOf(whole, policy) : [],
    budget_calls: budgetCallsOf(whole, budgets),
    all_times: timesOf(whole),
  };
}

/** The traces that `id` names: by trace id, request id, provider request id, span id or call key. */
export function explain(events: readonly Event[], id: string, settings: AuditSettings): Explanation[] {
  return buildTraces(events)
    .filter((trace) => namesTrace(trace, id))
    .map((trace): AuditedTrace => auditTrace(trace, settings))
    .map((audited) => explainTrace(audited, id));
}
