import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readRecord } from './samples.ts';

const generation: JsonObject = {
  id: 'a1b2c3d4e5f60002',
  traceId: '4f1c8f2ab1d84c0c9e6d2b7a50c3e911',
  type: 'GENERATION',
  level: 'DEFAULT',
  name: 'draft',
  startTime: '2026-09-14T08:20:01.120Z',
  endTime: '2026-09-14T08:20:03.620Z',
  parentObservationId: null,
  model: 'gpt-5',
  usageDetails: { input: 100, input_cached_tokens: 900, output: 10, output_reasoning_tokens: 40, total: 1050 },
};

function eventsOf(...records: readonly JsonObject[]): readonly Event[] {
  const reads = records.flatMap((record, index) => readRecord(record, index + 1));
  return reads.flatMap(({ format, outcome }) => {
    if (format !== 'langfuse-observation' || outcome.kind !== 'events') throw new Error(JSON.stringify(outcome));
    return outcome.events;
  });
}

function only(record: JsonObject): Event {
  const [event, ...more] = eventsOf(record);
  if (!event || more.length > 0) throw new Error(`${more.length + 1} events`);
  return event;
}

test('a trace download holds the observations twice; each is read once', () => {
  const trace = { id: generation.traceId ?? null, tags: ['team:support'], userId: 'u-1', sessionId: 's-1' };
  const download = { trace: { ...trace, observations: [generation] }, observations: [generation] };
  expect(eventsOf(download)).toMatchObject([
    { role: 'call', span_id: 'a1b2c3d4e5f60002', owner_team: 'support', user_id_hash: 'u-1', session_id: 's-1' },
  ]);
});

test('an observation that stands in one of the two lists only is read', () => {
  const other = { ...generation, id: 'a1b2c3d4e5f60003' };
  const events = eventsOf({ trace: { id: 't', observations: [generation, other] }, observations: [generation] });
  expect(events.map((event) => event.span_id)).toEqual(['a1b2c3d4e5f60002', 'a1b2c3d4e5f60003']);
});

test('counts stand beside each other', () => {
  expect(only(generation).usage).toEqual({ input: 100, cached_input: 900, output: 10, reasoning: 40 });
});

test('a total of input plus output says that a user sent figures that include each other', () => {
  const usageDetails = { ...(generation.usageDetails as JsonObject), input: 1000, output: 50 }; // an object above
  expect(only({ ...generation, usageDetails }).usage).toEqual({
    input: 100,
    cached_input: 900,
    output: 10,
    reasoning: 40,
  });
});

test.each<[JsonObject, object]>([
  [
    {
      input: 2,
      input_cached_tokens: 47105,
      input_cache_creation: 0,
      input_cache_creation_5m: 0,
      input_cache_creation_1h: 1076,
      output: 714,
    },
    { input: 2, cached_input: 47105, cache_write_1h: 1076, output: 714 },
  ],
  [
    { input: 12, cache_read_input_tokens: 9000, input_cache_creation: 50, input_cache_creation_1h: 400, output: 210 },
    { input: 12, cached_input: 9000, cache_write_5m: 50, cache_write_1h: 400, output: 210 },
  ],
  [
    { input: 12, cache_creation_input_tokens: 60, output: 2 },
    { input: 12, cache_write_5m: 60, output: 2 },
  ],
  [
    { input: 13, 'prompt_details.cache_read': 7, output: 8, 'completion_details.reasoning': 1 },
    { input: 13, cached_input: 7, output: 8, reasoning: 1 },
  ],
  [
    { input: 13, input_audio: 5, output: 8, output_audio: 3 },
    { input: 13, audio_in: 5, output: 8, audio_out: 3 },
  ],
])('keys %j', (usageDetails, usage) => {
  expect(only({ ...generation, usageDetails }).usage).toEqual(usage);
});

test('cache writes of a known lifetime are no part of those of an unknown one', () => {
  const usageDetails = { input: 1, input_cache_creation: 50, input_cache_creation_5m: 10, output: 1 };
  expect(only({ ...generation, usageDetails }).usage).toEqual({ input: 1, cache_write_5m: 60, output: 1 });
});

test('where Langfuse counted nothing the attributes of the span count, as their convention says', () => {
  const attributes = {
    'gen_ai.usage.input_tokens': '1000',
    'gen_ai.usage.cache_read.input_tokens': '900',
    'gen_ai.usage.output_tokens': '5',
  };
  const metadata = JSON.stringify({ attributes });
  expect(only({ ...generation, usageDetails: {}, metadata }).usage).toEqual({
    input: 100,
    cached_input: 900,
    output: 5,
  });
});

test('Langfuse’s counts are never mixed with those of the span', () => {
  const metadata = { attributes: { 'gen_ai.usage.cache_read.input_tokens': '900' } };
  expect(only({ ...generation, usageDetails: { input: 100, output: 5 }, metadata }).usage).toEqual({
    input: 100,
    output: 5,
  });
});

