// The audit of a review: the report as always, and every billed call beside it. Traces are built once; only the judging is done again.
import type { Explanation } from '../model/explanation.ts';
import { compareText } from '../model/place.ts';
import type { AuditReport } from '../model/report.ts';
import type { Suggestions } from '../model/suggestion.ts';
import type { Trace } from '../model/trace.ts';
import { auditTrace } from './audit-trace.ts';
import { selected } from './audit-traces.ts';
import type { AuditedCall, AuditedTrace } from './audited.ts';
import { buildReport } from './build-report.ts';
import { explainTrace } from './explain.ts';
import { compareUsd } from './merge-tallies.ts';
import { explainOffender, watchOffenders } from './offenders.ts';
import { type AuditSettings, groupsOf, type InputSummary } from './settings.ts';
import { suggesting } from './suggest-rules.ts';
import { newTally } from './tally.ts';
import { addAllCalls } from './tally-all-calls.ts';
import { addTrace } from './tally-trace.ts';

export interface ReviewedCall {
  readonly one: AuditedCall;
  readonly audited: AuditedTrace;
}

export interface ReviewAudit {
  readonly report: AuditReport;
  /** Billed calls, the costliest first. */
  readonly calls: readonly ReviewedCall[];
  readonly suggestions: Suggestions;
  readonly explain: (traceId: string) => readonly Explanation[];
}

export function reviewAudit(
  traces: Iterable<Trace>,
  inputs: readonly InputSummary[],
  settings: AuditSettings,
): ReviewAudit {
  const steps = reviewing(traces, inputs, settings);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** The same in steps, so that a screen can be drawn and a key be heard between them. */
export function* reviewing(
  traces: Iterable<Trace>,
  inputs: readonly InputSummary[],
  settings: AuditSettings,
): Generator<undefined, ReviewAudit> {
  const groupBy = groupsOf(settings);
  const tally = newTally();
  const offenders = watchOffenders();
  const byId = new Map<string, AuditedTrace>();
  const calls: ReviewedCall[] = [];
  for (const trace of traces) {
    const whole = auditTrace(trace, settings);
    const audited = selected(whole, settings);
    offenders.see(audited);
    addTrace(tally, audited, groupBy);
    addAllCalls(tally, whole, settings);
    byId.set(trace.id, audited);
    for (const one of audited.calls) calls.push({ one, audited });
    yield;
  }
  const suggestions = yield* suggesting(
    calls.map(({ one }) => one),
    settings,
  );
  yield;
  calls.sort((a, b) => compareUsd(b.one.cost.usd, a.one.cost.usd) || compareText(a.one.call.key, b.one.call.key));
  yield;
  return {
    report: { ...buildReport(tally, inputs, settings), offenders: offenders.list().map(explainOffender) },
    calls,
    suggestions,
    explain: (traceId) => {
      const audited = byId.get(traceId);
      return audited ? [explainTrace(audited, traceId)] : [];
    },
  };
}
