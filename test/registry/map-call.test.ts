// Mapping: what a request says stays, what it does not say comes from the most specific rule, and the evidence names it.
import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { Call } from '../../src/model/trace.ts';
import { mapCall } from '../../src/registry/map-trace.ts';
import { readRegistry } from '../../src/registry/read-registry.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { makeCall } from '../trace/make-event.ts';

const registry = readRegistry(
  {
    teams: [{ id: 'support', aliases: ['Support-Platform'], cost_center: 'cc-1' }, { id: 'sales' }, { id: 'platform' }],
    identities: [
      { match: { virtual_key: 'vk-*' }, team: 'platform' },
      {
        match: { virtual_key: 'vk-support' },
        team: 'support',
        exclusive: true,
        workflow_id: 'triage',
        feature: 'classify',
      },
      { match: { virtual_key: 'vk-support', service: 'mailer' }, team: 'sales' },
      { match: { virtual_key: 'vk-moved' }, team: 'support', valid_to: '2026-06-01' },
      { match: { virtual_key: 'vk-moved' }, team: 'sales', valid_from: '2026-06-01' },
      { match: { principal: 'arn:aws:iam::*:role/sales-*' }, team: 'sales', environment: 'staging' },
      { match: { key_hash: 'abc' }, team: 'sales' },
    ],
  },
  'test',
);

function mapped(said: Parameters<typeof makeCall>[0]): Call {
  const event: Event = makeCall({ trace_id: 't1', ...said });
  const call = buildTraces([event])[0]?.calls[0];
  if (!call) throw new Error('no call');
  return mapCall(call, registry);
}
const owner = (said: Parameters<typeof makeCall>[0]) => {
  const { value, grade, rule, proves } = mapped(said).envelope.owner_team ?? {};
  return [value, grade, rule, proves].filter((part) => part !== undefined).join(' | ');
};

describe('the owner', () => {
  it('comes from the exact key before a pattern', () => {
    expect(owner({ virtual_key: 'vk-support' })).toBe(
      'support | mapped | rule virtual_key=vk-support (exclusive) | true',
    );
    expect(owner({ virtual_key: 'vk-other' })).toBe('platform | mapped | rule virtual_key=vk-* | false');
  });

  it('comes from the rule with more conditions', () => {
    expect(owner({ virtual_key: 'vk-support', service: 'mailer' })).toBe(
      'sales | mapped | rule service=mailer, virtual_key=vk-support | false',
    );
  });

  it('comes from the key before the principal', () => {
    expect(owner({ virtual_key: 'vk-support', principal: 'arn:aws:iam::12:role/sales-bot' })).toMatch(/^support/);
    expect(owner({ principal: 'arn:aws:iam::12:role/sales-bot' })).toMatch(/^sales/);
  });

  it('depends on the day of the call', () => {
    const at = (day: string) => BigInt(Date.parse(day)) * 1_000_000n;
    expect(owner({ virtual_key: 'vk-moved', start: at('2026-05-31T23:59:59Z') })).toMatch(/^support/);
    expect(owner({ virtual_key: 'vk-moved', start: at('2026-06-01T00:00:00Z') })).toMatch(/^sales/);
  });

  it('is found by the hash of a key, wherever the log keeps it', () => {
    expect(owner({ api_key_id: 'abc' })).toMatch(/^sales \| mapped \| rule key_hash=abc/);
    expect(owner({ virtual_key: 'abc' })).toMatch(/^sales/);
  });

  it('stays what the request says, under the id of the team', () => {
    expect(owner({ owner_team: 'Support-Platform', virtual_key: 'vk-other' })).toBe(
      'support | explicit | alias "Support-Platform" of support',
    );
  });

  it('comes from a rule when the request names no team', () => {
    const call = mapped({ owner_team: 'nobody', virtual_key: 'vk-support' });
    expect(call.envelope.owner_team?.value).toBe('support');
    expect(call.mapping?.faults.map(({ kind }) => kind)).toEqual(['unknown-team']);
  });
});

describe('what a request does not say', () => {
  it('comes from the rules of its own team, the cost center from the team', () => {
    const { envelope } = mapped({ virtual_key: 'vk-support', feature: 'draft' });
    expect(envelope.workflow_id).toMatchObject({ value: 'triage', grade: 'mapped', proves: true });
    expect(envelope.feature).toMatchObject({ value: 'draft', grade: 'explicit' });
    expect(envelope.cost_center).toMatchObject({ value: 'cc-1', grade: 'mapped', rule: 'cost center of support' });
  });

  it('does not come from the rule of another team', () => {
    const { envelope, mapping } = mapped({ owner_team: 'sales', virtual_key: 'vk-support' });
    expect(envelope.workflow_id).toBeUndefined();
    expect(mapping?.faults.map(({ kind }) => kind)).toEqual(['owner-differs']);
  });
});

it('the order of the rules means nothing', () => {
  const { identities = [], ...rest } = registry.file;
  const turned = readRegistry({ ...rest, identities: [...identities].reverse() }, 'turned');
  const call = mapped({ virtual_key: 'vk-support', principal: 'arn:aws:iam::12:role/sales-bot' });
  expect(mapCall(call, turned)).toEqual(mapCall(call, registry));
});
