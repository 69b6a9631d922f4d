import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { groupKey } from '../../src/audit/group-keys.ts';
import { cutCalls, selectCalls } from '../../src/audit/select-calls.ts';
import type { Event } from '../../src/model/event.ts';
import { makeCall, makeEvent } from '../trace/make-event.ts';
import { onlyTrace, ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

const personal = { kind: 'personal-data', field: 'user_id_hash', what: 'e-mail', masked: 'r***' } as const;
const ofOthers: readonly Event[] = [
  makeEvent({ trace_id: 't2', span_id: 'a', parent_span_id: 'gone', notes: [personal] }),
  ownedCall({ trace_id: 't2', span_id: 'b', parent_span_id: 'a', owner_team: 'sales', provider_request_id: 'p2' }),
  makeCall({ log: 'gw', hop: 'gateway', component: 'gw', provider_request_id: 'p2' }),
  makeCall({ log: 'gw', hop: 'gateway', component: 'gw', provider_request_id: 'p2' }),
];
const claimsOnly = (events: readonly Event[]) =>
  audit(events, [], { ...sampleSettings, select: (call) => groupKey(call, 'owner_team') === 'claims' });

describe('a filter', () => {
  it('leaves the calls that fit and accounts for the others', () => {
    const trace = onlyTrace([
      makeEvent({ trace_id: 't1', span_id: 'a' }),
      ownedCall({ span_id: 'b', parent_span_id: 'a' }),
      ownedCall({ span_id: 'c', parent_span_id: 'a', owner_team: 'sales', model: 'gpt-4.1' }),
    ]);
    const { calls, exclusions } = selectCalls(trace, (call) => groupKey(call, 'model') === 'gpt-4.1');
    expect(calls.map(({ call }) => call.metering.model)).toEqual(['gpt-4.1']);
    expect(exclusions.map(({ reason, usd }) => `${reason} ${usd}`)).toEqual([
      'hop without metering 0',
      'filtered out 768000000000000',
    ]);
  });

  it('tells by their place, share by share, which calls fitted', () => {
    const trace = onlyTrace([
      ownedCall({ span_id: 'a' }),
      ownedCall({ span_id: 'b', model: 'gpt-4.1' }),
      ownedCall({ span_id: 'c' }),
      ownedCall({ span_id: 'd', cache_hit: true }),
    ]);
    const cut = cutCalls(trace, (call) => groupKey(call, 'model') !== 'gpt-4.1');
    for (const one of trace.calls) cut.keep({ calls: [one], free_calls: [] });
    cut.keep({ calls: [], free_calls: trace.free_calls });
    expect([...cut.kept(['a', 'b', 'c', 'd'])]).toEqual(['a', 'c', 'd']);
  });

  it('keeps quiet about traces of which nothing is left', () => {
    const { findings, breaks, totals, repair_plan: plan } = claimsOnly([ownedCall(), ...ofOthers]);
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect([breaks, plan]).toEqual([[], []]);
    expect(totals).toMatchObject({ traces: 1, calls: 1, spend_usd: '0.000768' });
  });

  it('leaves no event unaccounted for', () => {
    const { ledger, excluded } = claimsOnly([ownedCall(), ...ofOthers]);
    expect(ledger).toMatchObject({ events: 5, billed_calls: 1, excluded_events: 4 });
    expect(excluded).toEqual([{ reason: 'filtered out', unit: 'event', records: 4, usd: '0.000072' }]);
  });
});
