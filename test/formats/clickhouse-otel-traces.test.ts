import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
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

function eventsOf(...records: readonly JsonObject[]): readonly Event[] {
  return records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ format: found, outcome }) => {
      if (found !== 'clickhouse-otel-traces') throw new Error(`${found}: ${JSON.stringify(outcome)}`);
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

test('values and durations are text, times have no zone, a root has an empty parent', () => {
  expect(eventsOf(clickhouse)).toMatchObject([
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
  expect(eventsOf(clickhouse)[0]?.parent_span_id).toBeUndefined();
});

test('the JSON table nests dotted names', () => {
  const usage = { input_tokens: 1000, cache_read: { input_tokens: 600 }, output_tokens: 120 };
  const SpanAttributes = {
    gen_ai: { operation: { name: 'chat' }, system: 'openai', request: { model: 'gpt-5-mini' }, usage },
  };
  const [event] = eventsOf({ ...clickhouse, SpanAttributes });
  expect(event).toMatchObject({ role: 'call', model: 'gpt-5-mini', operation: 'chat', usage: measured });
});

test.each([
  ['Error', 'Client'],
  ['STATUS_CODE_ERROR', 'SPAN_KIND_CLIENT'],
])('%s and %s', (StatusCode, SpanKind) => {
  expect(eventsOf({ ...clickhouse, StatusCode, SpanKind })[0]?.status).toBe('error');
});

test.each<[string, JsonObject]>([
  ['parallel lists', { 'Links.TraceId': [trace], 'Links.SpanId': ['a1b2c3d4e5f60001'] }],
  ['an object of lists', { Links: { TraceId: [trace], SpanId: ['a1b2c3d4e5f60001'] } }],
  ['a list of objects', { Links: [{ TraceId: trace, SpanId: 'a1b2c3d4e5f60001' }] }],
])('links as %s', (_, links) => {
  const row = { ...clickhouse, TraceId: '5f1c8f2ab1d84c0c9e6d2b7a50c3e911', ...links };
  expect(eventsOf(row)[0]?.links).toEqual([{ trace_id: trace, span_id: 'a1b2c3d4e5f60001' }]);
});

test('a row inserted twice is one span', () => {
  const events = eventsOf(clickhouse, clickhouse);
  expect(buildTraces(events).flatMap(({ calls }) => calls).length).toBe(1);
});

test('maps and lists in ClickHouse’s own notation, as CSV and TabSeparated hold them', () => {
  const own = (map: object): string =>
    `{${Object.entries(map)
      .map(([key, value]) => `'${key}':'${value}'`)
      .join()}}`;
  const row = {
    ...clickhouse,
    SpanAttributes: own({ ...genai, owner_team: "it\\'s, {us}" }),
    ResourceAttributes: own({ 'service.name': 'ticket-desk' }),
    StatusCode: 'Error',
    'Events.Name': "['exception']",
    'Events.Attributes': "[{'exception.type':'RateLimitError','exception.message':'a\\nb'}]",
    'Links.TraceId': `['5f${trace.slice(2)}']`,
    'Links.SpanId': "['a1b2c3d4e5f60001']",
  };
  expect(eventsOf(row)).toMatchObject([
    {
      usage: measured,
      owner_team: "it's, {us}",
      component: 'ticket-desk',
      error: 'RateLimitError',
      links: [{ trace_id: `5f${trace.slice(2)}`, span_id: 'a1b2c3d4e5f60001' }],
    },
  ]);
});
