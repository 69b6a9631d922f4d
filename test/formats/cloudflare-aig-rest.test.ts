import { expect, test } from 'vitest';
import { cloudflareAigRest } from '../../src/formats/cloudflare-aig-rest.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { recognises, eventOf } = readOne(cloudflareAigRest);
const row: JsonObject = {
  id: '01LKS',
  created_at: '2026-03-02T09:15:04.120Z',
  provider: 'openai',
  model: 'gpt-4.1-mini',
  path: 'chat/completions',
  duration: 2360,
  status_code: 200,
  success: true,
  cached: false,
  tokens_in: 1420,
  tokens_out: 386,
  cost: 0.0011856,
  step: 0,
  metadata: '{"owner_team":"support-platform","tenant":"acct-77"}',
};

test('metadata is JSON text or an object', () => {
  expect(eventOf(row)).toMatchObject({
    owner_team: 'support-platform',
    tenant_id_hash: 'acct-77',
    request_id: '01LKS',
  });
  expect(eventOf({ ...row, metadata: { team: 'billing' } }).owner_team).toBe('billing');
});

test('tokens that could not be read are unknown, also as zeros', () => {
  const unread: JsonObject = { ...row, request_type: 'chat', tokens_in: null, tokens_out: null, cost: null };
  expect(recognises(unread)).toBe(true);
  expect(eventOf(unread)).not.toHaveProperty('usage');
  expect(eventOf(unread)).not.toHaveProperty('logged_cost_usd');
  expect(eventOf({ ...row, tokens_in: 0, tokens_out: 0 })).not.toHaveProperty('usage');
});

test('cost 0 with tokens is unknown, unless the gateway answered from its cache', () => {
  expect(eventOf({ ...row, cost: 0 }).notes).toEqual([{ kind: 'zero-cost-with-usage' }]);
  expect(eventOf({ ...row, cost: 0, cached: true })).toMatchObject({ cache_hit: true, logged_cost_usd: 0n, notes: [] });
});

test('a later step is a fallback', () => {
  expect(eventOf({ ...row, step: 1 }).fallback_from).toBe('step 0');
  expect(eventOf(row).fallback_from).toBeUndefined();
});

test('the caller’s own price is said to be one', () => {
  expect(eventOf({ ...row, custom_cost: true, cost: 0.5 })).toMatchObject({
    unit_price_source: 'cloudflare custom_cost',
    logged_cost_usd: parseUsd('0.5'),
  });
});

test('anonymous is nobody', () => {
  expect(eventOf({ ...row, metadata: { user_id: 'anonymous' } })).not.toHaveProperty('user_id_hash');
});

test('guardrail rows are calls with a feature of their own', () => {
  const guard = { ...row, provider: 'workers-ai', model: '@cf/meta/llama-guard-3-8b' };
  expect(eventOf(guard)).toMatchObject({ role: 'call', feature: 'guardrail' });
});
