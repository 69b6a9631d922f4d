// A restart of a trace, with the spend behind it: the calls whose path has a record of the trace that began there.
import type { Occurrence } from '../../model/finding.ts';
import type { Restart } from '../../model/trace.ts';
import type { NoticedTrace } from './define-finding.ts';
import { eventOccurrence } from './occurrence.ts';

export function restartOccurrence({ at, ...evidence }: Restart, { spend }: NoticedTrace, message: string): Occurrence {
  const { before, after } = evidence;
  // A session id in the role of the trace id changes no id: only its own record is behind it.
  const behind = before === after ? spend.below(at) : spend.under(after);
  return eventOccurrence(at, message, evidence, behind);
}
