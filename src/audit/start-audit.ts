// An audit under way: parts of an input go in, sums come out. Parts may be summed up apart, in any order.
import type { Event } from '../model/event.ts';
import type { WholeInput } from '../trace/build-traces.ts';
import { auditTraces, selected } from './audit-traces.ts';
import type { AuditedTrace } from './audited.ts';
import { type ListedOffender, listedOffenders, watchOffenders } from './offenders.ts';
import { type AuditSettings, groupsOf } from './settings.ts';
import { newTally, type Tally } from './tally.ts';
import { addAllCalls } from './tally-all-calls.ts';
import { addTrace } from './tally-trace.ts';

/** What parts of an input come to: plain data, so that it may come from another thread. */
export interface Summed {
  readonly tally: Tally;
  readonly offenders: readonly ListedOffender[];
}

export interface RunningAudit {
  /** Gives the trace back, cut to the calls that were asked for. */
  see(whole: AuditedTrace): AuditedTrace;
  add(events: readonly Event[], whole?: WholeInput): void;
  summed(): Summed;
}

export function startAudit(settings: AuditSettings): RunningAudit {
  const groupBy = groupsOf(settings);
  const tally = newTally();
  const offenders = watchOffenders();
  const see = (whole: AuditedTrace): AuditedTrace => {
    const audited = selected(whole, settings);
    offenders.see(audited);
    addTrace(tally, audited, groupBy);
    addAllCalls(tally, whole, settings);
    return audited;
  };
  return {
    see,
    add(events, part) {
      for (const whole of auditTraces(events, settings, part)) see(whole);
    },
    summed: () => ({ tally, offenders: listedOffenders(offenders.list()) }),
  };
}
