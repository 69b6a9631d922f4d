import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readRecord } from './samples.ts';

const root = '5b1e0c7a-0000-4000-8000-000000000001';
const child = '5b1e0c7a-0000-4000-8000-000000000002';
const hex = (id: string): string => id.replaceAll('-', '');
const usage_metadata = {
  input_tokens: 1000,
  output_tokens: 100,
  total_tokens: 1100,
  input_token_details: { cache_read: 600 },
  output_token_details: { reasoning: 40 },
};
const run: JsonObject = {
  id: child,
  trace_id: root,
  parent_run_id: root,
  name: 'ChatOpenAI',
  run_type: 'llm',
  start_time: '2026-09-14T08:20:02.120001+00:00',
  end_time: '2026-09-14T08:20:03.620000+00:00',
  session_id: '9c000000-0000-4000-8000-00000000aaaa',
  session_name: 'harbor-assistant',
  extra: { metadata: { ls_provider: 'openai', ls_model_name: 'gpt-5-mini', thread_id: 'conv-1' } },
  inputs: {},
  outputs: { id: 'chatcmpl-1', model: 'gpt-5-mini-2025-08-07', usage_metadata },
};
const chain: JsonObject = {
  ...run,
  id: root,
  parent_run_id: null,
  name: 'assist',
  run_type: 'chain',
  prompt_tokens: 1000,
  completion_tokens: 100,
  outputs: {},
};

function eventsOf(...records: readonly JsonObject[]): readonly Event[] {
  return records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ format, outcome }) => {
      if (format !== 'langsmith-run' || outcome.kind !== 'events') throw new Error(JSON.stringify(outcome));
      return outcome.events;
    }),
  );
}

function only(record: JsonObject): Event {
  const [event, ...more] = eventsOf(record);
  if (!event || more.length > 0) throw new Error(`${more.length + 1} events`);
  return event;
}

test('usage_metadata sums up all kinds of tokens', () => {
  expect(only(run)).toMatchObject({
    role: 'call',
    provider: 'openai',
    model: 'gpt-5-mini',
    response_model: 'gpt-5-mini-2025-08-07',
    provider_request_id: 'chatcmpl-1',
    usage: { input: 400, cached_input: 600, output: 60, reasoning: 40 },
    status: 'ok',
    notes: [],
  });
});

test('session_name and session_id are the project, thread_id is the conversation', () => {
  const event = only(run);
  expect(event).toMatchObject({ project: 'harbor-assistant', project_id: run.session_id, conversation_id: 'conv-1' });
  expect(event.session_id).toBeUndefined();
  expect(only({ ...run, session_name: 'default' }).project).toBeUndefined();
});

test('ids lose their dashes without a note', () => {
  expect(only(run)).toMatchObject({ trace_id: hex(root), span_id: hex(child), parent_span_id: hex(root), notes: [] });
});

test('parents are found in the dotted order', () => {
  const { trace_id: _, parent_run_id: __, id: ___, ...bare } = run;
  const dotted_order = `20260914T082001120001Z${root}.20260914T082002120001Z${child}`;
  expect(only({ ...bare, dotted_order })).toMatchObject({
    trace_id: hex(root),
    span_id: hex(child),
    parent_span_id: hex(root),
  });
});

test('children nested in a run belong to it; the sums of the chain are not counted', () => {
  const { parent_run_id: _, ...inner } = run;
  const events = eventsOf({ ...chain, child_runs: [inner] });
  expect(events.map(({ role, place }) => [role, place.pointer])).toEqual([
    ['rollup', undefined],
    ['call', '/child_runs/0'],
  ]);
  expect(events[1]?.parent_span_id).toBe(hex(root));
  const [trace] = buildTraces(events);
  expect(trace?.calls.map((call) => call.key)).toEqual(['chatcmpl-1']);
  expect(trace?.exclusions.map(({ reason }) => reason)).toEqual(['parent sum']);
});

test('a root exported without its children counts by its sum', () => {
  const [trace] = buildTraces(eventsOf(chain));
  expect(trace?.calls.map((call) => call.metering.usage)).toEqual([{ input: 1000, output: 100 }]);
});

