// The traps of OTLP/JSON one by one, each on the smallest record that shows it.
import { describe, expect, test } from 'vitest';
import { mapRecord } from '../../src/formats/map-record.ts';
import type { Event, Outcome } from '../../src/model/event.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readRecord } from './samples.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const otherTrace = '7a1d5e90c2b84f6f9d3e1a0b5c7d8e9f';

type Plain = Readonly<Record<string, string | number | boolean>>;

function listOf(attributes: Plain): JsonValue {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'number'
          ? { intValue: String(value) }
          : { boolValue: value },
  }));
}

function spanOf(attributes: Plain, more: JsonObject = {}): JsonObject {
  return { traceId, spanId: '00f067aa0ba902b7', name: 'work', kind: 1, attributes: listOf(attributes), ...more };
}

function batchOf(spans: readonly JsonValue[], resource: Plain = {}, scope: JsonObject = {}): JsonObject {
  return { resourceSpans: [{ resource: { attributes: listOf(resource) }, scopeSpans: [{ scope, spans }] }] };
}

const outcomeOf = (record: JsonObject): Outcome =>
  mapRecord(record, { source: 'a.jsonl', line: 3, offset: 90 }).outcome;

function eventOf(record: JsonObject): Event {
  const outcome = outcomeOf(record);
  if (outcome.kind !== 'events' || outcome.events[0] === undefined)
    throw new Error(`no event but ${JSON.stringify(outcome)}`);
  return outcome.events[0];
}

const chat = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-4o' };
const bedrock = {
  'gen_ai.usage.input_tokens': 400,
  'gen_ai.usage.cache_read.input_tokens': 300,
  'gen_ai.usage.cache_creation.input_tokens': 60,
  'gen_ai.usage.output_tokens': 100,
};

test.each([
  ['opentelemetry.instrumentation.anthropic', { input: 40, cached_input: 300, cache_write_5m: 60, output: 100 }],
  ['opentelemetry.instrumentation.bedrock', { input: 400, cached_input: 300, cache_write_5m: 60, output: 100 }],
  [
    '@arizeai/openinference-instrumentation-bedrock',
    { input: 400, cached_input: 300, cache_write_5m: 60, output: 100 },
  ],
])('cached tokens as %s counts them', (name, usage) => {
  expect(eventOf(batchOf([spanOf({ ...chat, ...bedrock })], {}, { name })).usage).toEqual(usage);
});

test('the total of OpenLLMetry for Bedrock leaves the cached tokens out, and proves nothing', () => {
  const span = spanOf({ ...chat, ...bedrock, 'gen_ai.usage.total_tokens': 500 });
  const event = eventOf(batchOf([span], {}, { name: 'opentelemetry.instrumentation.bedrock' }));
  expect(event.usage).toEqual({ input: 400, cached_input: 300, cache_write_5m: 60, output: 100 });
});

test('a total that adds the cached tokens up says that they are beside the input, whoever wrote it', () => {
  const event = eventOf(spanOf({ ...chat, ...bedrock, 'gen_ai.usage.total_tokens': 860 }));
  expect(event.usage).toEqual({ input: 400, cached_input: 300, cache_write_5m: 60, output: 100 });
  expect(event.notes.map((note) => note.kind)).toContain('usage-semantics-conflict');
});

test.each([
  ['gen_ai.usage.cache_read.input_tokens'],
  ['gen_ai.usage.cache_read_input_tokens'],
  ['gen_ai.usage.cache_read_tokens'],
  ['gen_ai.usage.details.cache_read_tokens'],
  ['gen_ai.usage.input_tokens.cached'],
  ['gen_ai.usage.cached_tokens'],
  ['gen_ai.usage.prompt_tokens_details.cached_tokens'],
  ['gen_ai.usage.input_tokens_details.cached_tokens'],
  ['gen_ai.usage.prompt_token_details.cached_read_tokens'],
])('cached input under %s', (name) => {
  const event = eventOf(
    spanOf({ ...chat, 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 2, [name]: 4 }),
  );
  expect(event.usage).toEqual({ input: 6, cached_input: 4, output: 2 });
});

test.each([
  ['gen_ai.usage.cache_creation.input_tokens'],
  ['gen_ai.usage.cache_write_input_tokens'],
  ['gen_ai.usage.input_tokens.cache_write'],
])('cache writes under %s', (name) => {
  const counts = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 2, [name]: 4 };
  expect(eventOf(spanOf({ ...chat, ...counts })).usage).toEqual({ input: 6, cache_write_5m: 4, output: 2 });
});

