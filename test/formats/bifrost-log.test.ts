import { describe, expect, test } from 'vitest';
import { bifrostLog } from '../../src/formats/bifrost-log.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import type { Event, Outcome } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';

const reader = compileReader(bifrostLog);
const row: JsonObject = {
  id: 'req-1',
  parent_request_id: null,
  timestamp: '2026-03-02T09:15:04.12Z',
  object: 'chat.completion',
  provider: 'openai',
  model: 'gpt-4.1-mini',
  number_of_retries: 0,
  fallback_index: 0,
  team_id: 't-1',
  team_name: 'support-platform',
  latency: 2360.5,
  token_usage: { prompt_tokens: 1420, completion_tokens: 386, total_tokens: 1806 },
  cost: 0.00231,
  status: 'success',
};

const read = (changes: JsonObject): Outcome =>
  reader.read({ ...row, ...changes }, { source: 'input', line: 1, offset: 0 });

function eventOf(changes: JsonObject): Event {
  const outcome = read(changes);
  if (outcome.kind !== 'events' || !outcome.events[0]) throw new Error(JSON.stringify(outcome));
  return outcome.events[0];
}

describe('recognition', () => {
  test('API rows and table rows, also failed ones without token_usage', () => {
    expect(reader.recognises(row)).toBe(true);
    expect(reader.recognises({ ...row, object: null, object_type: 'chat.completion', token_usage: null })).toBe(true);
  });
  test.each(['number_of_retries', 'fallback_index', 'object'])('not without %s', (key) => {
    expect(reader.recognises({ ...row, [key]: null })).toBe(false);
  });
});

describe('usage', () => {
  const token_usage = {
    prompt_tokens: 18400,
    prompt_tokens_details: {
      cached_read_tokens: 12000,
      cached_tokens: 12000,
      cached_write_tokens: 3000,
      cache_write_tokens: 3000,
      cached_write_token_details: { cached_write_tokens_5m: 2000, cached_write_tokens_1h: 1000 },
    },
    completion_tokens: 2100,
    completion_tokens_details: { reasoning_tokens: 600, num_search_queries: 2 },
  };
  const usage = {
    input: 3400,
    cached_input: 12000,
    cache_write_5m: 2000,
    cache_write_1h: 1000,
    output: 1500,
    reasoning: 600,
    web_search: 2,
  };
  test('inclusive counts, mirrored names counted once, writes split by lifetime', () => {
    expect(eventOf({ token_usage }).usage).toEqual(usage);
  });
  test('the same as JSON text', () => {
    expect(eventOf({ token_usage: JSON.stringify(token_usage) }).usage).toEqual(usage);
  });
  test('the table’s own columns when there is no usage object', () => {
    const event = eventOf({ token_usage: '', prompt_tokens: 1420, completion_tokens: 386, cached_read_tokens: 900 });
    expect(event.usage).toEqual({ input: 520, cached_input: 900, output: 386 });
  });
});

describe('cost', () => {
  test('the gateway’s figure goes before the provider’s', () => {
    expect(eventOf({ token_usage: { prompt_tokens: 1, cost: 9 } }).logged_cost_usd).toBe(parseUsd('0.00231'));
  });
  test('the provider’s stands in, as an object or a bare number', () => {
    expect(eventOf({ cost: null, token_usage: { prompt_tokens: 1, cost: { total_cost: 0.25 } } }).logged_cost_usd).toBe(
      parseUsd('0.25'),
    );
    expect(eventOf({ cost: null, token_usage: { prompt_tokens: 1, cost: 0.5 } }).logged_cost_usd).toBe(parseUsd('0.5'));
  });
  test('null is unknown', () => {
    expect(eventOf({ cost: null }).logged_cost_usd).toBeUndefined();
  });
  test('a cache hit keeps what its lookup cost', () => {
    expect(eventOf({ cost: 0.0000026, cache_debug: { cache_hit: true, hit_type: 'semantic' } })).toMatchObject({
      cache_hit: true,
      logged_cost_usd: parseUsd('0.0000026'),
    });
  });
});

describe('owners', () => {
  test('a name goes before an id, a caller’s cost center before the business unit', () => {
    expect(eventOf({ business_unit_id: 'bu-2' })).toMatchObject({
      owner_team: 'support-platform',
      cost_center: 'bu-2',
    });
    expect(eventOf({ business_unit_id: 'bu-2', metadata: { cost_center: 'CC-1' } }).cost_center).toBe('CC-1');
  });
  test('several teams on one call are noted, not picked', () => {
    const event = eventOf({ team_id: null, team_name: null, team_names: '["search","support-platform"]' });
    expect(event.owner_team).toBeUndefined();
    expect(event.notes).toEqual([{ kind: 'several-owners', values: ['search', 'support-platform'] }]);
  });
  test('a list of one is that team', () => {
    expect(eventOf({ team_id: null, team_name: null, team_ids: ['t-77'] })).toMatchObject({
      owner_team: 't-77',
      notes: [],
    });
    expect(eventOf({ team_ids: ['t-1'], team_names: ['support-platform'] }).notes).toEqual([]);
  });
});

describe('attempts', () => {
  test('retries are a number on the row', () => {
    expect(eventOf({ number_of_retries: 2 })).toMatchObject({ attempt: 2 });
    expect(eventOf({ number_of_retries: 2 }).fallback_from).toBeUndefined();
  });
  test('a fallback names its place in the chain and the first attempt', () => {
    expect(eventOf({ fallback_index: 2, parent_request_id: 'req-0' })).toMatchObject({
      fallback_from: 'fallback_index 1',
      retry_of: 'req-0',
      session_id: 'req-0',
    });
  });
  test('a session on a first attempt makes no retry', () => {
    expect(eventOf({ parent_request_id: 'chat-77' }).retry_of).toBeUndefined();
  });
  test('the model that a provider served instead', () => {
    expect(eventOf({ alias: 'smart', server_side_fallback_model: 'claude-opus-4-1' })).toMatchObject({
      model: 'smart',
      response_model: 'claude-opus-4-1',
    });
  });
});

describe('outcome', () => {
  test('processing is unfinished', () => {
    expect(read({ status: 'processing', token_usage: null })).toMatchObject({ kind: 'skipped', reason: 'unfinished' });
  });
  test.each([
    ['success', 'ok'],
    ['error', 'error'],
    ['cancelled', 'cancelled'],
  ])('%s', (status, expected) => {
    expect(eventOf({ status }).status).toBe(expected);
  });
  test('errors as objects or text, without their message', () => {
    const error_details = { status_code: 529, error: { type: 'overloaded_error', message: 'the prompt' } };
    expect(eventOf({ status: 'error', error_details }).error).toBe('overloaded_error');
    expect(eventOf({ status: 'error', error_details: JSON.stringify(error_details) }).error).toBe('overloaded_error');
  });
  test.each(['list_models', 'count_tokens', 'batch_create', 'file_upload', 'video_retrieve'])(
    '%s is no model call',
    (object) => {
      expect(read({ object, token_usage: null, cost: null })).toEqual({
        kind: 'skipped',
        reason: 'not a model call',
        detail: object,
      });
    },
  );
});

test('the row’s time is its start and the latency is in milliseconds', () => {
  expect(eventOf({})).toMatchObject({ start: 1772442904120000000n, end: 1772442906480500000n });
});
