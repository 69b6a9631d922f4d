// Raw OpenAI answers: counts, streams, batches, sellers.
import { describe, expect, test } from 'vitest';
import { openaiResponse } from '../../src/formats/openai-response.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf } = readOne(openaiResponse);
const chat: JsonObject = {
  id: 'chatcmpl-R1',
  object: 'chat.completion',
  created: 1772442904,
  model: 'gpt-5-mini-2025-08-07',
  service_tier: 'default',
  choices: [],
  usage: {
    prompt_tokens: 3200,
    completion_tokens: 480,
    total_tokens: 3680,
    prompt_tokens_details: { cached_tokens: 1024, cache_write_tokens: 200 },
    completion_tokens_details: { reasoning_tokens: 80, accepted_prediction_tokens: 10, rejected_prediction_tokens: 20 },
  },
};
const response: JsonObject = {
  id: 'resp_1',
  object: 'response',
  created_at: 1772442904,
  status: 'completed',
  model: 'gpt-5-mini-2025-08-07',
  output: [],
  usage: {
    input_tokens: 500,
    input_tokens_details: { cached_tokens: 128 },
    output_tokens: 90,
    output_tokens_details: { reasoning_tokens: 64 },
    total_tokens: 590,
  },
};

describe('counts', () => {
  test('cached and written tokens are inside the prompt, reasoning and rejected predictions inside the completion', () => {
    const event = eventOf(chat);
    expect(event.usage).toEqual({ input: 1976, cached_input: 1024, cache_write_5m: 200, output: 400, reasoning: 80 });
    expect(event.notes).toEqual([]);
  });
  test('Responses objects spell the same differently', () => {
    expect(eventOf(response).usage).toEqual({ input: 372, cached_input: 128, output: 26, reasoning: 64 });
  });
  test('tool calls are counted by the types of the output', () => {
    const output = [{ type: 'web_search_call' }, { type: 'web_search_call' }, { type: 'code_interpreter_call' }];
    expect(eventOf({ ...response, output }).usage).toMatchObject({ web_search: 2, code_execution: 1 });
  });
  test('of web searches only what searched is billed, of code each container once', () => {
    const search = { type: 'web_search_call', action: { type: 'search', query: 'never read' } };
    const opened = { type: 'web_search_call', action: { type: 'open_page', url: 'never read' } };
    const found = { type: 'web_search_call', action: { type: 'find_in_page' } };
    const code = { type: 'code_interpreter_call', container_id: 'cntr_1' };
    const output = [search, opened, found, search, code, code, { ...code, container_id: 'cntr_2' }];
    expect(eventOf({ ...response, output }).usage).toMatchObject({ web_search: 2, code_execution: 2 });
    expect(eventOf({ ...response, output: [opened] }).usage).not.toHaveProperty('web_search');
  });
  test('without token counts the fees alone are no price', () => {
    expect(eventOf({ ...response, usage: null, output: [{ type: 'web_search_call' }] }).usage).toBeUndefined();
  });
  test('Claude’s cache writes in this shape leave their lifetime open', () => {
    const usage = { prompt_tokens: 3000, completion_tokens: 100, cache_creation_input_tokens: 500 };
    const event = eventOf({ ...chat, model: 'claude-sonnet-4-5', usage });
    expect([event.usage, event.notes]).toEqual([
      { input: 2500, cache_write_5m: 500, output: 100 },
      [{ kind: 'cache-ttl-unknown' }],
    ]);
  });
});

test('ids, served model and tier, and what the caller sent along', () => {
  const event = eventOf({ ...chat, service_tier: 'priority', metadata: { team: 'claims', trace_id: 't1' } });
  expect([event.provider_request_id, event.response_model, event.model]).toEqual([
    'chatcmpl-R1',
    'gpt-5-mini-2025-08-07',
    undefined,
  ]);
  expect([event.service_tier, event.owner_team, event.trace_id]).toEqual(['priority', 'claims', 't1']);
});