test('Strands passes Bedrock’s counts on: its total tells that what was cached stands beside the input', () => {
  const counts = {
    'gen_ai.usage.input_tokens': 10,
    'gen_ai.usage.output_tokens': 2,
    'gen_ai.usage.total_tokens': 312,
    'gen_ai.usage.cache_read_input_tokens': 200,
    'gen_ai.usage.cache_write_input_tokens': 100,
  };
  const usage = { input: 10, cached_input: 200, cache_write_5m: 100, output: 2 };
  expect(eventOf(spanOf({ ...chat, 'gen_ai.provider.name': 'aws.bedrock', ...counts })).usage).toEqual(usage);
});

test('thoughts that Google’s ADK counts under a name of its own stand beside the output', () => {
  const counts = { 'gen_ai.usage.input_tokens': 106, 'gen_ai.usage.output_tokens': 60 };
  const adk = { ...chat, ...counts, 'gen_ai.usage.experimental.reasoning_tokens': 46 };
  expect(eventOf(spanOf(adk)).usage).toEqual({ input: 106, output: 60, reasoning: 46 });
  const sentry = { ...chat, ...counts, 'gen_ai.usage.output_tokens.reasoning': 46 };
  expect(eventOf(spanOf(sentry)).usage).toEqual({ input: 106, output: 14, reasoning: 46 });
});

test.each(['gen_ai.usage.cost', 'gen_ai.usage.total_cost', 'llm.cost.total'])('a cost under %s', (name) => {
  const counts = { 'gen_ai.usage.input_tokens': 10, 'gen_ai.usage.output_tokens': 2, [name]: 0.5 };
  expect(eventOf(spanOf({ ...chat, ...counts })).logged_cost_usd).toBe(parseUsd('0.5'));
});

test('all-zero usage is no usage, a zero cost with usage is no cost', () => {
  expect(
    eventOf(spanOf({ ...chat, 'gen_ai.usage.input_tokens': 0, 'gen_ai.usage.output_tokens': 0 })).usage,
  ).toBeUndefined();
  const free = eventOf(spanOf({ ...chat, 'gen_ai.usage.input_tokens': 5, 'gen_ai.usage.cost': 0 }));
  expect(free.logged_cost_usd).toBeUndefined();
  expect(free.notes).toEqual([{ kind: 'zero-cost-with-usage' }]);
});

test('nanoseconds and ids are exact: text, number, base64', () => {
  const event = eventOf(
    spanOf(chat, {
      traceId: 'eh1ekMK4T2+dPhoLXH2Onw==',
      spanId: 'IiIiIiIiIiE=',
      parentSpanId: '0000000000000000',
      startTimeUnixNano: '1781080200000000001',
      endTimeUnixNano: '0',
    }),
  );
  expect(event.trace_id).toBe(otherTrace);
  expect(event.span_id).toBe('2222222222222221');
  expect(event.parent_span_id).toBeUndefined();
  expect(event.start).toBe(1_781_080_200_000_000_001n);
  expect(event.end).toBeUndefined();
});

test('unknown_service is no name: the scope stands in, and there is no service', () => {
  const event = eventOf(
    batchOf([spanOf(chat)], { 'service.name': 'unknown_service:python' }, { name: 'my.library', version: '2' }),
  );
  expect(event).toMatchObject({ component: 'my.library', producer: 'my.library', producer_version: '2' });
  expect(event.service).toBeUndefined();
});

test('name and version of the producer come from the same place', () => {
  const sdk = { 'telemetry.sdk.name': 'opentelemetry', 'telemetry.sdk.version': '1.30.0' };
  const scoped = eventOf(batchOf([spanOf(chat)], sdk, { name: 'my.library' }));
  expect([scoped.producer, scoped.producer_version]).toEqual(['my.library', undefined]);
  const bare = eventOf(batchOf([spanOf(chat)], sdk));
  expect([bare.producer, bare.producer_version]).toEqual(['opentelemetry', '1.30.0']);
});

test('the region of the caller is not the region of the model', () => {
  expect(eventOf(spanOf({ ...chat, 'cloud.region': 'eu-west-1' })).region).toBeUndefined();
});

