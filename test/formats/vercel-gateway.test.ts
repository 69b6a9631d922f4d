// Vercel AI Gateway: the generation and the spend report.
import { describe, expect, test } from 'vitest';
import { vercelGatewayGeneration } from '../../src/formats/vercel-gateway-generation.ts';
import { vercelGatewayReport } from '../../src/formats/vercel-gateway-report.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

describe('generation', () => {
  const { recognises, eventOf } = readOne(vercelGatewayGeneration);
  const generation: JsonObject = {
    id: 'gen_1',
    model: 'anthropic/claude-sonnet-4.5',
    provider_name: 'anthropic',
    total_cost: 0.0101,
    upstream_inference_cost: 0,
    is_byok: false,
    created_at: '2026-03-02T09:15:04.120Z',
    latency: 410,
    generation_time: 2360,
    native_tokens_prompt: 10420,
    native_tokens_completion: 386,
    native_tokens_reasoning: 128,
    native_tokens_cached: 9000,
    native_tokens_cache_creation: 400,
    billable_web_search_calls: 2,
  };

  test('gen_ is Vercel’s, gen- is not', () => {
    expect(recognises(generation)).toBe(true);
    expect(recognises({ ...generation, id: 'gen-1' })).toBe(false);
  });
  test('cached and written tokens are inside the prompt; latency is not the duration', () => {
    expect(eventOf(generation)).toMatchObject({
      request_id: 'gen_1',
      usage: { input: 1020, cached_input: 9000, cache_write_5m: 400, output: 258, reasoning: 128, web_search: 2 },
      logged_cost_usd: parseUsd('0.0101'),
      end: 1772442906480000000n,
    });
  });
  test('on an own key the provider’s bill is the cost', () => {
    const own = { ...generation, is_byok: true, total_cost: 0, upstream_inference_cost: 0.0101 };
    expect(eventOf(own).logged_cost_usd).toBe(parseUsd('0.0101'));
    expect(eventOf({ ...own, upstream_inference_cost: 0 })).not.toHaveProperty('logged_cost_usd');
    expect(eventOf({ ...generation, upstream_inference_cost: 0.009 }).logged_cost_usd).toBe(parseUsd('0.0101'));
  });
  test('the SDK’s object has other names', () => {
    const sdk = {
      id: 'gen_2',
      model: 'm',
      providerName: 'openai',
      totalCost: 0.5,
      isByok: false,
      promptTokens: 100,
      completionTokens: 20,
      reasoningTokens: 5,
      cachedTokens: 60,
      cacheCreationTokens: 0,
    };
    expect(recognises(sdk)).toBe(true);
    expect(eventOf(sdk)).toMatchObject({
      provider: 'openai',
      usage: { input: 40, cached_input: 60, output: 15, reasoning: 5 },
    });
  });
});

describe('spend report', () => {
  const { recognises, eventOf } = readOne(vercelGatewayReport);
  const row: JsonObject = {
    day: '2026-03-02',
    total_cost: 12.5,
    market_cost: 13,
    input_tokens: 4000,
    output_tokens: 300,
    cached_input_tokens: 2500,
    request_count: 21,
  };

  test('a row is a sum over its day or hour, at what was charged', () => {
    expect(eventOf(row)).toMatchObject({
      granularity: 'aggregate',
      requests: 21,
      start: 1772409600000000000n,
      end: 1772496000000000000n,
      usage: { input: 1500, cached_input: 2500, output: 300 },
      logged_cost_usd: parseUsd('12.5'),
    });
    const { day: _, ...rest } = row;
    expect(eventOf({ ...rest, hour: '2026-03-02T09:00:00Z' })).toMatchObject({
      start: 1772442000000000000n,
      end: 1772445600000000000n,
    });
  });
  test('a tag is a dimension of the row', () => {
    expect(eventOf({ ...row, tag: 'team:support-platform' }).owner_team).toBe('support-platform');
  });
  test('without both costs it is another report', () => {
    expect(recognises({ day: '2026-03-02', total_cost: 3, request_count: 2 })).toBe(false);
  });
});
