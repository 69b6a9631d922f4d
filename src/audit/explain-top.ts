// The most expensive calls, each explained with its trace. Ties go to the least trace id, then the least key, then the first record.
import { compactEvent } from '../model/compact-event.ts';
import type { Event } from '../model/event.ts';
import type { Explanation } from '../model/explanation.ts';
import type { Usd } from '../model/money.ts';
import { compareText } from '../model/place.ts';
import { compareEvents } from '../trace/event-order.ts';
import type { AuditedCall, TraceInShares } from './audited.ts';
import { explainCalls, explainTrace, isLarge } from './explain.ts';
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
  readonly usd: Usd;
  /** Ties go to the least. */
  name(): string;
  readonly first: Event;
  explain(): Explanation;
}

export function openTop(most: number, settings: AuditSettings): RunningTop {
  const top = keepTop({ most, compare: compareCandidates });
  let of = 0;
  return {
    see(trace) {
      const isHeld = !isLarge(trace);
      const ofTrace = isHeld ? top : keepTop({ most, compare: compareCandidates });
      let calls = 0;
      for (const { calls: billed, free_calls: free } of trace.shares()) {
        calls += billed.length + free.length;
        for (const one of billed) {
          if (settings.select?.(one) === false) continue;
          of += 1;
          ofTrace.add(
            candidateOf(
              one,
              () => (isHeld ? explainTrace(trace, one.call.key) : explainCalls(trace, one.call.key, [one], calls)),
              settings,
            ),
          );
        }
      }
      // Explained at once: a few traces of a million events each would not fit into memory until the end.
      if (!isHeld) for (const candidate of ofTrace.list()) top.add(explained(candidate));
    },
    finish: () => ({ of, explanations: top.list().map((candidate) => candidate.explain()) }),
  };
}

function candidateOf(one: AuditedCall, explain: () => Explanation, settings: AuditSettings): Candidate {
  const { call, cost } = one;
  return {
    usd: cost.usd,
    name: () => `${call.envelope.trace_id?.value ?? '\uffff'}\n${call.key}`,
    first: call.sightings[0],
    explain: () => answered(one, explain(), settings),
  };
}

function explained(candidate: Candidate): Candidate {
  const [name, explanation] = [candidate.name(), candidate.explain()];
  return { ...candidate, name: () => name, first: compactEvent(candidate.first), explain: () => explanation };
}

function compareCandidates(a: Candidate, b: Candidate): number {
  return compareUsd(b.usd, a.usd) || compareText(a.name(), b.name()) || compareEvents(a.first, b.first);
}

/** Only the call asked for is answered; the rest of its trace is there to be seen. */
function answered(one: AuditedCall, explanation: Explanation, settings: AuditSettings): Explanation {
  const answers = fiveAnswers(one, settings);
  return {
    ...explanation,
    calls: explanation.calls.map((call) => (call.key === one.call.key ? { ...call, answers } : call)),
  };
}
