// Selects calls after they were joined, resolved and priced, so that a filter sees what the report would say about each call.
import type { Nanoseconds } from '../model/event.ts';
import type { AuditedCall, AuditedExclusion, AuditedTrace } from './audited.ts';

export interface CallFilter {
  (call: AuditedCall): boolean;
  /** Where it is known: the names of group-keys.ts and the instants that decide, so that calls alike in these are kept or left out together. */
  readonly looks_at?: { readonly fields: readonly string[]; readonly instants: readonly Nanoseconds[] };
}

/** The same trace with only the calls that fit; what is left out is accounted for as `filtered out`. */
export function selectCalls(audited: AuditedTrace, fits: CallFilter): AuditedTrace {
  const calls = audited.calls.filter(fits);
  const free = audited.free_calls.filter(fits);
  const left = new Set(calls);
  const out = audited.calls.flatMap((one): AuditedExclusion[] =>
    left.has(one) ? [] : [{ reason: 'filtered out', event: one.call.sightings[0], usd: one.cost.usd }],
  );
  if (calls.length + free.length === 0) return withoutCalls(audited, out);
  return { ...audited, calls, free_calls: free, exclusions: [...audited.exclusions, ...out] };
}

/** What is wrong with a trace is of interest only together with one of its calls: of this one only the count stays. */
function withoutCalls(audited: AuditedTrace, out: readonly AuditedExclusion[]): AuditedTrace {
  const others = audited.exclusions.map(({ event }): AuditedExclusion => ({ reason: 'filtered out', event, usd: 0n }));
  return {
    ...audited,
    trace: { ...audited.trace, events: [], restarts: [], faults: [], bypasses: [] },
    calls: [],
    free_calls: [],
    exclusions: [...out, ...others],
  };
}
