// The most expensive calls, each explained with its trace. Ties go to the least trace id, then the least key, then the first record.
import type { Explanation } from '../model/explanation.ts';
import { compareText } from '../model/place.ts';
import { compareEvents } from '../trace/event-order.ts';
import { billedCalls } from './audit-traces.ts';
import type { AuditedCall, TraceInShares } from './audited.ts';
import { explainTrace } from './explain.ts';
import { fiveAnswers } from './five-answers.ts';
import { compareUsd } from './merge-tallies.ts';
import type { AuditSettings } from './settings.ts';
import { keepTop } from './sums.ts';

export interface TopCalls {
  /** Billed calls there were to choose from. */
  readonly of: number;
  readonly explanations: readonly Explanation[];
}

export interface RunningTop {
  /** All calls of the trace, whatever was asked for; traces in any order. */
  see(whole: TraceInShares): void;
  finish(): TopCalls;
}

interface Candidate {
  readonly one: AuditedCall;
  readonly trace: TraceInShares;
}

export function openTop(most: number, settings: AuditSettings): RunningTop {
  const top = keepTop({ most, compare: compareCandidates });
  let of = 0;
  return {
    see(trace) {
      for (const one of billedCalls(trace, settings)) {
        of += 1;
        top.add({ one, trace });
      }
    },
    finish: () => ({ of, explanations: top.list().map((candidate) => answered(candidate, settings)) }),
  };
}

function compareCandidates({ one: a }: Candidate, { one: b }: Candidate): number {
  return (
    compareUsd(b.cost.usd, a.cost.usd) ||
    compareText(nameOf(a), nameOf(b)) ||
    compareEvents(a.call.sightings[0], b.call.sightings[0])
  );
}

const nameOf = ({ call }: AuditedCall): string => `${call.envelope.trace_id?.value ?? '\uffff'}\n${call.key}`;

/** Only the call asked for is answered; the rest of its trace is there to be seen. */
function answered({ one, trace }: Candidate, settings: AuditSettings): Explanation {
  const explanation = explainTrace(trace.whole(), one.call.key);
  const answers = fiveAnswers(one, settings);
  return {
    ...explanation,
    calls: explanation.calls.map((call) => (call.key === one.call.key ? { ...call, answers } : call)),
  };
}
