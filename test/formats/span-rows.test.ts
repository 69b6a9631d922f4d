// Rows of ClickHouse, Phoenix, Honeycomb and New Relic: what each store does to a span, undone.
import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../../src/trace/build-traces.ts';
import { readRecord } from './samples.ts';

const trace = '4f1c8f2ab1d84c0c9e6d2b7a50c3e911';
const genai = {
  'gen_ai.operation.name': 'chat',
  'gen_ai.system': 'openai',
  'gen_ai.request.model': 'gpt-5-mini',
  'gen_ai.usage.input_tokens': '1000',
  'gen_ai.usage.cache_read.input_tokens': '600',
  'gen_ai.usage.output_tokens': '120',
};
const measured = { input: 400, cached_input: 600, output: 120 };

function eventsOf(format: string, ...records: readonly JsonObject[]): readonly Event[] {
  return records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ format: found, outcome }) => {
      if (found !== format) throw new Error(`${found}: ${JSON.stringify(outcome)}`);
      return outcome.kind === 'events' ? outcome.events : [];
    }),
  );
}

const clickhouse: JsonObject = {
  Timestamp: '2026-09-14 08:20:01.120000001',
  TraceId: trace,
  SpanId: 'a1b2c3d4e5f60002',
  ParentSpanId: '',
  SpanName: 'chat gpt-5-mini',
  SpanKind: 'Client',
  ServiceName: 'ticket-desk',
  ResourceAttributes: { 'service.name': 'ticket-desk', 'k8s.namespace.name': 'support' },
  ScopeName: 'opentelemetry.instrumentation.openai',
  SpanAttributes: genai,
  Duration: '2500000000',
  StatusCode: 'Unset',
};

test('ClickHouse: values and durations are text, times have no zone, a root has an empty parent', () => {
  expect(eventsOf('clickhouse-otel-traces', clickhouse)).toMatchObject([
    {
      role: 'call',
      trace_id: trace,
      span_id: 'a1b2c3d4e5f60002',
      component: 'ticket-desk',
      namespace: 'support',
      start: 1_789_374_001_120_000_001n,
      end: 1_789_374_003_620_000_001n,
      usage: measured,
      status: 'ok',
      notes: [],
    },
  ]);
  expect(eventsOf('clickhouse-otel-traces', clickhouse)[0]?.parent_span_id).toBeUndefined();
});

test('ClickHouse: the JSON table nests dotted names', () => {
  const usage = { input_tokens: 1000, cache_read: { input_tokens: 600 }, output_tokens: 120 };
  const SpanAttributes = {
    gen_ai: { operation: { name: 'chat' }, system: 'openai', request: { model: 'gpt-5-mini' }, usage },
  };
  const [event] = eventsOf('clickhouse-otel-traces', { ...clickhouse, SpanAttributes });
  expect(event).toMatchObject({ role: 'call', model: 'gpt-5-mini', operation: 'chat', usage: measured });
});

test.each([
  ['Error', 'Client'],
  ['STATUS_CODE_ERROR', 'SPAN_KIND_CLIENT'],
])('ClickHouse: %s and %s', (StatusCode, SpanKind) => {
  expect(eventsOf('clickhouse-otel-traces', { ...clickhouse, StatusCode, SpanKind })[0]?.status).toBe('error');
});

test.each<[string, JsonObject]>([
  ['parallel lists', { 'Links.TraceId': [trace], 'Links.SpanId': ['a1b2c3d4e5f60001'] }],
  ['an object of lists', { Links: { TraceId: [trace], SpanId: ['a1b2c3d4e5f60001'] } }],
  ['a list of objects', { Links: [{ TraceId: trace, SpanId: 'a1b2c3d4e5f60001' }] }],
])('ClickHouse: links as %s', (_, links) => {
  const row = { ...clickhouse, TraceId: '5f1c8f2ab1d84c0c9e6d2b7a50c3e911', ...links };
  expect(eventsOf('clickhouse-otel-traces', row)[0]?.links).toEqual([{ trace_id: trace, span_id: 'a1b2c3d4e5f60001' }]);
});

test('ClickHouse: a row inserted twice is one span', () => {
  const events = eventsOf('clickhouse-otel-traces', clickhouse, clickhouse);
  expect(buildTraces(events).flatMap(({ calls }) => calls).length).toBe(1);
});

const phoenix: JsonObject = {
  name: 'ChatCompletion',
  span_kind: 'LLM',
  parent_id: null,
  start_time: 1789374001120,
  end_time: 1789374003620,
  status_code: 'OK',
  'context.trace_id': trace,
  'context.span_id': 'b000000000000002',
  'attributes.llm.model_name': 'gpt-4o',
  'attributes.llm.provider': 'openai',
  'attributes.llm.token_count.prompt': 1000.0,
  'attributes.llm.token_count.prompt_details.cache_read': 600.0,
  'attributes.llm.token_count.completion': 120.0,
};

test('Phoenix: columns have a prefix, times are milliseconds, counts are floats', () => {
  expect(eventsOf('phoenix-dataframe', phoenix)).toMatchObject([
    { role: 'call', provider: 'openai', model: 'gpt-4o', start: 1_789_374_001_120_000_000n, usage: measured },
  ]);
  const text = { ...phoenix, 'attributes.llm.token_count.prompt': '1000.0' };
  expect(eventsOf('phoenix-dataframe', text)[0]?.usage).toEqual(measured);
});

