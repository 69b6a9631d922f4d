// A restart of a trace, with the spend behind it: the calls whose path has a record of the trace that began there.
import type { Occurrence } from '../../model/finding.ts';
import type { Restart } from '../../model/trace.ts';
import type { AuditedTrace } from '../audited.ts';
import { eventOccurrence, spendOf } from './occurrence.ts';

export function restartOccurrence(restart: Restart, { calls }: AuditedTrace, message: string): Occurrence {
  const { at, ...evidence } = restart;
  const isBehind = (event: typeof at): boolean =>
    event === at || (restart.after !== restart.before && event.trace_id === restart.after);
  const behind = calls.filter(({ call }) => call.path.some((hop) => hop.events.some(isBehind)));
  return eventOccurrence(at, message, evidence, spendOf(behind));
}