test('the request speaks before the process, and the process of a gateway not at all', () => {
  const resource = { 'service.name': 'ticket-api', team: 'platform', 'deployment.environment': 'production' };
  expect(eventOf(batchOf([spanOf({ ...chat, team: 'support' })], resource)).owner_team).toBe('support');
  expect(eventOf(batchOf([spanOf(chat)], resource)).owner_team).toBe('platform');
  const gateway = eventOf(batchOf([spanOf(chat)], { ...resource, 'service.name': 'llm-gateway' }));
  expect([gateway.hop, gateway.owner_team, gateway.environment]).toEqual(['gateway', undefined, 'production']);
});

test('the order of attributes decides nothing', () => {
  const names: Plain = {
    team_id: '42',
    owner: 'Jo',
    team: 'support',
    'app.costCenter': 'CC-9',
    'X-Workflow-Id': 'wf-1',
  };
  const reversed = Object.fromEntries(Object.entries(names).reverse());
  for (const attributes of [names, reversed]) {
    const event = eventOf(spanOf({ ...chat, ...attributes }));
    expect(event).toMatchObject({ owner_team: 'support', cost_center: 'CC-9', workflow_id: 'wf-1', notes: [] });
  }
});

test('dictionaries as Python text are not JSON: nothing is guessed from them', () => {
  const event = eventOf(spanOf({ ...chat, metadata: "{'team': 'support', 'feature': None}" }));
  expect(event.owner_team).toBeUndefined();
  expect(eventOf(spanOf({ ...chat, metadata: '{"team": "support"}' })).owner_team).toBe('support');
});

