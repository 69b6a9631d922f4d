// Selects calls after they were joined, resolved and priced, so that a filter sees what the report would say about each call.
import type { Nanoseconds } from '../model/event.ts';
import type {
  AuditedCall,
  AuditedExclusion,
  AuditedExclusions,
  AuditedFacts,
  AuditedTrace,
  CallShare,
} from './audited.ts';

export interface CallFilter {
  (call: AuditedCall): boolean;
  /** Where it is known: what decides, so that calls alike in it are kept or left out together. */
  readonly looks_at?: {
    /** By the names of group-keys.ts: the values that are told from all others. */
    readonly values: ReadonlyMap<string, readonly string[]>;
    readonly instants: readonly Nanoseconds[];
  };
}

/** Of one trace, share by share. */
export interface Cut {
  /** The calls of a share that fit. */
  keep(share: CallShare): CallShare;
  /** Of all calls, in the order in which the shares had them, or of something of each, that of those that fitted. */
  kept<T>(calls: Iterable<T>): Iterable<T>;
  /** What is known of the trace when all shares were cut: what is left out is accounted for as `filtered out`. */
  facts(): AuditedFacts;
}

export function cutCalls(facts: AuditedFacts, fits: CallFilter): Cut {
  const out: AuditedExclusion[] = [];
  /** By the place of a call: a million keys would take four times as much as the calls. */
  const fitted: boolean[] = [];
  const isFit = (one: AuditedCall): boolean => {
    const left = fits(one);
    fitted.push(left);
    return left;
  };
  return {
    keep: (share) => {
      const calls = share.calls.filter((one) => {
        const left = isFit(one);
        if (!left) out.push({ reason: 'filtered out', event: one.call.sightings[0], usd: one.cost.usd });
        return left;
      });
      const free = share.free_calls.filter(isFit);
      return { calls, free_calls: free };
    },
    *kept(calls) {
      let at = 0;
      for (const one of calls) {
        if (fitted[at]) yield one;
        at += 1;
      }
    },
    facts: () =>
      fitted.includes(true)
        ? { ...facts, exclusions: oneAfterTheOther(facts.exclusions, out) }
        : withoutCalls(facts, out),
  };
}

/** The same trace with only the calls that fit. */
export function selectCalls(audited: AuditedTrace, fits: CallFilter): AuditedTrace {
  const cut = cutCalls(audited, fits);
  const share = cut.keep(audited);
  const { trace, exclusions } = cut.facts();
  return { ...audited, ...share, trace: { ...audited.trace, ...trace }, exclusions: [...exclusions] };
}

/** What is wrong with a trace is of interest only together with one of its calls: of this one only the count stays. */
function withoutCalls(facts: AuditedFacts, out: readonly AuditedExclusion[]): AuditedFacts {
  return {
    ...facts,
    trace: { ...facts.trace, events: [], restarts: [], faults: [], bypasses: [] },
    exclusions: oneAfterTheOther(out, filteredOut(facts.exclusions)),
  };
}

/** More are made anew each time. */
const few = 1000;

function filteredOut(exclusions: AuditedExclusions): AuditedExclusions {
  const leaveOut = ({ event }: AuditedExclusion): AuditedExclusion => ({ reason: 'filtered out', event, usd: 0n });
  if (exclusions.length <= few) return Array.from(exclusions, leaveOut);
  return {
    length: exclusions.length,
    *[Symbol.iterator]() {
      for (const exclusion of exclusions) yield leaveOut(exclusion);
    },
  };
}

function oneAfterTheOther(first: AuditedExclusions, then: AuditedExclusions): AuditedExclusions {
  const length = first.length + then.length;
  if (length <= few) return [...first, ...then];
  return {
    length,
    *[Symbol.iterator]() {
      yield* first;
      yield* then;
    },
  };
}
