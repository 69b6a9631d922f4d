import { describe, expect, test } from 'vitest';
import { heliconeRequest } from '../../src/formats/helicone-request.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import type { Event, Outcome } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';

const reader = compileReader(heliconeRequest);
const place = { source: 'input', line: 1, offset: 0 };
const row: JsonObject = {
  request_id: 'e1c00000-0000-4000-8000-000000000500',
  request_created_at: '2026-03-02T09:15:04.12Z',
  request_path: 'https://api.openai.com/v1/chat/completions',
  response_created_at: '2026-03-02T09:15:59Z',
  response_status: 200,
  request_model: 'gpt-4.1-mini',
  model: 'gpt-4.1-mini',
  provider: 'OPENAI',
  target_url: 'https://api.openai.com/v1/chat/completions',
  delay_ms: 2360,
  prompt_tokens: 1420,
  completion_tokens: 386,
  total_tokens: 1806,
  costUSD: 0.0011856,
  properties: {},
};

const read = (changes: JsonObject): Outcome => reader.read({ ...row, ...changes }, place);

function eventOf(changes: JsonObject): Event {
  const outcome = read(changes);
  if (outcome.kind !== 'events' || !outcome.events[0]) throw new Error(JSON.stringify(outcome));
  return outcome.events[0];
}

describe('recognition', () => {
  test('also without properties, status or latency', () => {
    expect(reader.recognises({ ...row, properties: null, response_status: null, delay_ms: null })).toBe(true);
  });
  test('a request id and a time alone are not enough', () => {
    expect(reader.recognises({ request_id: 'r', request_created_at: '2026-03-02T09:15:04Z', model: 'm' })).toBe(false);
  });
  test('a ClickHouse row is another format, so that nobody takes billionths for dollars', () => {
    const clickhouse: JsonObject = {
      request_id: 'r',
      request_created_at: '2026-03-02 09:15:04',
      response_created_at: '2026-03-02 09:15:07',
      proxy_key_id: '',
      status: 200,
      latency: 2360,
      prompt_tokens: 1420,
      prompt_cache_write_tokens: 0,
      cost: 1185600,
    };
    expect(reader.recognises(clickhouse)).toBe(false);
  });
});

describe('usage', () => {
  test('cached and written tokens stand beside the prompt', () => {
    const event = eventOf({
      prompt_tokens: 520,
      prompt_cache_read_tokens: 900,
      prompt_cache_write_tokens: 40,
      total_tokens: 906,
    });
    expect(event.usage).toEqual({ input: 520, cached_input: 900, cache_write_5m: 40, output: 386 });
  });
  test('the total is the sum of two columns and decides nothing', () => {
    const event = eventOf({ prompt_tokens: 2000, prompt_cache_read_tokens: 900, total_tokens: 2386 });
    expect(event.usage).toEqual({ input: 2000, cached_input: 900, output: 386 });
    expect(event.notes).toEqual([]);
  });
  test('audio and reasoning stand beside too', () => {
    const event = eventOf({
      prompt_tokens: 200,
      prompt_audio_tokens: 700,
      completion_tokens: 50,
      completion_audio_tokens: 300,
      reasoning_tokens: 20,
    });
    expect(event.usage).toEqual({ input: 200, audio_in: 700, output: 50, audio_out: 300, reasoning: 20 });
  });
});

describe('cost and cache', () => {
  test('costUSD, in old rows cost', () => {
    expect(eventOf({}).logged_cost_usd).toBe(parseUsd('0.0011856'));
    expect(eventOf({ costUSD: null, cost: 0.5 }).logged_cost_usd).toBe(parseUsd('0.5'));
  });
  test('an empty cost is unknown, a zero with tokens too', () => {
    expect(eventOf({ costUSD: '' }).logged_cost_usd).toBeUndefined();
    expect(eventOf({ costUSD: 0 }).notes).toEqual([{ kind: 'zero-cost-with-usage' }]);
  });
  test('a reference is a hit, the zero UUID is none', () => {
    expect(eventOf({ cache_reference_id: 'e1c00000-0000-4000-8000-000000000510', costUSD: 0 })).toMatchObject({
      cache_hit: true,
      notes: [],
    });
    expect(eventOf({ cache_reference_id: '00000000-0000-0000-0000-000000000000' }).cache_hit).toBe(false);
    expect(eventOf({ cache_enabled: true }).cache_hit).toBeUndefined();
  });
});

describe('status', () => {
  test.each([
    [200, 'ok', undefined],
    [429, 'error', '429'],
    [-1, 'error', 'timeout'],
    [-3, 'cancelled', undefined],
    [-4, 'error', '-4'],
  ])('%s is %s', (response_status, status, error) => {
    const event = eventOf({ response_status });
    expect(event.status).toBe(status);
    expect(event.error).toBe(error);
  });
  test.each([-2, null])('%s without usage is unfinished', (response_status) => {
    expect(read({ response_status, prompt_tokens: null, completion_tokens: null })).toMatchObject({
      kind: 'skipped',
      reason: 'unfinished',
    });
  });
});

describe('properties', () => {
  test('names as typed, an object or JSON text', () => {
    const properties = {
      'Owner-Team': 'support-platform',
      ownerTeam: 'support-platform',
      Feature: 'triage',
      tenantId: 'acct-1',
    };
    const owned = { owner_team: 'support-platform', feature: 'triage', tenant_id_hash: 'acct-1', notes: [] };
    expect(eventOf({ properties })).toMatchObject(owned);
    expect(eventOf({ request_properties: JSON.stringify(properties) })).toMatchObject(owned);
  });
  test('a session is no trace; its name is a workflow only when none is given', () => {
    const session = {
      'Helicone-Session-Id': 'chat-77',
      'Helicone-Session-Name': 'Refund chat',
      'Helicone-Session-Path': '/a/b',
    };
    const event = eventOf({ properties: session });
    expect(event).toMatchObject({ session_id: 'chat-77', workflow_id: 'Refund chat' });
    expect(event.trace_id).toBeUndefined();
    expect(eventOf({ properties: { ...session, workflow_id: 'wf-refund' } }).workflow_id).toBe('wf-refund');
  });
});

test('the end is start and latency, not when the row was stored', () => {
  expect(eventOf({})).toMatchObject({ start: 1772442904120000000n, end: 1772442906480000000n });
});

test('CUSTOM is named by its target', () => {
  expect(eventOf({ provider: 'CUSTOM', target_url: 'https://api.groq.com/openai/v1' }).provider).toBe('groq');
  expect(eventOf({ provider: 'CUSTOM', target_url: null }).provider).toBeUndefined();
});

test.each(['tool:order-lookup', 'vector_db'])('%s is a tool, not a model', (model) => {
  const named: JsonObject = { request_model: model, model, prompt_tokens: 0, completion_tokens: 0, costUSD: 0 };
  expect(eventOf(named)).toMatchObject({ role: 'step', hop: 'tool', component: model });
});
