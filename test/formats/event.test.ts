import { describe, expect, test } from 'vitest';
import { mapRecord } from '../../src/formats/map-record.ts';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';

const place = { source: 'a.jsonl', line: 1, offset: 0 };
function read(record: JsonObject): Event {
  const { format, outcome } = mapRecord(record, place);
  if (format !== 'event' || outcome.kind !== 'events' || !outcome.events[0]) throw new Error(JSON.stringify(outcome));
  return outcome.events[0];
}
const recognised = (record: JsonObject) => mapRecord(record, place).format === 'event';

test('a flat record in dotted names: cached tokens are inside the input', () => {
  expect(
    read({
      trace_id: 'tr_1',
      'ai.team_id': 'claims',
      'ai.cost_center': 'cc-2210',
      'service.name': 'claims-api',
      'deployment.environment': 'production',
      'gen_ai.system': 'openai',
      'gen_ai.request.model': 'gpt-4.1-mini',
      'gen_ai.usage.input_tokens': 1420,
      'gen_ai.usage.output_tokens': 386,
      'gen_ai.usage.cached_tokens': 900,
      estimated_cost_usd: 0.00231,
    }),
  ).toMatchObject({
    role: 'call',
    hop: 'app',
    component: 'claims-api',
    owner_team: 'claims',
    cost_center: 'cc-2210',
    environment: 'production',
    provider: 'openai',
    model: 'gpt-4.1-mini',
    usage: { input: 520, cached_input: 900, output: 386 },
    logged_cost_usd: parseUsd('0.00231'),
    notes: [],
  });
});

test('one name, two semantics: our own usage is disjoint, OpenTelemetry’s and OpenAI’s is not, Anthropic’s adds up', () => {
  const model = { trace_id: 'tr_1', model: 'm' };
  expect(read({ ...model, usage: { input: 1420, cached_input: 900, output: 386 } }).usage).toEqual({
    input: 1420,
    cached_input: 900,
    output: 386,
  });
  for (const usage of [
    { input_tokens: 1420, cached_tokens: 900, output_tokens: 386 },
    { prompt_tokens: 1420, prompt_tokens_details: { cached_tokens: 900 }, completion_tokens: 386 },
    { inputTokens: 1420, cachedInputTokens: 900, outputTokens: 386 },
  ]) {
    expect(read({ ...model, usage }).usage).toEqual({ input: 520, cached_input: 900, output: 386 });
    expect(read({ ...model, ...usage }).usage).toEqual({ input: 520, cached_input: 900, output: 386 });
  }
  const anthropic = { input_tokens: 1420, cache_read_input_tokens: 900, output_tokens: 386 };
  expect(read({ ...model, usage: anthropic }).usage).toEqual({ input: 1420, cached_input: 900, output: 386 });
});

test('a vendor’s own count of requests is no fee', () => {
  const usage = { requests: 1, input_tokens: 10, output_tokens: 2 };
  expect(read({ trace_id: 'tr_1', model: 'm', usage }).usage).toEqual({ input: 10, output: 2 });
  const images = { requests: 1, images: 2, total_tokens: 12 };
  expect(read({ trace_id: 'tr_1', model: 'm', usage: images }).usage).toEqual({ images: 2 });
});

test('our own count of requests is one, beside tokens or not', () => {
  for (const usage of [
    { images: 2, requests: 3 },
    { seconds: 90, requests: 3 },
    { requests: 3 },
    { input: 5, requests: 3 },
  ])
    expect(read({ trace_id: 'tr_1', model: 'm', usage }).usage).toEqual(usage);
});

test('a conversation is no owner and joins nothing', () => {
  const event = read({ conversation_id: 'chat_177', model: 'gpt-4.1-mini', input_tokens: 900, output_tokens: 1800 });
  expect(event).toMatchObject({ role: 'call', conversation_id: 'chat_177', usage: { input: 900, output: 1800 } });
  expect(event.owner_team).toBeUndefined();
  expect(event.trace_id).toBeUndefined();
});

test('an id of a provider’s response is the provider’s', () => {
  const usage = { prompt_tokens: 5, completion_tokens: 6 };
  expect(read({ id: 'chatcmpl-9', model: 'm', usage }).provider_request_id).toBe('chatcmpl-9');
  expect(read({ id: '77', model: 'm', usage }).provider_request_id).toBeUndefined();
});

