import { describe, expect, test } from 'vitest';
import { openrouterGeneration } from '../../src/formats/openrouter-generation.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { recognises, eventOf } = readOne(openrouterGeneration);
const generation: JsonObject = {
  id: 'gen-1',
  request_id: 'req-1',
  model: 'openai/gpt-4.1-mini',
  provider_name: 'OpenAI',
  tokens_prompt: 1333,
  tokens_completion: 401,
  native_tokens_prompt: 1420,
  native_tokens_completion: 386,
  native_tokens_cached: 1024,
  native_tokens_reasoning: 128,
  num_search_results: 5,
  total_cost: 0.0011856,
  usage: 0.0011856,
  is_byok: false,
  upstream_inference_cost: 0.0011,
  created_at: '2026-03-02T09:15:04.120Z',
  generation_time: 2360,
  finish_reason: 'stop',
};

test('gen- is OpenRouter’s, gen_ is not', () => {
  expect(recognises(generation)).toBe(true);
  expect(recognises({ ...generation, id: 'gen_1' })).toBe(false);
});

test('native tokens are billed; other counts are not read', () => {
  expect(eventOf(generation)).toMatchObject({
    usage: { input: 396, cached_input: 1024, output: 258, reasoning: 128 },
    raw_usage: { native_tokens_prompt: 1420 },
    provider: 'openrouter',
    provider_request_id: 'gen-1',
    request_id: 'req-1',
  });
});

describe('own keys', () => {
  test('the provider’s bill and the fee are added', () => {
    const event = eventOf({ ...generation, is_byok: true, total_cost: 0.00005, upstream_inference_cost: 0.001 });
    expect(event).toMatchObject({ provider: 'OpenAI', logged_cost_usd: parseUsd('0.00105') });
  });
  test('without a fee it is the bill alone, and no zero is noted', () => {
    const event = eventOf({ ...generation, is_byok: true, total_cost: 0, usage: 0, upstream_inference_cost: 0.001 });
    expect(event).toMatchObject({ logged_cost_usd: parseUsd('0.001'), notes: [] });
  });
  test('without both the cost is unknown', () => {
    const event = eventOf({ ...generation, is_byok: true, total_cost: 0, usage: 0, upstream_inference_cost: null });
    expect(event.logged_cost_usd).toBeUndefined();
    expect(event.notes).toEqual([{ kind: 'zero-cost-with-usage' }]);
  });
  test('on OpenRouter’s key the upstream cost is inside and never added', () => {
    expect(eventOf(generation).logged_cost_usd).toBe(parseUsd('0.0011856'));
  });
});

test('an answer from the response cache', () => {
  const empty = {
    native_tokens_prompt: 0,
    native_tokens_completion: 0,
    native_tokens_cached: 0,
    total_cost: 0,
    usage: 0,
  };
  expect(eventOf({ ...generation, ...empty, response_cache_source_id: 'gen-0' }).cache_hit).toBe(true);
  expect(eventOf({ ...generation, response_cache_source_id: null }).cache_hit).toBeUndefined();
});

test.each([
  [{ cancelled: true }, 'cancelled'],
  [{ finish_reason: 'error' }, 'error'],
  [{}, 'ok'],
])('%o is %s', (changes, status) => {
  expect(eventOf({ ...generation, ...changes }).status).toBe(status);
});

test('the SDK’s camelCase object says the same', () => {
  const camel = Object.fromEntries(
    Object.entries(generation).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );
  const { raw_usage: _, ...expected } = eventOf(generation);
  expect(recognises(camel)).toBe(true);
  expect(eventOf(camel)).toMatchObject(expected);
});

test('a router is what was asked for', () => {
  expect(eventOf({ ...generation, router: 'openrouter/auto' })).toMatchObject({
    model: 'openrouter/auto',
    response_model: 'openai/gpt-4.1-mini',
  });
});

test('the app’s address without scheme and path, the client without its platform', () => {
  const event = eventOf({
    ...generation,
    http_referer: 'https://support.larkspur.example/chat?u=1',
    user_agent: 'OpenAI/Python 1.99.0 (x)',
  });
  expect(event).toMatchObject({
    service: 'support.larkspur.example',
    producer: 'OpenAI/Python',
    producer_version: '1.99.0',
  });
});
