import { describe, expect, it } from 'vitest';
import { fixesOf, fixText } from '../../src/audit/fix-text.ts';
import type { Event } from '../../src/model/event.ts';
import { makeCall, makeEvent } from '../trace/make-event.ts';
import { onlyCall, ownedCall, owner } from './audited-events.ts';

const fixes = (events: readonly Event[]): string[] =>
  [...fixesOf(onlyCall(events).obstacles).values()].map((fix) => fixText([fix]));
const step = (id: string, parent: string | undefined, said: Parameters<typeof makeEvent>[0]) =>
  makeEvent({ trace_id: 't1', span_id: id, ...(parent ? { parent_span_id: parent } : {}), ...said });

describe('what stands between a call and proof', () => {
  it('is nothing when it is proven', () => {
    expect(onlyCall([ownedCall()]).obstacles).toEqual([]);
  });

  it('is the edge where a field is lost', () => {
    expect(
      fixes([
        step('a', undefined, { component: 'api', ...owner }),
        step('b', 'a', { component: 'jobs', hop: 'queue', ...owner }),
        step('c', 'b', { component: 'writer', hop: 'worker', workflow_id: owner.workflow_id }),
        makeCall({ trace_id: 't1', span_id: 'd', parent_span_id: 'c', component: 'writer', hop: 'worker' }),
      ]),
    ).toEqual([
      'carry owner_team, feature from jobs to writer',
      "copy workflow_id onto the call's own record at writer",
    ]);
  });

  it('is the start of the path for a field nobody ever set', () => {
    expect(
      fixes([
        step('a', undefined, { component: 'api', owner_team: 'claims', feature: 'summarise' }),
        ownedCallWithout('workflow_id', { span_id: 'b', parent_span_id: 'a', component: 'writer' }),
      ]),
    ).toEqual(['set workflow_id at api, where the path begins']);
  });

  it('is what the record of the call does not say about its metering', () => {
    const { usage: _, ...unmeasured } = ownedCall({ component: 'gw' });
    expect(fixes([unmeasured])).toEqual(['record usage of the call at gw']);
  });

  it('is a trace id that the component nearest to the user does not log', () => {
    const { trace_id: _, ...call } = ownedCall({ hop: 'gateway', component: 'litellm', provider_request_id: 'p' });
    expect(
      fixes([call, makeCall({ log: 'aws', hop: 'provider', component: 'bedrock', provider_request_id: 'p' })]),
    ).toEqual(['log the trace id at litellm']);
  });

  it('is a wrong value at the component that sets it', () => {
    expect(fixes([ownedCall({ feature: 'TODO', component: 'api' })])).toEqual(['correct the value of feature at api']);
    expect(
      fixes([
        step('a', undefined, { component: 'api', ...owner, owner_team: 'unknown' }),
        ownedCallWithout('owner_team', { span_id: 'b', parent_span_id: 'a', component: 'writer' }),
      ]),
    ).toEqual(['correct the value of owner_team at api', 'carry owner_team from api to writer']);
  });

  it('is a dispute between logs of the call', () => {
    expect(
      fixes([
        ownedCall({ component: 'api', provider_request_id: 'p' }),
        ownedCall({ log: 'gw', hop: 'gateway', component: 'litellm', provider_request_id: 'p', owner_team: 'fraud' }),
      ]),
    ).toEqual(['make the logs of the call agree on owner_team from api on']);
  });

  it('does not count a wrong value that the contract only recommends', () => {
    expect(fixes([ownedCallWithout('feature', { cost_center: 'TBD', component: 'api' })])).toEqual([
      'set feature at api, where the path begins',
    ]);
  });
});

function ownedCallWithout(field: keyof typeof owner, said: Parameters<typeof ownedCall>[0]): Event {
  const { [field]: _, ...rest } = ownedCall(said);
  return rest;
}
