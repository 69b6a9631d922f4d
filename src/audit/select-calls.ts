// Selects calls after they were joined, resolved and priced, so that a filter sees what the report would say about each call.
import type { AuditedCall, AuditedTrace } from './audited.ts';

export type CallFilter = (call: AuditedCall) => boolean;

/** The same trace with only the calls that fit; what is left out is accounted for as `filtered out`. */
export function selectCalls(audited: AuditedTrace, fits: CallFilter): AuditedTrace {
  const calls = audited.calls.filter(fits);
  const free = audited.free_calls.filter(fits);
  const left = new Set(calls);
  const out = audited.calls.filter((call) => !left.has(call));
  const { trace } = audited;
  const nothingLeft = calls.length + free.length === 0;
  return {
    ...audited,
    // What is wrong with a trace is of interest only together with one of its calls.
    trace: nothingLeft ? { ...trace, calls: [], free_calls: [], restarts: [], faults: [] } : trace,
    calls,
    free_calls: free,
    exclusions: [
      ...audited.exclusions,
      ...out.map(({ call, cost }) => ({ reason: 'filtered out' as const, event: call.sightings[0], usd: cost.usd })),
    ],
  };
}
