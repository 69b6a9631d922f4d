// The audit: events in, report out. Each stage is a pure function; this file only puts them in a row.
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { AuditReport } from '../model/report.ts';
import { buildTraces, type WholeInput } from '../trace/build-traces.ts';
import { auditTrace } from './audit-trace.ts';
import { auditTraces, selected } from './audit-traces.ts';
import type { AuditedTrace } from './audited.ts';
import { buildReport } from './build-report.ts';
import { explainTrace, namesTrace } from './explain.ts';
import { mergeAll } from './merge-all.ts';
import { type ListedOffender, listedOffenders, watchOffenders, worstListed } from './offenders.ts';
import { type AuditSettings, groupsOf, type InputSummary } from './settings.ts';
import { newTally, type Tally } from './tally.ts';
import { addAllCalls } from './tally-all-calls.ts';
import { addTrace } from './tally-trace.ts';

type Inputs = readonly InputSummary[];
/** Events of all inputs, in any order, to the report. */
export function audit(events: readonly Event[], inputs: Inputs, settings: AuditSettings): AuditReport {
  const sums = startAudit(settings);
  sums.add(events);
  return reportOf([sums.summed()], inputs, settings);
}

/** What parts of an input come to: plain data, so that it may come from another thread. */
export interface Summed {
  readonly tally: Tally;
  readonly offenders: readonly ListedOffender[];
}

export interface RunningAudit {
  add(events: readonly Event[], whole?: WholeInput): void;
  summed(): Summed;
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
    summed: () => ({ tally, offenders: listedOffenders(offenders.list()) }),
  };
}

/** The order of `summed` does not matter. */
export function reportOf(summed: readonly Summed[], inputs: Inputs, settings: AuditSettings): AuditReport {
  const [first, ...others] = summed;
  const tally = first && others.length === 0 ? first.tally : mergeAll(summed.map((part) => part.tally));
  return {
    ...buildReport(tally, inputs, settings),
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