describe('outcome', () => {
  test('incomplete was served and is billed', () => {
    expect(eventOf({ ...response, status: 'incomplete' }).status).toBe('ok');
  });
  test('failed keeps the code, never the message', () => {
    const event = eventOf({
      ...response,
      status: 'failed',
      usage: null,
      error: { code: 'server_error', message: 'secret' },
    });
    expect([event.status, event.error, event.usage]).toEqual(['error', 'server_error', undefined]);
  });
  test('queued and in_progress are unfinished', () => {
    expect(read({ ...response, status: 'queued', usage: null })).toMatchObject({ reason: 'unfinished' });
  });
});

describe('streams', () => {
  const chunk = (more: JsonObject): JsonObject => ({
    id: 'chatcmpl-S1',
    object: 'chat.completion.chunk',
    created: 1772442904,
    model: 'gpt-4.1-mini',
    choices: [{ delta: {}, finish_reason: null }],
    ...more,
  });
  test('the chunk with the usage is the call', () => {
    expect(read(chunk({ usage: null }))).toMatchObject({ reason: 'repeats another record' });
    expect(read(chunk({ usage: null, choices: [{ finish_reason: 'stop' }] }))).toMatchObject({
      reason: 'repeats another record',
    });
    const last = eventOf(chunk({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 2 } }));
    expect([last.usage, last.streamed]).toEqual([{ input: 10, output: 2 }, true]);
  });
  test('without include_usage the last chunk stands for the call, its usage unknown', () => {
    expect(read(chunk({}))).toMatchObject({ reason: 'repeats another record' });
    expect(eventOf(chunk({ choices: [{ finish_reason: 'stop' }] })).usage).toBeUndefined();
  });
  test('of the events of a Responses stream the last one is the call', () => {
    expect(
      read({ type: 'response.created', sequence_number: 0, response: { ...response, status: 'in_progress' } }),
    ).toMatchObject({
      reason: 'repeats another record',
    });
    expect(read({ type: 'response.output_text.delta', sequence_number: 1, delta: 'x' })).toMatchObject({
      reason: 'repeats another record',
    });
    expect(eventOf({ type: 'response.completed', sequence_number: 2, response }).usage).toMatchObject({ input: 372 });
  });
});

describe('batches', () => {
  const line = (body: JsonObject, status = 200): JsonObject => ({
    id: 'batch_req_1',
    custom_id: 'claim-17',
    response: { status_code: status, request_id: 'r', body },
  });
  test('the tier is batch', () => {
    expect(recognises(line(chat))).toBe(true);
    expect(eventOf(line(chat))).toMatchObject({
      service_tier: 'batch',
      provider_request_id: 'chatcmpl-R1',
      status: 'ok',
    });
  });
  test('a failed line is a failed call', () => {
    const event = eventOf(line({ error: { code: 'context_length_exceeded', message: 'secret' } }, 400));
    expect([event.status, event.error, event.usage]).toEqual(['error', 'context_length_exceeded', undefined]);
  });
});

describe('sellers', () => {
  test.each([
    [{ prompt_filter_results: [] }, 'azure'],
    [{ x_groq: { id: 'x' }, model: 'llama-3.3-70b-versatile' }, 'groq'],
    [{ id: 'gen-1', provider: 'DeepInfra', model: 'meta-llama/llama-3.3-70b-instruct' }, 'openrouter'],
    [{ model: 'o4-mini-2025-04-16' }, 'openai'],
    [{ model: 'ft:gpt-4.1-mini:larkspur::1' }, 'openai'],
    [{ model: 'Qwen/Qwen2.5-7B-Instruct' }, undefined],
    [{ model: 'gpt-oss-120b' }, undefined],
  ])('%j', (more: JsonObject, provider) => {
    expect(eventOf({ ...chat, ...more }).provider).toBe(provider);
  });
});

test('look-alikes', () => {
  expect(recognises({ object: 'list', data: [{ object: 'model' }], usage: {} })).toBe(false);
  expect(recognises({ object: 'chat.completion', token_usage: { prompt_tokens: 1 } })).toBe(false);
  expect(recognises({ custom_id: 'x', result: {} })).toBe(false);
});
