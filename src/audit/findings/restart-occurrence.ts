// A restart of a trace, with the spend behind it: the calls whose path has a record of the trace that began there.
import type { Occurrence } from '../../model/finding.ts';
import type { Restart } from '../../model/trace.ts';
import type { AuditedTrace } from '../audited.ts';
import { eventOccurrence, spendBelow, spendUnder } from './occurrence.ts';

export function restartOccurrence({ at, ...evidence }: Restart, { calls }: AuditedTrace, message: string): Occurrence {
  const { before, after } = evidence;
  // A session id in the role of the trace id changes no id: only its own record is behind it.
  const behind = before === after ? spendBelow(calls, at) : spendUnder(calls, after);
  return eventOccurrence(at, message, evidence, behind);
}
