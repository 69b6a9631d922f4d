import { expect, test } from 'vitest';
import { portkeyLogObject } from '../../src/formats/portkey-log-object.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, eventOf, eventsOf } = readOne(portkeyLogObject);

function log(body: JsonObject | string, portkeyHeaders: JsonObject = {}, headers: JsonObject = {}): JsonObject {
  return {
    _id: 'log-1',
    organisation_id: 'org-1',
    request: { url: 'https://api.openai.com/v1/chat/completions', portkeyHeaders, body: { model: 'gpt-4.1-mini' } },
    response: { status: 200, responseTime: 2360, headers, body },
  };
}
const openai = (usage: JsonObject): JsonObject => ({ id: 'chatcmpl-1', model: 'gpt-4.1-mini-2025-04-14', usage });

test('portkeyHeaders are decisive, or the four keys of an object without them', () => {
  expect(recognises(log({}))).toBe(true);
  expect(recognises({ _id: '1', organisation_id: 'o', request: {}, response: {} })).toBe(true);
  expect(recognises({ _id: '1', request: {}, response: {} })).toBe(false);
});

test('joins by its own id and by the id of the response', () => {
  const event = eventOf(log(openai({ prompt_tokens: 5, completion_tokens: 6 }), {}, { 'x-request-id': 'req_1' }));
  expect(event).toMatchObject({ request_id: 'log-1', provider_request_id: 'chatcmpl-1' });
  expect(eventOf(log({}, {}, { 'x-request-id': 'req_1' })).provider_request_id).toBe('req_1');
});

test.each<[string, JsonObject, object]>([
  [
    'OpenAI counts cached and reasoning inside',
    openai({
      prompt_tokens: 1420,
      completion_tokens: 386,
      total_tokens: 1806,
      prompt_tokens_details: { cached_tokens: 1024 },
      completion_tokens_details: { reasoning_tokens: 128 },
    }),
    { input: 396, cached_input: 1024, output: 258, reasoning: 128 },
  ],
  [
    'the Responses API likewise',
    openai({ input_tokens: 1420, output_tokens: 386, input_tokens_details: { cached_tokens: 1024 } }),
    { input: 396, cached_input: 1024, output: 386 },
  ],
  [
    'DeepSeek names its cached tokens otherwise',
    openai({ prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100, prompt_cache_hit_tokens: 600 }),
    { input: 400, cached_input: 600, output: 100 },
  ],
  [
    'and so does Mistral',
    openai({ prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100, num_cached_tokens: 300 }),
    { input: 700, cached_input: 300, output: 100 },
  ],
  [
    'of cached tokens it may be told which are audio',
    openai({
      input_tokens: 1000,
      output_tokens: 100,
      input_token_details: { cached_tokens: 500, audio_tokens: 400, cached_tokens_details: { audio_tokens: 300 } },
    }),
    { input: 400, cached_input: 200, cached_audio_in: 300, audio_in: 100, output: 100 },
  ],
  [
    'Anthropic counts them beside',
    openai({ input_tokens: 120, output_tokens: 386, cache_read_input_tokens: 9000, cache_creation_input_tokens: 0 }),
    { input: 120, cached_input: 9000, output: 386 },
  ],
  [
    'an OpenAI shape with Anthropic’s cache counts is decided by its total: beside',
    openai({ prompt_tokens: 120, completion_tokens: 386, total_tokens: 9506, cache_read_input_tokens: 9000 }),
    { input: 120, cached_input: 9000, output: 386 },
  ],
  [
    'and inside',
    openai({ prompt_tokens: 9120, completion_tokens: 386, total_tokens: 9506, cache_read_input_tokens: 9000 }),
    { input: 120, cached_input: 9000, output: 386 },
  ],
  [
    'Gemini’s thoughts stand beside its candidates',
    {
      usageMetadata: {
        promptTokenCount: 900,
        cachedContentTokenCount: 512,
        candidatesTokenCount: 80,
        thoughtsTokenCount: 240,
        totalTokenCount: 1220,
      },
    },
    { input: 388, cached_input: 512, output: 80, reasoning: 240 },
  ],
  [
    'Bedrock Converse counts beside',
    openai({ inputTokens: 50, outputTokens: 70, totalTokens: 120, cacheReadInputTokens: 800 }),
    { input: 50, cached_input: 800, output: 70 },
  ],
])('%s', (_, body, usage) => {
  expect(eventOf(log(body)).usage).toEqual(usage);
});

test('cache writes of OpenAI have one price, so that their lifetime is no question', () => {
  const event = eventOf(
    log(openai({ prompt_tokens: 900, completion_tokens: 9, prompt_tokens_details: { cache_write_tokens: 300 } })),
  );
  expect(event.usage).toEqual({ input: 600, cache_write_5m: 300, output: 9 });
  expect(event.notes).toEqual([]);
});

test('a body that is JSON text is opened, a stream is not', () => {
  expect(eventOf(log(JSON.stringify(openai({ prompt_tokens: 5, completion_tokens: 6 })))).usage).toEqual({
    input: 5,
    output: 6,
  });
  const streamed = eventOf(log('data: {"usage":{"prompt_tokens":5}}\n\n'));
  expect(streamed.streamed).toBe(true);
  expect(streamed.usage).toBeUndefined();
});

