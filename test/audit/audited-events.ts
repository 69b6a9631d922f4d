// Events audited by the default contract and the fixed prices of the finding samples: gpt-4.1-mini at 0.4 / 0.1 / 1.6 dollars per million.
import { auditTrace } from '../../src/audit/audit-trace.ts';
import type { AuditedCall, AuditedTrace } from '../../src/audit/audited.ts';
import type { Rules } from '../../src/audit/judge-call.ts';
import type { Contract } from '../../src/contract/contract.ts';
import type { Event } from '../../src/model/event.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { makeCall } from '../trace/make-event.ts';
import { sampleSettings } from './finding-samples.ts';

export const rules: Rules = sampleSettings;
export const withContract = (contract: Contract): Rules => ({ ...rules, contract });

export const owner = { owner_team: 'claims', workflow_id: 'claim-intake-v2', feature: 'summarise' } as const;
/** A call of $0.000768 on which nothing is missing that a contract requires. */
export const ownedCall = (said: Parameters<typeof makeCall>[0] = {}): Event =>
  makeCall({ trace_id: 't1', ...owner, usage: { input: 1200, output: 180 }, ...said });

export function auditEvents(events: readonly Event[], by: Rules = rules): AuditedTrace[] {
  return buildTraces(events).map((trace) => auditTrace(trace, by));
}

export function onlyTrace(events: readonly Event[], by: Rules = rules): AuditedTrace {
  const [trace, ...more] = auditEvents(events, by);
  if (!trace || more.length > 0) throw new Error(`${more.length + 1} traces where one was expected`);
  return trace;
}

export function onlyCall(events: readonly Event[], by: Rules = rules): AuditedCall {
  const { calls, free_calls: free } = onlyTrace(events, by);
  const [call, ...more] = [...calls, ...free];
  if (!call || more.length > 0) throw new Error(`${calls.length + free.length} calls where one was expected`);
  return call;
}
