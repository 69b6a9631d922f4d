// All traces of some events, joined and judged, one after the other; whole where they are small, in shares where they may have a million calls.
import type { Event } from '../model/event.ts';
import { eachOpenTrace, eachTrace, type WholeInput } from '../trace/build-traces.ts';
import type { OpenTrace } from '../trace/open-trace.ts';
import { auditFacts, auditTrace, sharesOf } from './audit-trace.ts';
import type { AuditedCall, AuditedTrace, TraceInShares } from './audited.ts';
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
  for (const open of eachOpenTrace(events, whole)) yield inShares(open, settings);
}

/** All calls of a trace that are at hand. */
export const inOneShare = (audited: AuditedTrace): TraceInShares => ({ ...audited, shares: () => [audited] });

export function inShares(open: OpenTrace, settings: AuditSettings): TraceInShares {
  return { ...auditFacts(open.facts, settings), shares: sharesOf(open, settings) };
}

/** The billed calls that were asked for. */
export function* billedCalls(
  trace: Pick<TraceInShares, 'shares'>,
  { select }: Pick<AuditSettings, 'select'>,
): Iterable<AuditedCall> {
  for (const { calls } of trace.shares()) for (const one of calls) if (select?.(one) !== false) yield one;
}

export function selected(audited: AuditedTrace, { select }: Pick<AuditSettings, 'select'>): AuditedTrace {
  return select ? selectCalls(audited, select) : audited;
}
