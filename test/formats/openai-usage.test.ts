// OpenAI usage report: what its dimensions and counts mean.
import { describe, expect, test } from 'vitest';
import { openaiUsage } from '../../src/formats/openai-usage.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf, eventsOf } = readOne(openaiUsage);
const result: JsonObject = {
  object: 'organization.usage.completions.result',
  input_tokens: 1000,
  input_cached_tokens: 400,
  input_cache_write_tokens: 100,
  input_uncached_tokens: 500,
  output_tokens: 500,
  num_model_requests: 5,
  project_id: null,
  model: 'gpt-5-mini-2025-08-07',
  batch: false,
};
const bucket = (...results: JsonObject[]): JsonObject => ({
  object: 'bucket',
  start_time: 1772409600,
  end_time: 1772496000,
  results,
});

describe('recognition', () => {
  test('a bucket, an older bucket, a result with its window, a row of the CSV', () => {
    expect(recognises(bucket(result))).toBe(true);
    expect(recognises({ object: 'bucket', start_time: 1, end_time: 2, result: [result] })).toBe(true);
    expect(recognises({ ...result, start_time: 1772409600, end_time: 1772496000 })).toBe(true);
    expect(recognises({ start_time: '1', end_time: '2', start_time_iso: 'a', end_time_iso: 'b' })).toBe(true);
  });
  test('a bucket of costs is not one, nor is a row of the cost CSV', () => {
    expect(recognises(bucket({ object: 'organization.costs.result', amount: { value: 1, currency: 'usd' } }))).toBe(
      false,
    );
    const row = { start_time: '1', end_time: '2', start_time_iso: 'a', end_time_iso: 'b' };
    for (const key of ['amount_value', 'amount_currency', 'line_item', 'organization_name']) {
      expect(recognises({ ...row, [key]: 'x' })).toBe(false);
    }
  });
  test('DeepSeek’s export has times of the same name', () => {
    expect(
      recognises({ user_id: 'u', start_time_iso: 'a', end_time_iso: 'b', model: 'deepseek-chat', type: 'x' }),
    ).toBe(false);
  });
});

describe('counts', () => {
  test('cached and written tokens are inside the input; the documented sample', () => {
    const event = eventOf(bucket(result));
    expect(event.usage).toEqual({ input: 500, cached_input: 400, cache_write_5m: 100, output: 500 });
    expect(event.notes).toEqual([]);
  });
  test('audio and image counts are the uncached ones', () => {
    const { usage } = eventOf(
      bucket({
        ...result,
        input_tokens: 2000,
        input_cached_tokens: 400,
        input_cache_write_tokens: 0,
        input_uncached_tokens: 1600,
        input_audio_tokens: 500,
        input_image_tokens: 100,
        input_cached_audio_tokens: 100,
        output_audio_tokens: 200,
      }),
    );
    expect(usage).toEqual({
      input: 1000,
      cached_input: 300,
      cached_audio_in: 100,
      audio_in: 500,
      image_in: 100,
      output: 300,
      audio_out: 200,
    });
  });
  test('input is not uncached + cached + written: noted', () => {
    expect(eventOf(bucket({ ...result, input_uncached_tokens: 700 })).notes).toEqual([
      {
        kind: 'usage-semantics-conflict',
        detail: 'input_uncached_tokens is 700, but 500 are left without cached ones',
      },
    ]);
  });
  test('the CSV writes 3.0', () => {
    const row = { start_time: '1772409600', end_time: '1772409660', start_time_iso: 'x', end_time_iso: 'y' };
    const event = eventOf({ ...row, num_model_requests: '3.0', input_tokens: '4260.0', output_tokens: '1158.0' });
    expect([event.requests, event.usage]).toEqual([3, { input: 4260, output: 1158 }]);
  });
  test('meters that are no tokens', () => {
    const of = (kind: string, more: JsonObject) =>
      eventOf({ object: `organization.usage.${kind}.result`, start_time: 1772409600, end_time: 1772496000, ...more })
        .usage;
    expect(of('images', { images: 4, num_model_requests: 2 })).toEqual({ images: 4 });
    expect(of('audio_speeches', { characters: 1450 })).toEqual({ characters: 1450 });
    expect(of('audio_transcriptions', { seconds: 42 })).toEqual({ seconds: 42 });
    expect(of('code_interpreter_sessions', { num_sessions: 3 })).toEqual({ code_execution: 3 });
    expect(of('file_search_calls', { num_requests: 7 })).toEqual({ file_search: 7 });
    expect(of('web_search_calls', { num_requests: 12, num_model_requests: 12 })).toEqual({ web_search: 12 });
    expect(of('web_search_calls', { num_model_requests: 9 })).toEqual({ web_search: 9 });
  });
  test('vector stores are storage, no model call', () => {
    expect(
      read({ object: 'organization.usage.vector_stores.result', start_time: 1, end_time: 2, usage_bytes: 5 }),
    ).toMatchObject({ kind: 'skipped', reason: 'not a model call' });
  });
});

describe('rows', () => {
  test('a sum over the bucket’s window, whatever its width', () => {
    const event = eventOf({ ...bucket(result), end_time: 1772409660 });
    expect([event.granularity, event.role, event.start, event.end]).toEqual([
      'aggregate',
      'call',
      1_772_409_600_000_000_000n,
      1_772_409_660_000_000_000n,
    ]);
  });
  test('one bucket, many rows', () => {
    const events = eventsOf(
      bucket({ ...result, project_id: 'a' }, { ...result, project_id: 'b', num_model_requests: 1 }),
    );
    expect(events.map((event) => [event.project_id, event.granularity, event.place.pointer])).toEqual([
      ['a', 'aggregate', '/results/0'],
      ['b', 'aggregate', '/results/1'],
    ]);
  });
  test('a null dimension is absent, not an unknown owner', () => {
    const event = eventOf(bucket(result));
    expect([event.project_id, event.api_key_id, event.owner_team]).toEqual([undefined, undefined, undefined]);
  });
  test('batch is a price of its own', () => {
    expect(eventOf(bucket({ ...result, batch: true })).service_tier).toBe('batch');
    expect(eventOf(bucket({ ...result, batch: 'True' })).service_tier).toBe('batch');
  });
  test('empty buckets are passed over', () => {
    expect(read(bucket())).toMatchObject({ kind: 'skipped', reason: 'empty' });
    expect(read({ start_time: '1', end_time: '2', start_time_iso: 'a', end_time_iso: 'b' })).toMatchObject({
      kind: 'skipped',
      reason: 'empty',
    });
  });
});