test('Phoenix: cumulative columns are not read', () => {
  const chain = { ...phoenix, span_kind: 'CHAIN', cumulative_llm_token_count_prompt: 1000 };
  const columns = Object.fromEntries(Object.entries(chain).filter(([key]) => !key.includes('.llm.')));
  expect(eventsOf('phoenix-dataframe', columns)).toMatchObject([{ role: 'step' }]);
});

test('Phoenix: metadata is a dictionary or JSON text, not Python text', () => {
  const owner = (metadata: JsonObject | string) =>
    eventsOf('phoenix-dataframe', { ...phoenix, 'attributes.metadata': metadata })[0]?.owner_team;
  expect(owner({ team: 'search' })).toBe('search');
  expect(owner('{"team":"search"}')).toBe('search');
  expect(owner("{'team': 'search'}")).toBeUndefined();
});

test('Phoenix: an agent that repeats totals is not counted beside its calls', () => {
  const agent = { ...phoenix, span_kind: 'AGENT', 'context.span_id': 'b000000000000001' };
  const events = eventsOf('phoenix-dataframe', agent, { ...phoenix, parent_id: 'b000000000000001' });
  expect(buildTraces(events).flatMap(({ calls }) => calls).length).toBe(1);
});

const honeycomb: JsonObject = {
  Timestamp: '2026-09-14T08:20:01.120Z',
  'trace.trace_id': trace,
  'trace.span_id': 'c100000000000002',
  name: 'chat',
  'service.name': 'ticket-desk',
  duration_ms: 2500.25,
  team: 'support-tools',
  ...genai,
};

test('Honeycomb: attributes are columns', () => {
  expect(eventsOf('honeycomb-event', honeycomb)).toMatchObject([
    {
      role: 'call',
      component: 'ticket-desk',
      owner_team: 'support-tools',
      end: 1_789_374_003_620_250_000n,
      usage: measured,
    },
  ]);
});

test('Honeycomb: span events are no calls, links reconnect', () => {
  const row = { ...honeycomb, 'meta.annotation_type': 'span_event' };
  expect(eventsOf('honeycomb-event', row)).toEqual([]);
  const link = {
    'trace.trace_id': 't2',
    'trace.parent_id': 's2',
    'trace.link.trace_id': trace,
    'trace.link.span_id': 'c1',
    'meta.annotation_type': 'link',
  };
  expect(eventsOf('honeycomb-event', link)).toMatchObject([
    { role: 'step', links: [{ trace_id: trace, span_id: 'c1' }] },
  ]);
});

test('Honeycomb: the error column is a flag', () => {
  expect(eventsOf('honeycomb-event', { ...honeycomb, error: true })[0]?.status).toBe('error');
  expect(eventsOf('honeycomb-event', { ...honeycomb, error: false })[0]?.status).toBe('ok');
});

const newrelic: JsonObject = {
  timestamp: 1789374001120,
  'trace.id': trace,
  guid: 'd100000000000002',
  'parent.id': 'd100000000000001',
  name: 'chat',
  'entity.guid': 'MXxB',
  'service.name': 'ticket-desk',
  'duration.ms': 2500,
  ...genai,
};
const summary: JsonObject = {
  timestamp: 1789374001120,
  appName: 'ticket-desk',
  trace_id: trace,
  span_id: 'd100000000000003',
  id: '7d1e9f00-0000-4000-8000-000000000001',
  request_id: 'req_1',
  vendor: 'openai',
  ingest_source: 'Python',
  'request.model': 'gpt-4o',
  'response.usage.prompt_tokens': 90,
  'response.usage.completion_tokens': 10,
  duration: 2500,
  'llm.team': 'support-tools',
  'llm.conversation_id': 'c-1',
};

test('New Relic: a span', () => {
  expect(eventsOf('newrelic-event', newrelic)).toMatchObject([
    {
      role: 'call',
      span_id: 'd100000000000002',
      parent_span_id: 'd100000000000001',
      end: 1_789_374_003_620_000_000n,
      usage: measured,
    },
  ]);
});

test('New Relic: a duration is seconds on a span and milliseconds on an AI event', () => {
  const { 'duration.ms': _, ...bare } = newrelic;
  expect(eventsOf('newrelic-event', { ...bare, duration: 2.5 })[0]?.end).toBe(1_789_374_003_620_000_000n);
  expect(eventsOf('newrelic-event', summary)[0]?.end).toBe(1_789_374_003_620_000_000n);
});

test('New Relic: a summary is a call, its owner comes from llm attributes', () => {
  expect(eventsOf('newrelic-event', summary)).toMatchObject([
    {
      role: 'call',
      span_id: 'd100000000000003',
      provider: 'openai',
      model: 'gpt-4o',
      provider_request_id: 'req_1',
      owner_team: 'support-tools',
      conversation_id: 'c-1',
      usage: { input: 90, output: 10 },
    },
  ]);
});

test('New Relic: messages repeat their completion', () => {
  expect(eventsOf('newrelic-event', { ...summary, completion_id: 'x', sequence: 0, token_count: 90 })).toEqual([]);
});

test('New Relic: an embedding’s total is its input', () => {
  const { 'response.usage.prompt_tokens': _, 'response.usage.completion_tokens': __, ...rest } = summary;
  const row = { ...rest, eventType: 'LlmEmbedding', 'response.usage.total_tokens': 64 };
  expect(eventsOf('newrelic-event', row)).toMatchObject([{ role: 'call', usage: { input: 64 } }]);
});
