// Raw Anthropic messages: what adds up, what is only a part of a stream, what is billed beside the top-level usage.
import { describe, expect, test } from 'vitest';
import { anthropicResponse } from '../../src/formats/anthropic-response.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf, eventsOf } = readOne(anthropicResponse);
const message = (usage: JsonObject, more: JsonObject = {}): JsonObject => ({
  id: 'msg_01A',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5-20250929',
  content: [{ type: 'text', text: 'never read' }],
  usage,
  ...more,
});

describe('counts', () => {
  test('the sum of cache writes is not added to its parts', () => {
    const event = eventOf(
      message({
        input_tokens: 120,
        cache_creation_input_tokens: 3000,
        cache_read_input_tokens: 8000,
        cache_creation: { ephemeral_5m_input_tokens: 1000, ephemeral_1h_input_tokens: 2000 },
        output_tokens: 400,
      }),
    );
    expect(event.usage).toEqual({
      input: 120,
      cached_input: 8000,
      cache_write_5m: 1000,
      cache_write_1h: 2000,
      output: 400,
    });
    expect(event.notes).toEqual([]);
  });
  test('without parts the lifetime is unknown and flagged', () => {
    const event = eventOf(message({ input_tokens: 1, cache_creation_input_tokens: 3000, output_tokens: 4 }));
    expect([event.usage?.cache_write_5m, event.notes]).toEqual([3000, [{ kind: 'cache-ttl-unknown' }]]);
  });
  test('null is nothing', () => {
    const usage = { input_tokens: 1, cache_creation_input_tokens: null, cache_creation: null, output_tokens: 4 };
    expect(eventOf(message(usage)).usage).toEqual({ input: 1, output: 4 });
  });
});

describe('iterations', () => {
  test('compaction is billed beside the top-level usage', () => {
    const iterations = [
      { type: 'compaction', input_tokens: 180000, output_tokens: 3500 },
      { type: 'message', input_tokens: 23000, output_tokens: 1000 },
    ];
    expect(eventOf(message({ input_tokens: 23000, output_tokens: 1000, iterations })).usage).toEqual({
      input: 203000,
      output: 4500,
    });
  });
  test('how long each prompt was is kept: limits for long contexts hold for one request', () => {
    const iterations = [
      { type: 'compaction', input_tokens: 100000, cache_read_input_tokens: 80000, output_tokens: 3500 },
      { type: 'message', input_tokens: 23000, cache_creation_input_tokens: 1000, output_tokens: 1000 },
      { model: 'claude-opus-4-6', input_tokens: 700, output_tokens: 50 },
    ];
    const [own, advisor] = eventsOf(message({ input_tokens: 23000, output_tokens: 1000, iterations }));
    expect(own?.notes).toContainEqual({ kind: 'several-requests', least: 24000, most: 180000 });
    expect(advisor?.notes).toEqual([]);
    expect(eventOf(message({ input_tokens: 5, output_tokens: 1, iterations: [{ input_tokens: 5 }] })).notes).toEqual(
      [],
    );
  });
  test('another model’s iteration is a part of its own', () => {
    const iterations = [
      { model: 'claude-sonnet-4-5-20250929', input_tokens: 1000, output_tokens: 100 },
      { model: 'claude-opus-4-6', input_tokens: 700, output_tokens: 50 },
    ];
    const events = eventsOf(message({ input_tokens: 1000, output_tokens: 100, iterations }));
    expect(events.map((event) => [event.response_model, event.usage, event.provider_request_id])).toEqual([
      ['claude-sonnet-4-5-20250929', { input: 1000, output: 100 }, 'msg_01A'],
      ['claude-opus-4-6', { input: 700, output: 50 }, 'msg_01A/1'],
    ]);
  });
  test('where no iteration bears the name of the answer, the last one is the answer, and is counted once', () => {
    const iterations = [
      { type: 'message', model: 'claude-sonnet-4-5', input_tokens: 1000, output_tokens: 100 },
      { type: 'advisor_message', model: 'claude-opus-4-6', input_tokens: 700, output_tokens: 50 },
    ];
    const events = eventsOf(message({ input_tokens: 1000, output_tokens: 100, iterations }));
    expect(events.map(({ usage }) => usage)).toEqual([
      { input: 1000, output: 100 },
      { input: 700, output: 50 },
    ]);
  });
  test('tier and place of the request hold for every model in it', () => {
    const iterations = [
      { input_tokens: 1000, output_tokens: 100 },
      { model: 'claude-opus-4-6', input_tokens: 700, output_tokens: 50 },
    ];
    const usage = { input_tokens: 1000, output_tokens: 100, iterations, service_tier: 'priority', inference_geo: 'us' };
    expect(eventsOf(message(usage)).map((event) => [event.service_tier, event.region])).toEqual([
      ['priority', 'us'],
      ['priority', 'us'],
    ]);
  });
});

