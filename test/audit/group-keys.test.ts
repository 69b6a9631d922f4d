import { describe, expect, it } from 'vitest';
import { checkGroupName, groupKey, groupNames } from '../../src/audit/group-keys.ts';
import { UsageError } from '../../src/model/errors.ts';
import { textFields } from '../../src/model/fields.ts';
import { makeCall, makeEvent } from '../trace/make-event.ts';
import { onlyCall, ownedCall, owner } from './audited-events.ts';

const start = BigInt(Date.UTC(2026, 10, 21, 9, 30)) * 1_000_000n;

describe('groupKey', () => {
  it('takes periods from the start of the call', () => {
    const call = onlyCall([ownedCall({ start })]);
    expect(['hour', 'day', 'week', 'month'].map((name) => groupKey(call, name))).toEqual([
      '2026-11-21T09',
      '2026-11-21',
      '2026-11-16',
      '2026-11',
    ]);
    expect(groupKey(onlyCall([ownedCall()]), 'day')).toBeUndefined();
  });

  it('takes the envelope however it is known', () => {
    const call = onlyCall([
      makeEvent({ trace_id: 't1', span_id: 'a', ...owner }),
      makeCall({ trace_id: 't1', span_id: 'b', parent_span_id: 'a' }),
    ]);
    expect(groupKey(call, 'owner_team')).toBe('claims');
    expect(groupKey(call, 'grade')).toBe('inherited');
  });

  it('has no owner and no grade where the owner counts for nothing', () => {
    const call = onlyCall([ownedCall({ owner_team: 'unknown' })]);
    expect(groupKey(call, 'owner_team')).toBeUndefined();
    expect(groupKey(call, 'grade')).toBe('none');
    expect(groupKey(call, 'part')).toBe('unattributed');
  });

  it('tells the served model from the requested one', () => {
    const call = onlyCall([ownedCall({ model: 'gpt-4.1', response_model: 'gpt-4.1-mini' })]);
    expect([groupKey(call, 'model'), groupKey(call, 'requested_model')]).toEqual(['gpt-4.1-mini', 'gpt-4.1']);
  });

  it('takes other fields from the first record of the call that has them', () => {
    const call = onlyCall([
      ownedCall({ provider_request_id: 'p', virtual_key: 'vk-7' }),
      makeCall({ log: 'gw', hop: 'gateway', component: 'litellm', provider_request_id: 'p' }),
    ]);
    expect(groupKey(call, 'virtual_key')).toBe('vk-7');
    expect(groupKey(call, 'component')).toBe('litellm');
    expect(groupKey(call, 'format')).toBe('event');
    expect(groupKey(call, 'basis')).toBe('repriced');
    expect(groupKey(call, 'price_source')).toBe('finding-samples');
  });
});

describe('group names', () => {
  it('are the fields of an event and what the audit adds', () => {
    expect(groupNames).toEqual(expect.arrayContaining([...textFields, 'week', 'part', 'grade']));
    expect(new Set(groupNames).size).toBe(groupNames.length);
  });

  it('are checked, also for what every object has', () => {
    expect(checkGroupName('feature')).toBe('feature');
    for (const name of ['team', 'constructor', '__proto__', '']) expect(() => checkGroupName(name)).toThrow(UsageError);
    expect(groupKey(onlyCall([ownedCall()]), 'constructor')).toBeUndefined();
  });
});