test('the AI SDK’s parent and child are both GENERATION and both costed: one call', () => {
  const parent = {
    ...generation,
    name: 'ai.generateText',
    metadata: { attributes: { 'ai.operationId': 'ai.generateText' } },
  };
  const child = {
    ...generation,
    id: 'a1b2c3d4e5f60003',
    parentObservationId: generation.id ?? null,
    name: 'ai.generateText.doGenerate',
    usageDetails: { input: 62, output: 85, total: 147 },
    metadata: { attributes: { 'ai.operationId': 'ai.generateText.doGenerate', 'gen_ai.response.id': 'resp_1' } },
  };
  const events = eventsOf(parent, child);
  expect(events.map((event) => event.role)).toEqual(['rollup', 'call']);
  const [trace] = buildTraces(events);
  expect(trace?.calls.map((call) => call.key)).toEqual(['resp_1']);
  expect(trace?.exclusions.map(({ reason }) => reason)).toEqual(['parent sum']);
});

test.each(['ai.generateText', 'ai.streamText checkout', 'ai.embedMany'])(
  'without metadata %s is known by its name',
  (name) => {
    expect(only({ ...generation, name }).role).toBe('rollup');
  },
);

test('only generations and embeddings are calls', () => {
  const roles = ['EMBEDDING', 'SPAN', 'EVENT', 'AGENT', 'TOOL', 'CHAIN', 'RETRIEVER', 'EVALUATOR', 'GUARDRAIL'].map(
    (type) => only({ ...generation, type, usageDetails: {} }).role,
  );
  expect(roles).toEqual(['call', 'step', 'step', 'step', 'step', 'step', 'step', 'step', 'step']);
});

test('API v2 without usage and model is a call without usage, not a free one', () => {
  const { usageDetails: _, model: __, ...core } = generation;
  expect(only(core)).toMatchObject({ role: 'call', status: 'ok' });
  expect(only(core).usage).toBeUndefined();
});

test('the warehouse writes snake case, and enriched rows repeat plain ones: one call', () => {
  const row = {
    id: 'f1',
    trace_id: 't1',
    type: 'GENERATION',
    level: 'DEFAULT',
    start_time: '2026-09-14 08:20:01.120000',
    provided_model_name: 'gpt-4.1',
    usage_details: { input: 6, output: 4, total: 10 },
    total_cost: 0.00005,
    metadata: { attributes: '{"gen_ai.system":"openai"}' },
  };
  const events = eventsOf(row, { ...row, user_id: 'u-1', tags: ['team:search'] });
  expect(events[0]).toMatchObject({ model: 'gpt-4.1', provider: 'openai', usage: { input: 6, output: 4 } });
  expect(events[1]).toMatchObject({ owner_team: 'search', user_id_hash: 'u-1' });
  expect(buildTraces(events).flatMap((trace) => trace.calls).length).toBe(1);
});

test('the environment "default" was never set', () => {
  expect(only({ ...generation, environment: 'default' }).environment).toBeUndefined();
  expect(only({ ...generation, environment: 'staging' }).environment).toBe('staging');
});

test('a cost was given by the user or worked out from a list', () => {
  const costed = { ...generation, totalCost: 0.01 };
  expect(only({ ...costed, providedCostDetails: {} }).unit_price_source).toBe('langfuse:inferred');
  expect(only({ ...costed, providedCostDetails: '{"total":0.01}' }).unit_price_source).toBe('langfuse:provided');
});

test('a failure keeps the class of its message, never the message', () => {
  const failed = { ...generation, level: 'ERROR', statusMessage: 'RateLimitError: the contract of Mr. X' };
  expect(only(failed)).toMatchObject({ status: 'error', error: 'RateLimitError' });
  expect(only({ ...failed, level: 'WARNING' })).toMatchObject({ status: 'ok' });
  expect(only({ ...failed, level: 'WARNING' }).error).toBeUndefined();
});

test('the sums of a trace row are never counted', () => {
  const row = {
    id: 't1',
    timestamp: '2026-09-14T08:20:01Z',
    tags: ['team:search'],
    bookmarked: false,
    public: false,
    totalCost: 4,
    totalTokens: 9,
  };
  expect(only(row)).toMatchObject({ role: 'step', trace_id: 't1', owner_team: 'search' });
  expect(only(row).usage ?? only(row).logged_cost_usd).toBeUndefined();
});

test('images that were made, videos and what tools gave back are counted', () => {
  const usageDetails = {
    input: 400,
    input_video_tokens: 1000,
    tool_use_prompt_tokens: 50,
    output: 100,
    output_image_tokens: 1290,
  };
  expect(only({ ...generation, usageDetails }).usage).toEqual({
    input: 450,
    video_in: 1000,
    output: 100,
    image_out: 1290,
  });
});

test('a key that nobody knows, and that the total holds, leaves the price unknown', () => {
  const odd = (total: number): readonly unknown[] =>
    only({ ...generation, usageDetails: { input: 400, output: 100, output_hologram: 700, total } }).notes;
  expect(odd(1200)).toEqual([{ kind: 'bad-count', field: 'output_hologram', value: '700' }]);
  expect(odd(500)).toEqual([]);
});
