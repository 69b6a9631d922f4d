import { describe, expect, test } from 'vitest';
import { portkeyExport } from '../../src/formats/portkey-export.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { recognises, eventOf } = readOne(portkeyExport);
const row: JsonObject = {
  id: 'log-1',
  trace_id: 'refund-8841',
  created_at: '2026-03-02T09:15:04.120Z',
  ai_org: 'openai',
  ai_model: 'gpt-4.1-mini',
  req_units: 1420,
  res_units: 386,
  total_units: 1806,
  cost: 0.11856,
  cost_currency: 'USD',
  is_success: 1,
  response_status_code: 200,
  response_time: 2360,
};

test('cost is in cents whatever cost_currency says', () => {
  expect(eventOf(row).logged_cost_usd).toBe(parseUsd('0.0011856'));
});

test('cost 0 with tokens is a model without a price', () => {
  const event = eventOf({ ...row, cost: 0 });
  expect(event.logged_cost_usd).toBeUndefined();
  expect(event.notes).toEqual([{ kind: 'zero-cost-with-usage' }]);
});

test('zero tokens of a stream are unknown', () => {
  const event = eventOf({ ...row, stream_mode: 1, req_units: 0, res_units: 0, total_units: 0, cost: 0 });
  expect(event.usage).toBeUndefined();
  expect(event.streamed).toBe(true);
});

describe('metadata', () => {
  const named = { owner_team: 'support-platform', workflow_id: 'wf-refund' };
  const lists = { key: ['owner_team', 'workflow_id'], value: ['support-platform', 'wf-refund'] };
  test.each<[string, JsonObject]>([
    ['an object', { metadata: named }],
    ['JSON text', { metadata: JSON.stringify(named) }],
    ['parallel lists', { metadata: lists }],
    ['parallel lists as JSON text', { metadata: JSON.stringify(lists) }],
    ['flattened columns', { 'metadata.key': lists.key, 'metadata.value': lists.value }],
    ['flattened columns of text', { 'metadata.key': '["owner_team"]', 'metadata.value': '["support-platform"]' }],
    ['columns of the list API', { metadataKey: lists.key, metadataValue: lists.value }],
  ])('%s', (_, columns) => {
    expect(eventOf({ ...row, ...columns }).owner_team).toBe('support-platform');
  });
  test('special keys, in the metadata or beside it', () => {
    const special = { _user: 'u-1', _organisation: 'acct-77', _environment: 'production', _prompt: 'refund-answer' };
    const mapped = {
      user_id_hash: 'u-1',
      tenant_id_hash: 'acct-77',
      environment: 'production',
      feature: 'refund-answer',
    };
    expect(eventOf({ ...row, metadata: special })).toMatchObject(mapped);
    expect(eventOf({ ...row, ...special })).toMatchObject(mapped);
  });
  test('the prompt is only a hint: a feature in the metadata goes first', () => {
    expect(eventOf({ ...row, prompt_slug: 'p', metadata: { feature: 'triage' } }).feature).toBe('triage');
  });
  test('organisation is the own company, not the tenant', () => {
    const event = eventOf({ ...row, organisation_name: 'Larkspur' });
    expect(event).toMatchObject({ account_id: 'Larkspur' });
    expect(event.tenant_id_hash).toBeUndefined();
  });
});

describe('status', () => {
  test.each([
    [1, 200, 'ok', undefined],
    [0, 429, 'error', '429'],
    [0, 446, 'error', '446'],
    [1, 246, 'ok', undefined],
    [0, 499, 'cancelled', undefined],
    ['1.0', '200.0', 'ok', undefined],
    [false, null, 'error', undefined],
    [null, 503.0, 'error', '503'],
  ])('is_success %s with code %s is %s', (is_success, response_status_code, status, error) => {
    const event = eventOf({ ...row, is_success, response_status_code });
    expect(event.status).toBe(status);
    expect(event.error).toBe(error);
  });
});

test('only an option of a fallback chain is a fallback', () => {
  expect(eventOf({ ...row, mode: 'FALLBACK', last_used_option_index: 1 }).fallback_from).toBe(
    'last_used_option_index 0',
  );
  expect(eventOf({ ...row, mode: 'FALLBACK', last_used_option_index: 0 }).fallback_from).toBeUndefined();
  expect(eventOf({ ...row, mode: 'LOADBALANCE', last_used_option_index: 2 }).fallback_from).toBeUndefined();
});

test.each([
  ['HIT', true],
  ['semantic hit', true],
  ['miss', false],
  ['DISABLED', false],
])('cache status %s', (cache_status, hit) => {
  expect(eventOf({ ...row, cache_status }).cache_hit).toBe(hit);
});

test('numbers as text and times without a zone', () => {
  const event = eventOf({
    ...row,
    created_at: '2026-03-02 09:15:04.120',
    req_units: '150.0',
    res_units: '200.0',
    total_units: '350.0',
  });
  expect(event.usage).toEqual({ input: 150, output: 200 });
  expect(event).toMatchObject({ start: 1772442904120000000n, end: 1772442906480000000n });
});

test('names that only the documentation uses', () => {
  const { ai_org: _, req_units: __, res_units: ___, total_units: ____, ...rest } = row;
  const documented = { ...rest, ai_provider: 'openai', request_tokens: 1420, response_tokens: 386 };
  expect(recognises(documented)).toBe(true);
  expect(eventOf(documented)).toMatchObject({ provider: 'openai', usage: { input: 1420, output: 386 } });
});
