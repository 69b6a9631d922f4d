// Hashed ids: the same name for the same id and key, nothing of the raw value left anywhere, other fields untouched.
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { screenEvent } from '../../src/contract/screen-event.ts';
import { hashIds } from '../../src/engine/hash-ids.ts';
import type { Event } from '../../src/model/event.ts';
import { makeCall } from '../trace/make-event.ts';

const key = Buffer.from('0123456789abcdef');
const hashed = (said: Parameters<typeof makeCall>[0], by = key): Event => {
  const raw = makeCall({ trace_id: 't1', ...said });
  return hashIds(raw, screenEvent(raw), by);
};
const hmac = (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 24);

it('names a user and a tenant by HMAC-SHA-256', () => {
  expect(hashed({ user_id_hash: '4711', tenant_id_hash: 'acme' })).toMatchObject({
    user_id_hash: `u_${hmac('4711')}`,
    tenant_id_hash: `t_${hmac('acme')}`,
    trace_id: 't1',
  });
});

it('another key gives another name', () => {
  const other = Buffer.from('fedcba9876543210');
  expect(hashed({ user_id_hash: '4711' }, other).user_id_hash).not.toBe(hashed({ user_id_hash: '4711' }).user_id_hash);
});

it('leaves nothing of an address, nor its unkeyed name, and still tells that the log had one', () => {
  const raw = 'jane.roe@example.com';
  const event = hashed({ user_id_hash: raw, principal: raw, session_id: `chat of ${raw}` });
  const plain = screenEvent(makeCall({ user_id_hash: raw })).user_id_hash ?? '';
  const unkeyed = /\[masked (\w+)\]/.exec(plain)?.[1] ?? '?';
  expect(event.user_id_hash).toBe(`u_${hmac(raw)}`);
  expect(event.principal).toBe(`u_${hmac(raw)}`);
  expect(event.notes).toContainEqual({
    kind: 'personal-data',
    field: 'user_id_hash',
    what: 'e-mail',
    masked: `u_${hmac(raw)}`,
  });
  const all = JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  expect(all).not.toContain('jane');
  expect(all).not.toContain(unkeyed);
});

it('changes nothing else, placeholders included', () => {
  const raw = makeCall({ owner_team: 'support', virtual_key: 'vk-1', user_id_hash: 'unknown' });
  expect(hashIds(raw, raw, key)).toEqual(raw);
});