test('a traceparent of the same trace is the parent, of another trace a link, of the span itself nothing', () => {
  const same = eventOf(spanOf({ traceparent: `00-${traceId}-1111111111111111-01` }));
  expect([same.parent_span_id, same.links]).toEqual(['1111111111111111', undefined]);
  const other = eventOf(spanOf({ 'http.request.header.traceparent': `00-${otherTrace}-1111111111111111-01` }));
  expect([other.parent_span_id, other.links]).toEqual([
    undefined,
    [{ trace_id: otherTrace, span_id: '1111111111111111' }],
  ]);
  const own = eventOf(spanOf({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` }));
  expect([own.parent_span_id, own.links]).toEqual([undefined, undefined]);
});

test('an attribute may name the hop', () => {
  expect(eventOf(spanOf({ ...chat, 'attrib.hop': 'router' })).hop).toBe('router');
  expect(eventOf(spanOf({ ...chat, hop: '3' })).hop).toBe('app');
});

test('a client span that asks a model is a call even when nobody names its kind', () => {
  const old = { 'gen_ai.system': 'openai', 'gen_ai.request.model': 'gpt-4' };
  expect(eventOf(spanOf(old, { kind: 3 })).role).toBe('call');
  expect(eventOf(spanOf(old, { kind: 1 })).role).toBe('step');
  expect(eventOf(spanOf({ ...old, 'gen_ai.usage.prompt_tokens': 9 }, { kind: 1 })).role).toBe('call');
});

test('errors: the class, never the message; a cancelled call is no failure of the provider', () => {
  const failed = (attributes: Plain, more: JsonObject = {}): Event =>
    eventOf(
      spanOf({ ...chat, ...attributes }, { status: { code: 2, message: 'the prompt was: secret plan' }, ...more }),
    );
  expect(failed({ 'error.type': 'timeout' })).toMatchObject({ status: 'error', error: 'timeout' });
  expect(failed({ 'error.type': 'context canceled' })).toMatchObject({ status: 'cancelled' });
  expect(failed({ 'http.response.status_code': 429 })).toMatchObject({ status: 'error', error: '429' });
  const thrown = [
    {
      name: 'exception',
      attributes: listOf({ 'exception.type': 'openai.RateLimitError', 'exception.message': 'secret plan' }),
    },
  ];
  expect(failed({}, { events: thrown })).toMatchObject({ status: 'error', error: 'openai.RateLimitError' });
  expect(
    JSON.stringify(failed({ 'error.type': 'the secret plan failed' }), (_, value) =>
      typeof value === 'bigint' ? '' : value,
    ),
  ).not.toContain('secret');
  expect(eventOf(spanOf(chat, { status: { code: 'STATUS_CODE_OK' } })).status).toBe('ok');
  expect(eventOf(spanOf(chat)).status).toBe('ok');
});

test('a span name as long as a sentence is not kept', () => {
  expect(eventOf(spanOf({}, { name: 'x'.repeat(81) })).operation).toBeUndefined();
  expect(eventOf(spanOf({}, { name: 'GET /tickets' })).operation).toBe('GET /tickets');
});

test('counting tokens is not a call', () => {
  const event = eventOf(
    spanOf({ 'openinference.span.kind': 'LLM', 'llm.token_count.prompt': 900 }, { name: 'CountTokens' }),
  );
  expect([event.role, event.usage, event.raw_usage]).toEqual(['step', undefined, undefined]);
});

test('a batch is no record: its spans may be sightings of one call', () => {
  const outcome = outcomeOf(batchOf([spanOf(chat), spanOf(chat)]));
  const places = outcome.kind === 'events' ? outcome.events.map((event) => event.place) : [];
  const pointers = ['/resourceSpans/0/scopeSpans/0/spans/0', '/resourceSpans/0/scopeSpans/0/spans/1'];
  expect(places.map(({ member, pointer }) => [member, pointer])).toEqual(pointers.map((each) => [each, each]));
  expect(eventOf(spanOf(chat)).place.member).toBeUndefined();
});

test('what carries no event says why', () => {
  expect(outcomeOf({ resourceSpans: [] })).toEqual({ kind: 'skipped', reason: 'empty' });
  expect(outcomeOf({ resourceSpans: null, resource_spans: [{ resource: {} }] })).toEqual({
    kind: 'skipped',
    reason: 'empty',
  });
  expect(outcomeOf({ resourceMetrics: [{}] })).toMatchObject({ kind: 'skipped', reason: 'not a model call' });
  expect(outcomeOf({ resourceSpans: ['x'] })).toEqual({
    kind: 'rejected',
    reason: 'no OTLP object at /resourceSpans/0',
  });
  expect(outcomeOf({ resourceSpans: 'x' })).toEqual({ kind: 'rejected', reason: 'no OTLP object at /resourceSpans' });
  expect(mapRecord({ anything: 1 }, { source: 'a', line: 1, offset: 0 }, { from: 'otlp-json' }).outcome.kind).toBe(
    'rejected',
  );
});

test('one group of a batch, as Tempo returns them, is read like the batch', () => {
  const group = {
    resource: { attributes: listOf({ 'service.name': 'api' }) },
    instrumentationLibrarySpans: [{ spans: [spanOf(chat)] }],
  };
  const reads = readRecord({ batches: [group, group] }, 1);
  expect(
    reads.map(({ format, outcome }) => [format, outcome.kind === 'events' && outcome.events[0]?.component]),
  ).toEqual([
    ['otlp-json', 'api'],
    ['otlp-json', 'api'],
  ]);
});

test('log records: measured ones are calls of their span, telling ones steps inside it, the rest is left out', () => {
  const logs = (record: JsonObject): JsonObject => ({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
  const inSpan = {
    traceId,
    spanId: '1111111111111111',
    timeUnixNano: '1781080200000000000',
    body: { stringValue: 'never read' },
  };
  const call = eventOf(
    logs({ ...inSpan, attributes: listOf({ 'gen_ai.request.model': 'gpt-4o', 'gen_ai.usage.input_tokens': 3 }) }),
  );
  expect(call).toMatchObject({ role: 'call', span_id: '1111111111111111', usage: { input: 3 } });
  const step = eventOf(logs({ ...inSpan, attributes: listOf({ owner_team: 'support' }) }));
  expect(step).toMatchObject({
    role: 'step',
    parent_span_id: '1111111111111111',
    owner_team: 'support',
    start: 1_781_080_200_000_000_000n,
  });
  expect(step.span_id).toBeUndefined();
  expect(outcomeOf(logs({ ...inSpan, attributes: listOf({ 'http.route': '/' }) })).kind).toBe('skipped');
  expect(outcomeOf(logs({ attributes: listOf({ owner_team: 'support' }) })).kind).toBe('skipped');
});

test('Anthropic’s own usage, which the AI SDK keeps beside its own, is read in its place', () => {
  const usage = {
    input_tokens: 1000,
    cache_read_input_tokens: 400,
    cache_creation_input_tokens: 200,
    cache_creation: { ephemeral_5m_input_tokens: 50, ephemeral_1h_input_tokens: 150 },
    output_tokens: 300,
  };
  const span = spanOf({
    'ai.operationId': 'ai.generateText.doGenerate',
    'ai.model.provider': 'anthropic.messages',
    'ai.model.id': 'claude-sonnet-4-5',
    'ai.usage.inputTokens': 1000,
    'ai.usage.cachedInputTokens': 400,
    'ai.usage.outputTokens': 300,
    'ai.response.providerMetadata': JSON.stringify({ anthropic: { usage } }),
  });
  expect(eventOf(batchOf([span])).usage).toEqual({
    input: 1000,
    cached_input: 400,
    cache_write_5m: 50,
    cache_write_1h: 150,
    output: 300,
  });
});

describe('counts of the AI SDK', () => {
  const span = (metadata: object, counts: object): unknown =>
    eventOf(
      batchOf([
        spanOf({
          'ai.operationId': 'ai.generateText.doGenerate',
          'ai.model.provider': 'amazon-bedrock',
          'ai.model.id': 'm',
          ...counts,
          'ai.response.providerMetadata': JSON.stringify(metadata),
        }),
      ]),
    ).usage;
  const wrote = { bedrock: { usage: { cacheWriteInputTokens: 200 } } };
  const version5 = { 'ai.usage.inputTokens': 1000, 'ai.usage.cachedInputTokens': 400, 'ai.usage.outputTokens': 300 };
  const version6 = {
    'ai.usage.inputTokens': 1600,
    'ai.usage.inputTokenDetails.noCacheTokens': 1000,
    'ai.usage.inputTokenDetails.cacheReadTokens': 400,
    'ai.usage.inputTokenDetails.cacheWriteTokens': 200,
    'ai.usage.outputTokens': 300,
  };
  const expected = { input: 1000, cached_input: 400, cache_write_5m: 200, output: 300 };

  test.each([
    ['5, whose input is Bedrock’s own', { ...version5, 'ai.usage.totalTokens': 1300 }],
    ['6, whose input has all of it', { ...version6, 'ai.usage.totalTokens': 1900 }],
  ])('what Bedrock wrote to the cache stands beside those of version %s', (_, counts) => {
    expect(span(wrote, counts)).toEqual(expected);
  });
  test('are sums over the iterations of an Anthropic answer, which its own usage is not', () => {
    const usage = { input_tokens: 1000, output_tokens: 300, iterations: [{ type: 'compaction' }, { type: 'message' }] };
    expect(span({ anthropic: { usage } }, { 'ai.usage.inputTokens': 9000, 'ai.usage.outputTokens': 700 })).toEqual({
      input: 9000,
      output: 700,
    });
  });
});

describe('Langfuse’s usage details on a span', () => {
  const read = (details: object, more: object = {}) =>
    eventOf(
      batchOf([
        spanOf({
          'langfuse.observation.type': 'generation',
          'langfuse.observation.model.name': 'm',
          'langfuse.observation.usage_details': JSON.stringify(details),
          ...more,
        }),
      ]),
    ).usage;
  const apart = { input: 600, cached_input: 400, output: 60, reasoning: 40 };

  test('stand beside each other, as in what Langfuse exports', () => {
    expect(read({ input: 600, input_cached_tokens: 400, output: 60, output_reasoning: 40 })).toEqual(apart);
    expect(read({ input: 600, input_cached_tokens: 400, output: 60, output_reasoning: 40, total: 1100 })).toEqual(
      apart,
    );
  });
  test('include each other where their total says so', () => {
    expect(read({ input: 1000, input_cached_tokens: 400, output: 100, output_reasoning: 40, total: 1100 })).toEqual(
      apart,
    );
  });
  test('or where they are an object of OpenAI’s', () => {
    const details = {
      prompt_tokens: 1000,
      prompt_tokens_details: { cached_tokens: 400 },
      completion_tokens: 100,
      completion_tokens_details: { reasoning_tokens: 40 },
      total_tokens: 1100,
    };
    expect(read(details)).toEqual(apart);
  });
  test('do not go before what the span says in the names of OpenTelemetry', () => {
    const counts = { 'gen_ai.usage.input_tokens': 7, 'gen_ai.usage.output_tokens': 3 };
    expect(read({ input: 600, output: 60 }, counts)).toEqual({ input: 7, output: 3 });
  });
});
