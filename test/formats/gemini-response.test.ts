// Gemini answers: what is inside what, and who serves.
import { describe, expect, test } from 'vitest';
import { geminiResponse } from '../../src/formats/gemini-response.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf } = readOne(geminiResponse);
const answer = (usageMetadata: JsonObject, more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { role: 'model' } }],
  modelVersion: 'gemini-2.5-flash',
  responseId: 'gem-1',
  usageMetadata,
  ...more,
});

describe('counts', () => {
  test('cached tokens are inside the prompt, thoughts beside the candidates', () => {
    const usage = {
      promptTokenCount: 1000,
      cachedContentTokenCount: 600,
      candidatesTokenCount: 200,
      thoughtsTokenCount: 300,
    };
    expect(eventOf(answer(usage)).usage).toEqual({ input: 400, cached_input: 600, output: 200, reasoning: 300 });
  });
  test('where the total adds up without thoughts, the candidates hold them', () => {
    const usage = { promptTokenCount: 1000, candidatesTokenCount: 500, thoughtsTokenCount: 300, totalTokenCount: 1500 };
    expect(eventOf(answer(usage)).usage).toEqual({ input: 1000, output: 200, reasoning: 300 });
  });
  test('unique searches are counted, and none of their words is kept', () => {
    const usage = { promptTokenCount: 1000, candidatesTokenCount: 500, totalTokenCount: 1500 };
    const grounded = (webSearchQueries: JsonValue): JsonObject =>
      answer(usage, { candidates: [{ content: { parts: [] }, groundingMetadata: { webSearchQueries } }] });
    const event = eventOf(grounded(['never kept', 'never kept ', 'also never', '']));
    expect(event.usage).toEqual({ input: 1000, output: 500, web_search: 2 });
    expect(JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'never',
    );
    expect(eventOf(grounded([])).usage).toEqual({ input: 1000, output: 500 });
  });
  test('tool use is input beside the prompt', () => {
    const usage = {
      promptTokenCount: 1000,
      candidatesTokenCount: 200,
      toolUsePromptTokenCount: 400,
      totalTokenCount: 1600,
    };
    expect(eventOf(answer(usage)).usage).toEqual({ input: 1400, output: 200 });
  });
  test('the total tells that thoughts are inside the candidates, with tool use, too', () => {
    const usage = {
      promptTokenCount: 1000,
      candidatesTokenCount: 200,
      thoughtsTokenCount: 60,
      toolUsePromptTokenCount: 400,
      totalTokenCount: 1600,
    };
    expect(eventOf(answer(usage)).usage).toEqual({ input: 1400, output: 140, reasoning: 60 });
  });
  test('the Gemini API says the tier as serviceTier', () => {
    const usage = { promptTokenCount: 1000, candidatesTokenCount: 200, serviceTier: 'flex' };
    expect(eventOf(answer(usage))).toMatchObject({ provider: 'gemini', service_tier: 'flex' });
  });
  test('64-bit counts come as text', () => {
    expect(eventOf(answer({ promptTokenCount: '1000', candidatesTokenCount: '200' })).usage).toEqual({
      input: 1000,
      output: 200,
    });
  });
  test('modalities are inside their whole; cached audio is told apart', () => {
    const usage = {
      promptTokenCount: 3000,
      cachedContentTokenCount: 500,
      candidatesTokenCount: 1390,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 1700 },
        { modality: 'AUDIO', tokenCount: 800 },
        { modality: 'IMAGE', tokenCount: 500 },
      ],
      cacheTokensDetails: [
        { modality: 'TEXT', tokenCount: 300 },
        { modality: 'AUDIO', tokenCount: 200 },
      ],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1290 }],
    };
    expect(eventOf(answer(usage)).usage).toEqual({
      input: 1400,
      cached_input: 300,
      cached_audio_in: 200,
      audio_in: 600,
      image_in: 500,
      output: 100,
      image_out: 1290,
    });
  });
  test('Python’s names and those of the Live API', () => {
    const python = {
      model_version: 'gemini-2.5-pro',
      usage_metadata: { prompt_token_count: 10, candidates_token_count: 2 },
    };
    expect(eventOf(python).usage).toEqual({ input: 10, output: 2 });
    expect(eventOf({ serverContent: {}, usageMetadata: { promptTokenCount: 5, responseTokenCount: 7 } }).usage).toEqual(
      {
        input: 5,
        output: 7,
      },
    );
  });
});

test('of the chunks of a stream the last count stands', () => {
  const chunks = [
    { promptTokenCount: 100 },
    { promptTokenCount: 100, candidatesTokenCount: 10 },
    { promptTokenCount: 100, candidatesTokenCount: 45 },
  ];
  const events = chunks.map((usage, line) => ({
    ...eventOf(answer(usage)),
    place: { source: 'a', line, offset: line, format: 'gemini-response' },
  }));
  const calls = buildTraces(events).flatMap((trace) => trace.calls);
  expect(calls.map((call) => call.metering.usage)).toEqual([{ input: 100, output: 45 }]);
  const { usageMetadata: _, ...bare } = answer({});
  expect(read(bare)).toMatchObject({ kind: 'skipped', reason: 'repeats another record' });
});

describe('seller and tier', () => {
  const usage = { promptTokenCount: 1 };
  test.each([
    ['ON_DEMAND', 'standard'],
    ['ON_DEMAND_PRIORITY', 'priority'],
    ['ON_DEMAND_FLEX', 'flex'],
    ['PROVISIONED_THROUGHPUT', 'provisioned'],
    ['TrafficType.ON_DEMAND', 'standard'],
  ])('%s', (trafficType, tier) => {
    expect(eventOf(answer({ ...usage, trafficType }))).toMatchObject({ provider: 'vertex_ai', service_tier: tier });
  });
  test('createTime is Vertex AI’s; without either it is the Gemini API', () => {
    expect(eventOf(answer(usage, { createTime: '2026-03-02T09:15:04Z' })).provider).toBe('vertex_ai');
    expect(eventOf(answer(usage)).provider).toBe('gemini');
  });
});

test('look-alikes', () => {
  expect(recognises({ usage_metadata: { input_tokens: 1 }, model_version: 'x' })).toBe(false);
  expect(recognises({ responseId: 'poll', candidates: ['Ada'] })).toBe(false);
});

test('a row of Vertex AI’s request log: the answer in it, the labels of its request, its place and time', () => {
  const { usageMetadata, ...rest } = answer({
    promptTokenCount: 1000,
    candidatesTokenCount: 100,
    thoughtsTokenCount: 50,
  });
  const row = {
    endpoint: 'projects/1/locations/us-central1/publishers/google/models/gemini-2.5-flash',
    logging_time: '2026-03-02T09:15:04Z',
    request_id: '7',
    model: 'publishers/google/models/gemini-2.5-flash',
    full_request: { contents: [], labels: { team: 'claims' } },
    full_response: { ...rest, usageMetadata: usageMetadata ?? null },
  };
  const texts = { full_request: JSON.stringify(row.full_request), full_response: JSON.stringify(row.full_response) };
  for (const one of [row, { ...row, ...texts }]) {
    expect(recognises(one)).toBe(true);
    expect(eventOf(one)).toMatchObject({
      provider: 'vertex_ai',
      region: 'us-central1',
      owner_team: 'claims',
      start: 1_772_442_904_000_000_000n,
      usage: { input: 1000, output: 100, reasoning: 50 },
    });
  }
});
