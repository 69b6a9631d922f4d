import { expect, test } from 'vitest';
import { litellmLangfuse } from '../../src/formats/litellm-langfuse.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf, eventsOf } = readOne(litellmLangfuse);
const trace: JsonObject = {
  id: 't-1',
  timestamp: '2026-03-02T16:15:04.3Z',
  userId: 'u-1',
  sessionId: 'chat-77',
  tags: ['team:support-platform'],
};
const generation: JsonObject = {
  id: 'time-09-15-04-120000_chatcmpl-1',
  traceId: 't-1',
  startTime: '2026-03-02T02:15:04.120000-07:00',
  endTime: '2026-03-02T02:15:06.480000-07:00',
  model: 'gpt-4.1-mini',
  usage: { input: 1420, output: 386, unit: 'TOKENS' },
};
const batch = (...items: readonly (readonly [type: string, body: JsonObject])[]): JsonObject => ({
  batch: items.map(([type, body]) => ({ type, body })),
  metadata: { sdk_integration: 'litellm' },
});

test('the owner of the trace and the usage of the generation are one event', () => {
  expect(eventOf(batch(['trace-create', trace], ['generation-create', generation]))).toMatchObject({
    role: 'call',
    trace_id: 't-1',
    owner_team: 'support-platform',
    user_id_hash: 'u-1',
    usage: { input: 1420, output: 386 },
  });
});

test('the response id stands behind a clock time; another id is the caller’s own', () => {
  expect(eventOf(batch(['generation-create', generation])).provider_request_id).toBe('chatcmpl-1');
  expect(eventOf(batch(['generation-create', { ...generation, id: 'mine' }]))).not.toHaveProperty(
    'provider_request_id',
  );
});

test('local offsets are heeded', () => {
  expect(eventOf(batch(['generation-create', generation]))).toMatchObject({
    start: 1772442904120000000n,
    end: 1772442906480000000n,
  });
});

test.each([
  [
    { input: 1420, output: 386, total: 1806, cache_read_input_tokens: 1024 },
    { input: 396, cached_input: 1024, output: 386 },
  ],
  [
    { input: 120, output: 386, total: 9506, cache_read_input_tokens: 9000 },
    { input: 120, cached_input: 9000, output: 386 },
  ],
])('the total decides: %o', (usageDetails, usage) => {
  expect(eventOf(batch(['generation-create', { ...generation, usageDetails }])).usage).toEqual(usage);
});

test('a trace alone is a step; one with a generation in the batch is not repeated', () => {
  expect(eventOf(batch(['trace-create', trace]))).toMatchObject({ role: 'step', owner_team: 'support-platform' });
  expect(eventsOf(batch(['generation-create', generation], ['trace-create', trace]))).toHaveLength(1);
});

test('batches of nothing, and of other SDKs', () => {
  expect(read(batch())).toMatchObject({ kind: 'skipped', reason: 'empty' });
  expect(read(batch(['score-create', { id: 's', value: 1 }]))).toMatchObject({ kind: 'skipped' });
  expect(recognises({ batch: [], metadata: { sdk_integration: 'langchain' } })).toBe(false);
});