test('metadata is JSON text in a header', () => {
  const metadata = JSON.stringify({ team: 'support-platform', _user: 'u-1', _environment: 'production' });
  expect(eventOf(log({}, { 'x-portkey-metadata': metadata, 'x-portkey-trace-id': 'free text' }))).toMatchObject({
    trace_id: 'free text',
    owner_team: 'support-platform',
    user_id_hash: 'u-1',
    environment: 'production',
  });
});

test('a masked key is no key, a provider with @ is a stored credential', () => {
  const event = eventOf(log({}, { 'x-portkey-virtual-key': 'op****2a', 'x-portkey-provider': '@openai-prod' }));
  expect(event).toMatchObject({ virtual_key: 'openai-prod', provider: 'openai' });
  expect(eventOf(log({}, { 'x-portkey-virtual-key': 'op****2a' })).virtual_key).toBeUndefined();
});

test('a fallback only when the config says that the options are one', () => {
  const index = { 'x-portkey-last-used-option-index': '1' };
  const config = (mode: string): JsonObject => ({ 'x-portkey-config': JSON.stringify({ strategy: { mode } }) });
  expect(eventOf(log({}, config('fallback'), index)).fallback_from).toBe('last_used_option_index 0');
  expect(eventOf(log({}, config('loadbalance'), index)).fallback_from).toBeUndefined();
});

test('no prompt, no answer and no message of an error gets into the event', () => {
  const event = eventOf({
    ...log({
      error: { type: 'rate_limit_exceeded', message: 'SECRET' },
      choices: [{ message: { content: 'SECRET' } }],
    }),
    request: { body: { messages: [{ content: 'SECRET' }] }, portkeyHeaders: {} },
    response: { status: 429, body: { error: { type: 'rate_limit_exceeded', message: 'SECRET' } } },
  });
  expect(event).toMatchObject({ status: 'error', error: 'rate_limit_exceeded' });
  expect(JSON.stringify(event)).not.toContain('SECRET');
});

test('what Anthropic’s compaction and other models did is billed beside the top-level usage', () => {
  const usage = { input_tokens: 23_000, output_tokens: 1_000 };
  const iterations = [
    { type: 'compaction', input_tokens: 180_000, output_tokens: 3_500 },
    { type: 'message', ...usage },
    { type: 'advisor_message', model: 'claude-opus-4-6', input_tokens: 700, output_tokens: 50 },
  ];
  const body = { id: 'msg_1', model: 'claude-sonnet-4-5', usage: { ...usage, iterations } };
  const events = eventsOf(log(body, { 'x-portkey-span-id': 'a1b2c3d4e5f60718' }));
  expect(events.map((event) => [event.usage, event.request_id, event.provider_request_id, event.span_id])).toEqual([
    [{ input: 203_000, output: 4_500 }, 'log-1', 'msg_1', 'a1b2c3d4e5f60718'],
    [{ input: 700, output: 50 }, undefined, 'msg_1/2', undefined],
  ]);
});

test('speed and place of Anthropic’s answers have prices', () => {
  const usage = { input_tokens: 1, output_tokens: 2, service_tier: 'standard', inference_geo: 'us', speed: 'fast' };
  expect(eventOf(log({ id: 'msg_1', usage }))).toMatchObject({ service_tier: 'fast', region: 'us' });
});

test('a body that is JSON text is read likewise: Gemini’s tools, audio, searches and tier', () => {
  const body = {
    candidates: [{ groundingMetadata: { webSearchQueries: ['a', 'a', 'b'] } }],
    usageMetadata: {
      promptTokenCount: 1000,
      promptTokensDetails: [{ modality: 'AUDIO', tokenCount: 600 }],
      toolUsePromptTokenCount: 250,
      candidatesTokenCount: 40,
      thoughtsTokenCount: 60,
      totalTokenCount: 1350,
      trafficType: 'ON_DEMAND_FLEX',
    },
  };
  const event = eventOf(log(JSON.stringify(body)));
  expect(event.usage).toEqual({ input: 650, audio_in: 600, output: 40, reasoning: 60, web_search: 2 });
  expect(event.service_tier).toBe('flex');
});

test('searches of OpenAI’s Responses API are fees', () => {
  const output = [{ type: 'web_search_call', action: { type: 'search' } }, { type: 'message' }];
  const body = { ...openai({ input_tokens: 900, output_tokens: 80 }), output };
  expect(eventOf(log(body)).usage).toEqual({ input: 900, output: 80, web_search: 1 });
});

test('a Converse answer tells how long its cache writes live, and its tier', () => {
  const usage = {
    inputTokens: 50,
    outputTokens: 70,
    cacheWriteInputTokens: 9,
    cacheDetails: [{ ttl: '1h', inputTokens: 9 }],
  };
  const event = eventOf(log({ usage, serviceTier: { type: 'priority' } }));
  expect([event.usage, event.service_tier]).toEqual([{ input: 50, cache_write_1h: 9, output: 70 }, 'priority']);
});
