// All traces of some events, joined and judged, one after the other; whole, or cut to the calls that were asked for.
import type { Event } from '../model/event.ts';
import { eachOpenTrace, eachTrace, type WholeInput } from '../trace/build-traces.ts';
import { auditFacts, auditShares, auditTrace } from './audit-trace.ts';
import type { AuditedTrace, TraceInShares } from './audited.ts';
import { selectCalls } from './select-calls.ts';
import type { AuditSettings } from './settings.ts';

export function* auditTraces(
  events: readonly Event[],
  settings: AuditSettings,
  whole?: WholeInput,
): Iterable<AuditedTrace> {
  for (const trace of eachTrace(events, whole)) yield auditTrace(trace, settings);
}

export function* tracesInShares(
  events: readonly Event[],
  settings: AuditSettings,
  whole?: WholeInput,
): Iterable<TraceInShares> {
  for (const open of eachOpenTrace(events, whole))
    yield { ...auditFacts(open.facts, settings), shares: () => auditShares(open, settings) };
}

export function selected(audited: AuditedTrace, { select }: Pick<AuditSettings, 'select'>): AuditedTrace {
  return select ? selectCalls(audited, select) : audited;
}
