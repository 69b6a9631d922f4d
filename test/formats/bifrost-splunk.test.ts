import { expect, test } from 'vitest';
import { bifrostSplunk } from '../../src/formats/bifrost-splunk.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { recognises, eventOf } = readOne(bifrostSplunk);
const flat: JsonObject = {
  request_id: 'r-1',
  trace_id: '0e8b9293a69d4652804d2ab61121c1f2',
  provider: 'openai',
  model: 'gpt-4.1-mini',
  status: 'success',
  input_tokens: 1420,
  output_tokens: 386,
  total_tokens: 1806,
  cost: 0.0011856,
  latency_ms: 2360,
  virtual_key_name: 'support-vk',
  user_id: 'gateway-user',
  team_names: ['support-platform'],
  team_ids: ['t-1'],
  customer_ids: ['acct-77'],
  environment: 'production',
  'x-workflow-id': 'wf-refund',
};
const wrapped = (event: JsonObject): JsonObject => ({ time: 1772442904.12, sourcetype: 'bifrost:llm', event });

test('the same event in its wrapper and alone; only the wrapper knows the time', () => {
  expect(recognises(flat)).toBe(true);
  expect(recognises(wrapped(flat))).toBe(true);
  expect(eventOf(wrapped(flat))).toMatchObject({
    owner_team: 'support-platform',
    tenant_id_hash: 'acct-77',
    usage: { input: 1420, output: 386 },
    logged_cost_usd: parseUsd('0.0011856'),
    start: 1772442904120000000n,
  });
  expect(eventOf(flat)).not.toHaveProperty('start');
});

test('custom fields and headers are searched; the gateway’s own user is a principal, not the end user', () => {
  const event = eventOf(flat);
  expect(event).toMatchObject({ environment: 'production', workflow_id: 'wf-refund', principal: 'gateway-user' });
  expect(event).not.toHaveProperty('user_id_hash');
});

test('several teams are no owner and are noted', () => {
  const event = eventOf({ ...flat, team_names: ['support-platform', 'billing'], customer_ids: ['a', 'b'] });
  expect(event).not.toHaveProperty('owner_team');
  expect(event).not.toHaveProperty('tenant_id_hash');
  expect(event.notes).toEqual([{ kind: 'several-owners', values: ['billing', 'support-platform'] }]);
});

test('metrics and other events are not it', () => {
  expect(recognises({ time: 1, event: 'metric', sourcetype: 'bifrost:metric', fields: {} })).toBe(false);
  expect(recognises({ time: 1, event: { status: 200 }, sourcetype: 'nginx' })).toBe(false);
});
