// An audit under way: parts of an input go in, sums come out. Parts may be summed up apart, in any order.
import type { Event } from '../model/event.ts';
import { eachOpenTrace, type WholeInput } from '../trace/build-traces.ts';
import { foundCall, type OpenTrace, wayTo } from '../trace/open-trace.ts';
import { auditFacts, auditShares } from './audit-trace.ts';
import type { AuditedFacts, AuditedTrace, CallShare } from './audited.ts';
import type { CallsOverTime } from './calls-over-time.ts';
import { addLoss, type ListedOffender, listedOffenders, newLoss, watchOffenders } from './offenders.ts';
import { type AuditSettings, groupsOf } from './settings.ts';
import { newTally, type Tally } from './tally.ts';
import { addAllCalls } from './tally-all-calls.ts';
import { addShares } from './tally-trace.ts';
import { type CallPath, pathsOf } from './waterfall.ts';

/** What parts of an input come to: plain data, so that it may come from another thread. */
export interface Summed {
  readonly tally: Tally;
  readonly offenders: readonly ListedOffender[];
}

export interface RunningAudit {
  /** All calls of the trace, whatever was asked for. */
  see(whole: AuditedTrace): void;
  add(events: readonly Event[], whole?: WholeInput): void;
  summed(): Summed;
}

/** `mostTogether` calls of a trace are judged at once. Without a log the tally holds what rules over time look at. */
export function startAudit(
  settings: AuditSettings,
  { mostTogether, log }: { readonly mostTogether?: number; readonly log?: CallsOverTime | undefined } = {},
): RunningAudit {
  const { select } = settings;
  const groupBy = groupsOf(settings);
  const tally = newTally();
  const offenders = watchOffenders();
  const seeShares = (facts: AuditedFacts, shares: Iterable<CallShare>, paths: () => Iterable<CallPath>): void => {
    const loss = newLoss();
    const { reported, cut } = addShares(tally, facts, shares, { select, groupBy }, (kept, share) => {
      addLoss(loss, kept);
      addAllCalls(tally, share, settings, log);
    });
    offenders.see(loss, reported, cut ? () => cut.kept(paths()) : paths);
  };
  return {
    see: (whole) => seeShares(whole, [whole], () => pathsOf([...whole.trace.calls, ...whole.trace.free_calls])),
    add(events, part) {
      for (const open of eachOpenTrace(events, part))
        seeShares(auditFacts(open.facts, settings), auditShares(open, settings, mostTogether), () => openPathsOf(open));
    },
    summed: () => ({ tally, offenders: listedOffenders(offenders.list()) }),
  };
}

function* openPathsOf(open: OpenTrace): Iterable<CallPath> {
  for (const some of [open.calls, open.free_calls])
    for (const call of some) {
      const found = foundCall(call, open);
      yield { ...found, way: () => wayTo(found.sightings, open) };
    }
}
