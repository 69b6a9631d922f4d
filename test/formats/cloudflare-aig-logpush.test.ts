import { expect, test } from 'vitest';
import { cloudflareAigLogpush } from '../../src/formats/cloudflare-aig-logpush.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, eventOf } = readOne(cloudflareAigLogpush);
const sealed = { type: 'encrypted', key: 'a', iv: 'b', data: 'c' };
const row: JsonObject = {
  Cached: false,
  Gateway: 'support-gw',
  Metadata: sealed,
  Model: 'gpt-4.1-mini',
  Provider: 'openai',
  RequestBody: sealed,
  ResponseBody: sealed,
  StatusCode: 200,
  Timestamp: 1772442904,
  TokensIn: 1420,
  TokensOut: 386,
};

test('ownership is encrypted, not missing: the call is metered and says so', () => {
  expect(eventOf(row)).toMatchObject({
    role: 'call',
    provider: 'openai',
    workspace_id: 'support-gw',
    usage: { input: 1420, output: 386 },
    start: 1772442904000000000n,
    notes: [{ kind: 'encrypted', member: 'Metadata' }],
  });
  expect(eventOf(row)).not.toHaveProperty('owner_team');
});

test('columns in any spelling', () => {
  const spelled = {
    provider: 'openai',
    MODEL: 'gpt-4.1-mini',
    tokens_in: 5,
    tokensOut: 6,
    status_code: 429,
    RequestBody: sealed,
  };
  expect(recognises(spelled)).toBe(true);
  expect(eventOf(spelled)).toMatchObject({ status: 'error', error: '429', usage: { input: 5, output: 6 }, notes: [] });
});

test('decrypted metadata is read', () => {
  const event = eventOf({ ...row, Metadata: { owner_team: 'support-platform' } });
  expect(event).toMatchObject({ owner_team: 'support-platform', notes: [] });
});

test('other encrypted things are not it', () => {
  expect(recognises({ ...sealed })).toBe(false);
  expect(recognises({ Metadata: { type: 'plain' } })).toBe(false);
});
