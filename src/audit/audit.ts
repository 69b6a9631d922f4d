// The audit: events in, report out. Each stage is a pure function; this file only puts them in a row.
import type { Event } from '../model/event.ts';
import type { AuditReport } from '../model/report.ts';
import { buildReport } from './build-report.ts';
import type { CallsOverTime } from './calls-over-time.ts';
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
