import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readRecord } from './samples.ts';

const span: JsonObject = {
  span_id: '14624140233640368322',
  trace_id: '6903738200000000af2d3775dfc70530',
  parent_id: '14624140233640368321',
  name: 'generate',
  start_ns: '1789374001120000000',
  duration: 1_500_000_000,
  status: 'ok',
  tags: ['service:map-search', 'env:prod', 'team:harbor-maps', 'ddtrace.version:3.17.0'],
  meta: { 'span.kind': 'llm', model_name: 'gpt-5-mini', model_provider: 'openai' },
  metrics: {
    input_tokens: 1000,
    output_tokens: 120,
    total_tokens: 1120,
    cache_read_input_tokens: 600,
    reasoning_output_tokens: 20,
  },
  ml_app: 'harbor-bot',
};

function eventsOf(...records: readonly JsonObject[]): readonly Event[] {
  return records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ format, outcome }) => {
      if (format !== 'datadog-llmobs' || outcome.kind !== 'events') throw new Error(JSON.stringify(outcome));
      return outcome.events;
    }),
  );
}

function only(record: JsonObject): Event {
  const [event, ...more] = eventsOf(record);
  if (!event || more.length > 0) throw new Error(`${more.length + 1} events`);
  return event;
}

test('a span event of the SDK', () => {
  expect(only(span)).toMatchObject({
    role: 'call',
    hop: 'app',
    component: 'harbor-bot',
    trace_id: '6903738200000000af2d3775dfc70530',
    span_id: 'caf3620f7ba1d8c2',
    parent_span_id: 'caf3620f7ba1d8c1',
    owner_team: 'harbor-maps',
    service: 'map-search',
    environment: 'prod',
    producer: 'ddtrace',
    producer_version: '3.17.0',
    start: 1_789_374_001_120_000_000n,
    end: 1_789_374_002_620_000_000n,
    usage: { input: 400, cached_input: 600, output: 100, reasoning: 20 },
    notes: [],
  });
});

test('the APM trace id is the one others saw', () => {
  expect(only({ ...span, _dd: { apm_trace_id: '4bf92f3577b34da6a3ce929d0e0e4736' } }).trace_id).toBe(
    '4bf92f3577b34da6a3ce929d0e0e4736',
  );
});

test('a root has the parent "undefined"', () => {
  expect(only({ ...span, parent_id: 'undefined' }).parent_span_id).toBeUndefined();
});

test('an agent’s sum is not counted beside its calls', () => {
  const agent = { ...span, span_id: '14624140233640368321', parent_id: 'undefined', meta: { 'span.kind': 'agent' } };
  const [trace] = buildTraces(eventsOf(agent, span));
  expect(trace?.calls.length).toBe(1);
  expect(trace?.exclusions.map(({ reason }) => reason)).toEqual(['parent sum']);
});

test.each<[string, JsonObject, bigint | undefined]>([
  ['estimates are billionths', { estimated_total_cost: 750_000 }, 750_000_000_000_000n],
  ['a total is dollars', { total_cost: 0.0075 }, 7_500_000_000_000_000n],
  ['a total of more than a dollar for each token is billionths', { total_cost: 750_000 }, 750_000_000_000_000n],
  [
    'the total of the user is believed before the estimate',
    { total_cost: 0.0075, estimated_total_cost: 1 },
    7_500_000_000_000_000n,
  ],
  ['an estimate of zero is none', { estimated_total_cost: 0 }, undefined],
])('%s', (_, costs, amount) => {
  expect(only({ ...span, metrics: { ...(span.metrics as JsonObject), ...costs } }).logged_cost_usd).toBe(amount); // an object above
});

test('the export API writes milliseconds into start_ns', () => {
  expect(only({ ...span, start_ns: 1789374001120 }).start).toBe(1_789_374_001_120_000_000n);
});

test('a page of the export API', () => {
  const { meta: _, ...rest } = span;
  const attributes = { ...rest, span_kind: 'llm', model_name: 'gpt-4o-mini', model_provider: 'openai' };
  expect(only({ data: [{ id: '1', type: 'span', attributes }], meta: {} })).toMatchObject({
    role: 'call',
    model: 'gpt-4o-mini',
  });
});

test('a batch’s tags and session count for every span in it', () => {
  const { tags: _, ml_app: __, ...bare } = span;
  const attributes = {
    ml_app: 'harbor-bot',
    session_id: 's-1',
    tags: ['owner_team:harbor-maps'],
    spans: [{ ...bare, meta: { kind: 'llm' } }],
  };
  expect(only({ data: { type: 'span', attributes } })).toMatchObject({
    role: 'call',
    component: 'harbor-bot',
    session_id: 's-1',
    owner_team: 'harbor-maps',
  });
});

test('cache writes by lifetime are inside the input', () => {
  const metrics = {
    input_tokens: 5100,
    output_tokens: 50,
    cache_read_input_tokens: 4000,
    cache_write_input_tokens: 1000,
    ephemeral_1h_input_tokens: 1000,
    ephemeral_5m_input_tokens: 0,
  };
  expect(only({ ...span, metrics }).usage).toEqual({
    input: 100,
    cached_input: 4000,
    cache_write_1h: 1000,
    output: 50,
  });
});