describe('refusals', () => {
  const refusal = (category: string | null, content: readonly JsonObject[] = []): JsonObject => ({
    stop_reason: 'refusal',
    stop_details: { type: 'refusal', category },
    content,
  });
  test.each([
    ['cyber', undefined, 'error'],
    ['general_harms', undefined, 'error'],
    [null, undefined, 'error'],
    ['bio', { input: 412 }, 'ok'],
    ['frontier_llm', { input: 412 }, 'ok'],
    ['reasoning_extraction', { input: 412 }, 'ok'],
  ])('before any output, of category %s', (category, usage, status) => {
    const event = eventOf(message({ input_tokens: 412, output_tokens: 0 }, refusal(category)));
    expect([event.usage, event.status]).toEqual([usage, status]);
  });
  test('what was said before is billed', () => {
    const said = message({ input_tokens: 412, output_tokens: 37 }, refusal('cyber', [{ type: 'text' }]));
    expect(eventOf(said).usage).toEqual({ input: 412, output: 37 });
  });
  test.each([
    [undefined, undefined],
    ['cyber', undefined],
    ['bio', { input: 535 }],
  ])('a model that declined before another one answered, of category %s', (category, usage) => {
    const iterations = [
      { type: 'message', model: 'claude-fable-5', input_tokens: 535, output_tokens: 0 },
      { type: 'fallback_message', model: 'claude-sonnet-4-5-20250929', input_tokens: 412, output_tokens: 264 },
    ];
    const trigger = category === undefined ? {} : { trigger: { type: 'refusal', category } };
    const content = [{ type: 'fallback', from: { model: 'claude-fable-5' }, ...trigger }];
    const answer = message({ input_tokens: 412, output_tokens: 264, iterations }, { content });
    expect(eventsOf(answer).map((event) => event.usage)).toEqual([{ input: 412, output: 264 }, usage]);
  });
  test('a model that declined midway is billed', () => {
    const iterations = [
      { type: 'message', model: 'claude-fable-5', input_tokens: 2, output_tokens: 578 },
      { type: 'fallback_message', model: 'claude-sonnet-4-5-20250929', input_tokens: 412, output_tokens: 264 },
    ];
    const answer = message({ input_tokens: 412, output_tokens: 264, iterations });
    expect(eventsOf(answer).map((event) => event.usage)).toEqual([
      { input: 412, output: 264 },
      { input: 2, output: 578 },
    ]);
  });
});

describe('streams', () => {
  test('what message_start counts is a stub', () => {
    const event = eventOf({ type: 'message_start', message: message({ input_tokens: 25, output_tokens: 1 }) });
    expect([event.usage, event.streamed, event.provider_request_id]).toEqual([undefined, true, 'msg_01A']);
  });
  test('running totals without an id are not added up', () => {
    expect(read({ type: 'message_delta', delta: {}, usage: { output_tokens: 15 } })).toMatchObject({
      kind: 'skipped',
      reason: 'no metering data',
    });
  });
});

test('a line of batch results has the batch price', () => {
  const line = {
    custom_id: 'c',
    result: { type: 'succeeded', message: message({ input_tokens: 1, output_tokens: 2 }) },
  };
  expect(eventOf(line)).toMatchObject({ service_tier: 'batch', provider_request_id: 'msg_01A' });
});

test.each([
  ['msg_01A', 'anthropic'],
  ['msg_bdrk_01A', 'bedrock'],
  ['msg_vrtx_01A', 'vertex_ai'],
])('%s was served by %s', (id, provider) => {
  expect(eventOf(message({ input_tokens: 1, output_tokens: 2 }, { id })).provider).toBe(provider);
});

test('speed and geography have prices', () => {
  const usage = { input_tokens: 1, output_tokens: 2, service_tier: 'standard', inference_geo: 'us', speed: 'fast' };
  expect(eventOf(message(usage))).toMatchObject({ service_tier: 'fast', region: 'us' });
});

test('a message in a chat is none', () => {
  expect(recognises({ type: 'message', role: 'user', content: 'hello' })).toBe(false);
  expect(recognises({ type: 'message', channel: 'C1', user: 'U1', text: 'x' })).toBe(false);
});
