// All traces of some events, joined and judged, one after the other; whole, or cut to the calls that were asked for.
import type { Event } from '../model/event.ts';
import { eachTrace, type WholeInput } from '../trace/build-traces.ts';
import { auditTrace } from './audit-trace.ts';
import type { AuditedTrace } from './audited.ts';
import { selectCalls } from './select-calls.ts';
import type { AuditSettings } from './settings.ts';

export function* auditTraces(
  events: readonly Event[],
  settings: AuditSettings,
  whole?: WholeInput,
): Iterable<AuditedTrace> {
  for (const trace of eachTrace(events, whole)) yield auditTrace(trace, settings);
}

export function* selectedTraces(events: readonly Event[], settings: AuditSettings): Iterable<AuditedTrace> {
  for (const audited of auditTraces(events, settings)) yield selected(audited, settings);
}

export function selected(audited: AuditedTrace, { select }: Pick<AuditSettings, 'select'>): AuditedTrace {
  return select ? selectCalls(audited, select) : audited;
}
