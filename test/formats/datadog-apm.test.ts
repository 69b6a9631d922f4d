import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readRecord } from './samples.ts';

const span: JsonObject = {
  name: 'openai.request',
  service: 'map-search',
  resource: 'createChatCompletion',
  trace_id: '12623130000000000123',
  span_id: '9000000000000000002',
  parent_id: '9000000000000000001',
  type: 'llm',
  error: 0,
  meta: { '_dd.p.tid': '6903738200000000', 'openai.request.model': 'gpt-4o', team: 'harbor-maps', 'usr.id': 'u-7' },
  metrics: { 'openai.response.usage.prompt_tokens': 90, 'openai.response.usage.completion_tokens': 10 },
  start: '1789374001120000000',
  duration: 1_500_000_000,
};

function eventsOf(...records: readonly JsonObject[]): readonly Event[] {
  return records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ format, outcome }) => {
      if (format !== 'datadog-apm' || outcome.kind !== 'events') throw new Error(JSON.stringify(outcome));
      return outcome.events;
    }),
  );
}

const only = (record: JsonObject): Event | undefined => eventsOf(record)[0];

test('decimal ids and the high half make W3C ids', () => {
  expect(only(span)).toMatchObject({
    role: 'call',
    trace_id: '6903738200000000af2e5ddad393a07b',
    span_id: '7ce66c50e2840002',
    parent_span_id: '7ce66c50e2840001',
    component: 'map-search',
    owner_team: 'harbor-maps',
    user_id_hash: 'u-7',
    provider: 'openai',
    model: 'gpt-4o',
    usage: { input: 90, output: 10 },
    notes: [],
  });
});

test('a span with the low half only is stitched to its trace', () => {
  const child = {
    ...span,
    span_id: '9000000000000000003',
    parent_id: span.span_id ?? null,
    meta: { 'openai.request.model': 'gpt-4o' },
  };
  const traces = buildTraces(
    eventsOf({ ...span, type: 'web', meta: { '_dd.p.tid': '6903738200000000' }, metrics: {} }, child),
  );
  expect(traces.length).toBe(1);
  expect(traces[0]?.restarts).toEqual([]); // one service wrote both forms: nobody cut the id
});

test('a parent of 0 is a root', () => {
  expect(only({ ...span, parent_id: 0 })?.parent_span_id).toBeUndefined();
});

test('a call whose counts went to LLM Observability has no usage', () => {
  expect(only({ ...span, metrics: {} })).toMatchObject({ role: 'call' });
  expect(only({ ...span, metrics: {} })?.usage).toBeUndefined();
});

test.each<[string, JsonObject, string]>([
  ['a kind given by LLM Observability', { '_dd.llmobs.span_kind': 'llm' }, 'call'],
  ['an agent', { '_dd.llmobs.span_kind': 'agent' }, 'step'],
  ['type llm without a model', {}, 'step'],
])('%s', (_, meta, role) => {
  expect(only({ ...span, meta, metrics: {} })?.role).toBe(role);
});

test('an error keeps its type', () => {
  const meta = { 'openai.request.model': 'gpt-4o', 'error.type': 'openai.RateLimitError', 'error.message': 'a prompt' };
  expect(only({ ...span, error: 1, meta, metrics: {} })).toMatchObject({
    status: 'error',
    error: 'openai.RateLimitError',
  });
});
