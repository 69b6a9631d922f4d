import { describe, expect, test } from 'vitest';
import { kongAiLog } from '../../src/formats/kong-ai-log.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { read, eventOf, eventsOf } = readOne(kongAiLog);
const meta = { plugin_id: 'p-1', provider_name: 'openai', request_model: 'gpt-4.1-mini', request_mode: 'oneshot' };
const usage = {
  prompt_tokens: 1420,
  completion_tokens: 386,
  total_tokens: 1806,
  prompt_tokens_details: { cached_tokens: 1024 },
  completion_tokens_details: { reasoning_tokens: 128 },
  cost: 0.0011856,
};
const record: JsonObject = {
  started_at: 1772442904120,
  upstream_uri: '/v1/chat/completions',
  upstream_status: '200',
  latencies: { request: 2360, proxy: 2290, kong: 40 },
  request: { id: 'k-1', uri: '/chat?user=SECRET', headers: {} },
  response: { status: 200 },
};
const withAi = (ai: JsonObject, more: JsonObject = {}): JsonObject => ({ ...record, ai, ...more });

test('one proxied call, times in milliseconds', () => {
  expect(eventOf(withAi({ proxy: { meta, usage } }))).toMatchObject({
    role: 'call',
    component: 'kong',
    request_id: 'k-1',
    operation: '/chat',
    start: 1772442904120000000n,
    end: 1772442906480000000n,
    usage: { input: 396, cached_input: 1024, output: 258, reasoning: 128 },
    logged_cost_usd: parseUsd('0.0011856'),
  });
});

test('routes that are not text say what is sound and what is pictures, on both sides', () => {
  const counts = {
    input_tokens: 1000,
    output_tokens: 100,
    input_tokens_details: { audio_tokens: 700, image_tokens: 100, text_tokens: 200 },
    output_tokens_details: { audio_tokens: 60, image_tokens: 20, text_tokens: 20 },
  };
  expect(eventOf(withAi({ proxy: { meta, usage: counts } })).usage).toEqual({
    input: 200,
    audio_in: 700,
    image_in: 100,
    output: 20,
    audio_out: 60,
    image_out: 20,
  });
});

test('every container with meta or usage is a call of its own; guardrails and payloads are none', () => {
  const events = eventsOf(
    withAi({
      payload: { request: 'SECRET' },
      proxy: { meta, usage, 'aws-guardrails': { usage: { prompt_tokens: 999 } } },
      'ai-llm-as-judge': { meta, usage: { prompt_tokens: 420, completion_tokens: 4 } },
      sanitizer: { pii_identified: 2 },
    }),
  );
  expect(events.map((event) => [event.request_id, event.feature, event.usage?.input])).toEqual([
    ['k-1', undefined, 396],
    ['k-1/ai-llm-as-judge', 'ai-llm-as-judge', 420],
  ]);
});

describe('without statistics', () => {
  test('a call to a model endpoint is a call without usage', () => {
    const event = eventOf(record);
    expect(event).toMatchObject({ role: 'call', status: 'ok' });
    expect(event.usage).toBeUndefined();
  });
  test('so is one to a provider’s host', () => {
    const elsewhere = { upstream_uri: '/ask', tries: [{ hostname: 'bedrock-runtime.eu-west-1.amazonaws.com' }] };
    expect(eventOf({ ...record, ...elsewhere })).toMatchObject({ provider: 'bedrock', region: 'eu-west-1' });
  });
  test('other traffic is no model call', () => {
    expect(read({ ...record, upstream_uri: '/orders/77' })).toMatchObject({
      kind: 'skipped',
      reason: 'not a model call',
    });
  });
});

test('zeros are no measurement', () => {
  const event = eventOf(withAi({ proxy: { meta, usage: { prompt_tokens: 0, completion_tokens: 0, cost: 0 } } }));
  expect(event.usage).toBeUndefined();
});

test('cost 0 with tokens means that no price was configured', () => {
  const event = eventOf(withAi({ proxy: { meta, usage: { ...usage, cost: 0 } } }));
  expect(event.logged_cost_usd).toBeUndefined();
  expect(event.notes).toEqual([{ kind: 'zero-cost-with-usage' }]);
});

test.each<[string, JsonObject, object]>([
  ['ai-proxy', { prompt_token: 28, completion_token: 20 }, { input: 28, output: 20 }],
  [
    'ai-proxy-advanced',
    { input_tokens: 300, output_tokens: 1056, input_tokens_details: { image_tokens: 194 } },
    { input: 106, image_in: 194, output: 1056 },
  ],
])('older names: %s', (name, counts, expected) => {
  const event = eventOf(withAi({ [name]: { meta, usage: counts } }));
  expect(event.usage).toEqual(expected);
  expect(event.feature).toBeUndefined();
});

test('what was tried says attempts, fallback, region and cloud project', () => {
  const uri = '/v1/projects/larkspur-ml/locations/us-central1/publishers/google/models/g:generateContent';
  const tried_targets = [
    { model: 'gpt-4.1-mini', host: 'api.openai.com' },
    { model: 'gemini-2.5-flash', upstream_uri: uri },
  ];
  expect(eventOf(withAi({ proxy: { meta, usage, tried_targets } }))).toMatchObject({
    attempt: 1,
    fallback_from: 'gpt-4.1-mini',
    region: 'us-central1',
    project_id: 'larkspur-ml',
  });
  expect(eventOf(withAi({ proxy: { meta, usage } }, { upstream_status: '502, 200' })).attempt).toBe(1);
  expect(eventOf(withAi({ proxy: { meta, usage } }))).not.toHaveProperty('attempt');
});

test('UNSPECIFIED is no model; a deployment stands in', () => {
  const unknown = { ...meta, request_model: 'UNSPECIFIED' };
  expect(eventOf(withAi({ proxy: { meta: unknown, usage } })).model).toBeUndefined();
  expect(eventOf(withAi({ proxy: { meta: { ...unknown, azure_deployment_id: 'mini' }, usage } })).model).toBe('mini');
});

test('w3c is preferred among the trace ids, then the header', () => {
  const w3c = '4bf92f3577b34da6a3ce929d0e0e4736';
  const ai = { proxy: { meta, usage } };
  expect(eventOf(withAi(ai, { trace_id: { datadog: '123', w3c } })).trace_id).toBe(w3c);
  const headers = {
    traceparent: `00-${w3c}-00f067aa0ba902b7-01`,
    baggage: 'owner_team=billing',
    'x-feature': 'letter',
  };
  expect(eventOf(withAi(ai, { request: { headers } }))).toMatchObject({
    trace_id: w3c,
    parent_span_id: '00f067aa0ba902b7',
    owner_team: 'billing',
    feature: 'letter',
  });
});

test('a consumer is a principal; its tags may name the team', () => {
  const consumer = { username: 'support-worker', custom_id: 'c', tags: ['team:support-platform', 'tier-1'] };
  expect(eventOf(withAi({ proxy: { meta, usage } }, { consumer }))).toMatchObject({
    principal: 'support-worker',
    owner_team: 'support-platform',
  });
});

test('a cache hit', () => {
  expect(eventOf(withAi({ proxy: { meta, usage, cache: { cache_status: 'Hit' } } })).cache_hit).toBe(true);
});

test('MCP calls are steps of tools', () => {
  const rpc = [{ method: 'tools/call', tool_name: 'order-lookup' }, { method: 'tools/list' }];
  expect(eventOf(withAi({ mcp: { rpc } }))).toMatchObject({ role: 'step', hop: 'tool', component: 'order-lookup' });
});