test('a batch puts post and patch together by id, or by the last part of the dotted order', () => {
  const dotted_order = `20260914T082001120001Z${root}`;
  const post = { ...run, id: root, trace_id: root, parent_run_id: null, dotted_order, outputs: {}, end_time: null };
  const patch = {
    trace_id: root,
    dotted_order,
    end_time: run.end_time ?? null,
    outputs: run.outputs ?? null,
    extra: { runtime: { sdk: 'langsmith-js', sdk_version: '0.3.70' } },
  };
  expect(eventsOf({ post: [post], patch: [patch] })).toMatchObject([
    {
      role: 'call',
      span_id: hex(root),
      project: 'harbor-assistant',
      provider: 'openai',
      producer: 'langsmith-js',
      usage: { input: 400, cached_input: 600, output: 60, reasoning: 40 },
    },
  ]);
});

test('post and patch in two documents are one call', () => {
  const post = { ...run, outputs: {}, end_time: null };
  const { run_type: _, ...patch } = run;
  const events = eventsOf(
    { post: [post], patch: [] },
    { post: [], patch: [{ ...patch, extra: { metadata: { ls_model_type: 'chat' } } }] },
  );
  expect(events.map((event) => event.role)).toEqual(['call', 'call']);
  const calls = buildTraces(events).flatMap((trace) => trace.calls);
  expect(calls.map((call) => call.metering.usage?.output)).toEqual([60]);
});

test.each(['ephemeral_1h_input_tokens', 'ephemeral_1hr_input_tokens'])('%s is a one-hour cache write', (name) => {
  const metadata = {
    input_tokens: 1700,
    output_tokens: 10,
    total_tokens: 1710,
    input_token_details: { cache_read: 600, [name]: 1000, ephemeral_5m_input_tokens: 50 },
  };
  expect(only({ ...run, outputs: { usage_metadata: metadata } }).usage).toEqual({
    input: 50,
    cached_input: 600,
    cache_write_5m: 50,
    cache_write_1h: 1000,
    output: 10,
  });
});

test('cache_read_over_200k is part of cache_read', () => {
  const metadata = {
    input_tokens: 300_000,
    output_tokens: 10,
    input_token_details: { cache_read: 250_000, cache_read_over_200k: 50_000 },
  };
  expect(only({ ...run, outputs: { usage_metadata: metadata } }).usage).toEqual({
    input: 50_000,
    cached_input: 250_000,
    output: 10,
  });
});

test('the provider’s own usage is read only without usage_metadata', () => {
  const raw = { input_tokens: 12, cache_read_input_tokens: 900, output_tokens: 30 };
  expect(only({ ...run, outputs: { usage: raw } }).usage).toEqual({ input: 12, cached_input: 900, output: 30 });
  expect(only({ ...run, outputs: { usage: raw, usage_metadata } }).usage?.input).toBe(400);
});

test('costs may be decimal text', () => {
  expect(only({ ...run, total_cost: '0.00045' })).toMatchObject({
    logged_cost_usd: 450_000_000_000_000n,
    unit_price_source: 'langsmith',
  });
});

test('start times are text or epoch milliseconds', () => {
  expect(only(run).start).toBe(1_789_374_002_120_001_000n);
  expect(only({ ...run, start_time: 1789374002120 }).start).toBe(1_789_374_002_120_000_000n);
});

test('an error keeps the class before its message', () => {
  expect(only({ ...run, error: 'RateLimitError("please read my contract")Traceback' })).toMatchObject({
    status: 'error',
    error: 'RateLimitError',
  });
  expect(only({ ...run, error: 'the model spoke of a person' })).toMatchObject({ status: 'error', error: '_OTHER' });
  expect(only({ ...run, error: 'CancelledError()' }).status).toBe('cancelled');
});

test('a page of runs is an envelope', () => {
  expect(eventsOf({ runs: [run, chain], cursors: {} }).map((event) => event.role)).toEqual(['call', 'rollup']);
});

test('tokens counted under the name of a tier are of that tier, cached and reasoning ones too', () => {
  const usage = {
    ...usage_metadata,
    input_token_details: { flex_cache_read: 600, flex: 400 },
    output_token_details: { flex_reasoning: 40, flex: 60 },
  };
  const [event] = eventsOf({ ...run, outputs: { usage_metadata: usage } });
  expect(event?.usage).toEqual({ input: 400, cached_input: 600, output: 60, reasoning: 40 });
  expect(event?.service_tier).toBe('flex');
});

test('images have prices of their own', () => {
  const usage = { ...usage_metadata, input_token_details: { image: 300 }, output_token_details: { image: 90 } };
  const [event] = eventsOf({ ...run, outputs: { usage_metadata: usage } });
  expect(event?.usage).toEqual({ input: 700, image_in: 300, output: 10, image_out: 90 });
});
