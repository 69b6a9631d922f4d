// All traces of some events, joined, judged and cut to the calls that were asked for, one after the other.
import type { Event } from '../model/event.ts';
import { buildTraces } from '../trace/build-traces.ts';
import { auditTrace } from './audit-trace.ts';
import type { AuditedTrace } from './audited.ts';
import { selectCalls } from './select-calls.ts';
import type { AuditSettings } from './settings.ts';

export function* auditTraces(events: readonly Event[], settings: AuditSettings): Iterable<AuditedTrace> {
  for (const trace of buildTraces(events)) {
    const audited = auditTrace(trace, settings);
    yield settings.select ? selectCalls(audited, settings.select) : audited;
  }
}
