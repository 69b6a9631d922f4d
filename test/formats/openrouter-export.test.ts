import { expect, test } from 'vitest';
import { openrouterExport } from '../../src/formats/openrouter-export.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { eventOf } = readOne(openrouterExport);
const row: JsonObject = {
  generation_id: 'gen-1782618417-aaa',
  created_at: '2026-06-28 03:46:57.713',
  cost_total: '0.011622',
  cost_cache: '-0.0216',
  byok_usage_inference: '0',
  tokens_prompt: '10389',
  tokens_completion: '137',
  tokens_reasoning: '64',
  tokens_cached: '8000',
  model_permaslug: 'anthropic/claude-4.5-sonnet-20250929',
  provider_name: 'Anthropic',
  variant: 'standard',
  cancelled: 'false',
  streamed: 'true',
  user: 'user_2abc',
  finish_reason_normalized: 'stop',
  generation_time_ms: '3200',
  api_key_name: 'claims-prod',
  app_name: 'Claims Desk',
};

test('a request with its key, its cost after the cache, and times in UTC', () => {
  expect(eventOf(row)).toMatchObject({
    provider_request_id: 'gen-1782618417-aaa',
    virtual_key: 'claims-prod',
    provider: 'openrouter',
    response_model: 'anthropic/claude-4.5-sonnet-20250929',
    usage: { input: 2389, cached_input: 8000, output: 73, reasoning: 64 },
    logged_cost_usd: parseUsd('0.011622'),
    start: 1_782_618_417_713_000_000n,
    end: 1_782_618_420_913_000_000n,
    status: 'ok',
  });
});

test('on a key of the caller’s own the provider bills, and OpenRouter’s fee comes on top', () => {
  const own = eventOf({ ...row, cost_total: '0.0003', byok_usage_inference: '0.006' });
  expect([own.provider, own.logged_cost_usd]).toEqual(['Anthropic', parseUsd('0.0063')]);
});

test('the variant is part of the model, and who leaves is no failure', () => {
  const left = eventOf({ ...row, variant: 'free', cancelled: 'true', finish_reason_normalized: '' });
  expect([left.response_model, left.status]).toEqual(['anthropic/claude-4.5-sonnet-20250929:free', 'cancelled']);
});