const hop = { trace_id: 'tr_1', hop: 'gateway', model: 'm' };
test.each<[string, JsonObject, Event['role']]>([
  ['usage', { ...hop, input_tokens: 5 }, 'call'],
  ['a cost', { ...hop, cost_usd: 0.1 }, 'call'],
  ['a named hop with a model only', hop, 'step'],
  ['a named hop that succeeded', { ...hop, status: 'ok' }, 'step'],
  ['a named hop that failed', { ...hop, status: 500 }, 'call'],
  ['a named hop with a response id', { ...hop, response_id: 'resp_1' }, 'call'],
  ['a named hop that streamed', { ...hop, stream: true }, 'call'],
  ['the provider’s hop', { ...hop, hop: 'provider' }, 'call'],
  ['a model without a hop', { trace_id: 'tr_1', model: 'm' }, 'call'],
  ['a hop without a model', { trace_id: 'tr_1', hop: 'queue' }, 'step'],
  ['an owner without a model', { trace_id: 'tr_1', owner_team: 'claims' }, 'step'],
  ['an agent that sums up', { trace_id: 'tr_1', operation: 'invoke_agent', input_tokens: 5 }, 'rollup'],
  ['an agent without usage', { trace_id: 'tr_1', operation: 'invoke_agent', model: 'm' }, 'step'],
  ['a tool', { trace_id: 'tr_1', operation: 'execute_tool', hop: 'tool' }, 'step'],
])('role: %s', (_, record, role) => {
  expect(read(record).role).toBe(role);
});

test('a sum of requests is an aggregate', () => {
  expect(read({ team: 'claims', model: 'm', requests: 412, input_tokens: 9 }).granularity).toBe('aggregate');
  expect(read({ team: 'claims', model: 'm', granularity: 'aggregate', input_tokens: 9 }).granularity).toBe('aggregate');
});

test('outcome words are ours; an error is a class, and makes the status', () => {
  expect(read({ ...hop, status: 'SUCCESS' }).status).toBe('ok');
  expect(read({ ...hop, status: 'who knows' }).status).toBeUndefined();
  expect(read({ ...hop, error: { type: 'timeout', message: 'Dear Ms K' } })).toMatchObject({
    status: 'error',
    error: 'timeout',
  });
  expect(read({ ...hop, error: 'Dear Ms K, …' })).toMatchObject({ status: 'error', error: '_OTHER' });
  expect(read({ ...hop, error: false }).status).toBeUndefined();
});

test('arbitrary JSON is not swallowed', () => {
  expect(recognised({ level: 'info', message: 'started' })).toBe(false);
  expect(recognised({ level: 'info', trace_id: 't', team: 'claims', service: 's', msg: 'loaded' })).toBe(false);
  expect(recognised({ severity: 'INFO', trace_id: 't', model: 'm', message: 'choosing' })).toBe(false);
  expect(recognised({ trace_id: 't', service: 's', duration_ms: 5 })).toBe(false);
  expect(recognised({ model: 'Corolla', owner: 'Larkspur' })).toBe(false);
  expect(recognised({ id: 1, usage: { cpu: 5 }, model: 'x' })).toBe(false);
  expect(recognised({ level: 'info', trace_id: 't', model: 'm', input_tokens: 5 })).toBe(true);
});

test('no prompt or completion text is read', () => {
  const secret = 'Dear Ms K';
  const event = read({
    trace_id: 'tr_1',
    model: 'm',
    input_tokens: 5,
    prompt: secret,
    messages: [{ content: secret }],
    choices: [{ message: { content: secret } }],
    output: secret,
    'gen_ai.prompt': secret,
  });
  expect(JSON.stringify(event)).not.toContain(secret);
});

test.each<[string, JsonObject, object]>([
  [
    'Gemini’s',
    {
      promptTokenCount: 1000,
      cachedContentTokenCount: 400,
      toolUsePromptTokenCount: 50,
      candidatesTokenCount: 200,
      thoughtsTokenCount: 100,
      totalTokenCount: 1350,
    },
    { input: 650, cached_input: 400, output: 200, reasoning: 100 },
  ],
  [
    'Gemini’s of Python',
    { prompt_token_count: 1000, candidates_token_count: 200, thoughts_token_count: 100 },
    { input: 1000, output: 200, reasoning: 100 },
  ],
  [
    'DeepSeek’s',
    { prompt_tokens: 1000, prompt_cache_hit_tokens: 400, prompt_cache_miss_tokens: 600, completion_tokens: 300 },
    { input: 600, cached_input: 400, output: 300 },
  ],
  [
    'Mistral’s',
    { prompt_tokens: 1000, num_cached_tokens: 400, completion_tokens: 300, total_tokens: 1300 },
    { input: 600, cached_input: 400, output: 300 },
  ],
  [
    'of a transcription',
    { input_tokens: 1000, input_token_details: { audio_tokens: 900, text_tokens: 100 }, output_tokens: 300 },
    { input: 100, audio_in: 900, output: 300 },
  ],
  [
    'of an image that was made of others',
    {
      input_tokens: 1000,
      input_tokens_details: { image_tokens: 900 },
      output_tokens: 1056,
      output_tokens_details: { image_tokens: 1056 },
    },
    { input: 100, image_in: 900, image_out: 1056 },
  ],
])('a usage object as it came, %s', (_, usage, expected) => {
  expect(read({ trace_id: 'tr_1', model: 'm', usage }).usage).toEqual(expected);
});

