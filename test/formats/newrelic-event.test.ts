import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
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
      if (found !== 'newrelic-event') throw new Error(`${found}: ${JSON.stringify(outcome)}`);
      return outcome.kind === 'events' ? outcome.events : [];
    }),
  );
}

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

test('a span', () => {
  expect(eventsOf(newrelic)).toMatchObject([
    {
      role: 'call',
      span_id: 'd100000000000002',
      parent_span_id: 'd100000000000001',
      end: 1_789_374_003_620_000_000n,
      usage: measured,
    },
  ]);
});

test('a duration is seconds on a span and milliseconds on an AI event', () => {
  const { 'duration.ms': _, ...bare } = newrelic;
  expect(eventsOf({ ...bare, duration: 2.5 })[0]?.end).toBe(1_789_374_003_620_000_000n);
  expect(eventsOf(summary)[0]?.end).toBe(1_789_374_003_620_000_000n);
});

test('a summary is a call, its owner comes from llm attributes', () => {
  expect(eventsOf(summary)).toMatchObject([
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

test('messages repeat their completion', () => {
  expect(eventsOf({ ...summary, completion_id: 'x', sequence: 0, token_count: 90 })).toEqual([]);
});

test('an embedding’s total is its input', () => {
  const { 'response.usage.prompt_tokens': _, 'response.usage.completion_tokens': __, ...rest } = summary;
  const row = { ...rest, eventType: 'LlmEmbedding', 'response.usage.total_tokens': 64 };
  expect(eventsOf(row)).toMatchObject([{ role: 'call', usage: { input: 64 } }]);
});
