// The audit: events in, report out. Each stage is a pure function; this file only puts them in a row.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { AuditReport } from '../model/report.ts';
import { buildTraces } from '../trace/build-traces.ts';
import { auditTrace } from './audit-trace.ts';
import type { AuditedTrace } from './audited.ts';
import { buildReport } from './build-report.ts';
import type { CallsOverTime } from './calls-over-time.ts';
import { explainTrace, namesTrace } from './explain.ts';
import { mergeAll } from './merge-all.ts';
import { worstListed } from './offenders.ts';
import type { AuditSettings, InputSummary } from './settings.ts';
import { type Summed, startAudit } from './start-audit.ts';

type Inputs = readonly InputSummary[];

/** Events of all inputs, in any order, to the report. */
export function audit(events: readonly Event[], inputs: Inputs, settings: AuditSettings): AuditReport {
  const sums = startAudit(settings);
  sums.add(events);
  return reportOf([sums.summed()], inputs, settings);
}

/** The order of `summed` does not matter. `log` has what the tallies do not hold. */
export function reportOf(
  summed: readonly Summed[],
  inputs: Inputs,
  settings: AuditSettings,
  log?: CallsOverTime,
): AuditReport {
  const [first, ...others] = summed;
  const tally = first && others.length === 0 ? first.tally : mergeAll(summed.map((part) => part.tally));
  return {
    ...buildReport(tally, inputs, settings, log),
    offenders: worstListed(summed.flatMap((part) => part.offenders)),
  };
}

/** The traces that `id` names: by trace id, request id, provider request id, span id or call key. */
export function explain(events: readonly Event[], id: string, settings: AuditSettings): Explanation[] {
  return buildTraces(events)
    .filter((trace) => namesTrace(trace, id))
    .map((trace): AuditedTrace => auditTrace(trace, settings))
    .map((audited) => explainTrace(audited, id));
}
