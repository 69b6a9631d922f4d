import { expect, test } from 'vitest';
import { bifrostTrace } from '../../src/formats/bifrost-trace.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { read, eventsOf } = readOne(bifrostTrace);
const TraceID = '0e8b9293a69d4652804d2ab61121c1f2';
const span = (SpanID: string, ParentID: string, Kind: string, Attributes: JsonObject = {}): JsonObject => ({
  SpanID,
  ParentID,
  TraceID,
  Name: Kind === 'llm.call' ? 'chat gpt-4.1-mini' : Kind,
  Kind,
  StartTime: '2026-03-02T14:45:04.12+05:30',
  EndTime: '2026-03-02T14:45:06.48+05:30',
  Status: 'ok',
  Attributes,
});
const root = span('40cd8047c2cb44c6', '', 'http.request', { owner_team: 'support-platform' });
const metered = {
  'gen_ai.provider.name': 'openai',
  'gen_ai.request.model': 'gpt-4.1-mini',
  'gen_ai.usage.prompt_tokens': 1420,
  'gen_ai.usage.completion_tokens': 386,
  'gen_ai.usage.prompt_token_details.cached_read_tokens': 1024,
  'bifrost.virtual_key.name': 'support-vk',
};
const message = (spans: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  RequestID: 'r-1',
  TraceID,
  RootSpan: root,
  Spans: spans,
  ...more,
});

test('the repeated root is one span, plugin spans are left out and their children moved up', () => {
  const plugins = [span('p1', '40cd8047c2cb44c6', 'plugin'), span('p2', 'p1', 'plugin')];
  const record = message([root, ...plugins, span('c1', 'p2', 'llm.call', metered)]);
  expect(eventsOf(record).map((event) => [event.span_id, event.parent_span_id, event.role])).toEqual([
    ['40cd8047c2cb44c6', undefined, 'step'],
    ['c1', '40cd8047c2cb44c6', 'call'],
  ]);
  expect(read(record)).toMatchObject({ left_out: [{ reason: 'not a model call' }, { reason: 'not a model call' }] });
});

test('a call: cached inside the prompt, times with their offset, key and request id', () => {
  const [, call] = eventsOf(message([span('c1', '40cd8047c2cb44c6', 'llm.call', metered)]));
  expect(call).toMatchObject({
    hop: 'gateway',
    component: 'bifrost',
    operation: 'chat',
    virtual_key: 'support-vk',
    request_id: 'r-1',
    usage: { input: 396, cached_input: 1024, output: 386 },
    start: 1772442904120000000n,
  });
});

test('every attempt is a call, also one that failed without usage', () => {
  const failed = {
    ...span('c1', '40cd8047c2cb44c6', 'llm.call', {
      'gen_ai.request.model': 'gpt-4.1-mini',
      'error.type': 'rate_limit',
    }),
    Status: 'error',
  };
  const second = span('c2', '40cd8047c2cb44c6', 'llm.call', {
    ...metered,
    'gen_ai.fallback_index': 1,
    'bifrost.retries': 1,
  });
  const calls = eventsOf(message([failed, second])).filter((event) => event.role === 'call');
  expect(calls.map((event) => [event.status, event.error, event.fallback_from, event.attempt])).toEqual([
    ['error', 'rate_limit', undefined, undefined],
    ['ok', undefined, 'fallback_index 0', 1],
  ]);
});

test('usage on the root repeats that of its calls', () => {
  const [first] = eventsOf(message([], { RootSpan: { ...root, Attributes: metered } }));
  expect(first?.role).toBe('rollup');
});

test('captured request headers speak for every span', () => {
  const [, call] = eventsOf(
    message([span('c1', '40cd8047c2cb44c6', 'llm.call', metered)], {
      RequestHeaders: { 'x-tenant-id': 'acct-77', 'X-Team': ['billing'] },
    }),
  );
  expect(call).toMatchObject({ owner_team: 'billing', tenant_id_hash: 'acct-77' });
});

test('plugin spans that point at each other do not hang', () => {
  const record = message([
    span('p1', 'p2', 'plugin'),
    span('p2', 'p1', 'plugin'),
    span('c1', 'p1', 'llm.call', metered),
  ]);
  expect(eventsOf(record)).toHaveLength(2);
});