test('tier, speed and place within Anthropic’s usage have prices', () => {
  const usage = { input_tokens: 1000, output_tokens: 300, service_tier: 'batch', inference_geo: 'us' };
  expect(read({ trace_id: 'tr_1', model: 'm', usage })).toMatchObject({ service_tier: 'batch', region: 'us' });
  expect(read({ trace_id: 'tr_1', model: 'm', usage: { ...usage, speed: 'fast' } }).service_tier).toBe('fast');
});

describe('a usage object of a provider is billed for more than its counts say at first sight', () => {
  const record = { trace_id: 'tr_1', span_id: 's', request_id: 'r', response_id: 'msg_1', model: 'claude-sonnet-4-5' };
  const compaction = { type: 'compaction', input_tokens: 180_000, cache_read_input_tokens: 500, output_tokens: 3500 };
  const last = { type: 'message', input_tokens: 23_000, output_tokens: 1000 };
  const compacted = { input_tokens: 23_000, output_tokens: 1000, iterations: [compaction, last] };

  test('all iterations of the model, whose prompts are held against limits one by one', () => {
    const { usage, notes } = read({ ...record, usage: compacted });
    expect(usage).toEqual({ input: 203_000, cached_input: 500, output: 4500 });
    expect(notes).toEqual([{ kind: 'several-requests', least: 23_000, most: 180_500 }]);
    expect(read({ ...record, usage: JSON.stringify(compacted) }).usage).toEqual(usage);
  });
  test('what another model did is a call of its own, and the cost that was logged is of the whole', () => {
    const advice = { type: 'advisor_message', model: 'claude-opus-4-5', input_tokens: 70, output_tokens: 7 };
    const usage = { input_tokens: 23_000, output_tokens: 1000, iterations: [last, advice] };
    const { outcome } = mapRecord({ ...record, cost_usd: 0.5, usage }, place);
    const events = outcome.kind === 'events' ? outcome.events : [];
    expect(events.map((each) => [each.model, each.provider_request_id, each.usage, each.logged_cost_usd])).toEqual([
      ['claude-sonnet-4-5', 'msg_1', { input: 23_000, output: 1000 }, parseUsd('0.5')],
      ['claude-opus-4-5', 'msg_1/1', { input: 70, output: 7 }, undefined],
    ]);
    expect(events.map(({ request_id, span_id }) => [request_id, span_id])).toEqual([
      ['r', 's'],
      [undefined, undefined],
    ]);
  });
  test('a model that declined before it said anything is a failure that costs nothing', () => {
    const declined = { type: 'message', model: 'claude-opus-4-5', input_tokens: 70, output_tokens: 0 };
    const usage = { input_tokens: 23_000, output_tokens: 1000, iterations: [declined, last] };
    const { outcome } = mapRecord({ ...record, usage }, place);
    expect(outcome.kind === 'events' && outcome.events[1]).toMatchObject({ status: 'error', error: 'refusal' });
    expect(outcome.kind === 'events' && outcome.events[1]?.usage).toBeUndefined();
  });
  test('what a provider bills to the caller’s own key, beside OpenRouter’s fee', () => {
    const costOf = (cost: object): unknown =>
      read({ trace_id: 'tr_1', model: 'm', usage: { prompt_tokens: 9, completion_tokens: 1, ...cost } })
        .logged_cost_usd;
    const upstream = { cost_details: { upstream_inference_cost: 0.0028 } };
    expect(costOf({ cost: 0.0001, is_byok: true, ...upstream })).toBe(parseUsd('0.0029'));
    expect(costOf({ cost: 0, is_byok: true, ...upstream })).toBe(parseUsd('0.0028'));
    expect(costOf({ cost: 0.0028, is_byok: false, ...upstream })).toBe(parseUsd('0.0028'));
  });
});
