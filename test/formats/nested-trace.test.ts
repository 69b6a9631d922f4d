import { describe, expect, test } from 'vitest';
import { mapRecord } from '../../src/formats/map-record.ts';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';

const place = { source: 'a.json', line: 1, offset: 0 };
function read(record: JsonObject): readonly Event[] {
  const { format, outcome } = mapRecord(record, place);
  if (format !== 'nested-trace' || outcome.kind !== 'events') throw new Error(JSON.stringify(outcome));
  return outcome.events;
}
const shape = (record: JsonObject) => read(record).map(({ component, role }) => `${component} ${role}`);

test('hop objects are steps in the order they are written; the one with usage is the call', () => {
  const events = read({
    trace_id: 'tr_9f4c',
    gateway: { team: 'support-platform', feature: 'ticket-triage' },
    router: { provider: 'bedrock', model: 'anthropic.claude-sonnet' },
    worker: { prompt_tokens: 18400, completion_tokens: 2100 },
    billing_join: null,
  });
  expect(events.map(({ component, hop, role, step }) => [component, hop, role, step])).toEqual([
    ['gateway', 'gateway', 'step', 0],
    ['router', 'router', 'step', 1],
    ['worker', 'worker', 'call', 2],
  ]);
  expect(events.map((event) => event.place.pointer)).toEqual(['/gateway', '/router', '/worker']);
  expect(events.every((event) => event.trace_id === 'tr_9f4c')).toBe(true);
  const [gateway, , worker] = events;
  expect(gateway).toMatchObject({ owner_team: 'support-platform', feature: 'ticket-triage' });
  expect(worker).toMatchObject({
    provider: 'bedrock',
    model: 'anthropic.claude-sonnet',
    usage: { input: 18400, output: 2100 },
  });
  expect(worker?.owner_team).toBeUndefined();
  expect(worker?.feature).toBeUndefined();
});

test('the root is an envelope: every provider call carries it, each with its own id, count and cost', () => {
  const events = read({
    trace_id: 'tr_9f4c',
    owner_team: 'support',
    workflow_id: 'ticket-triage-v4',
    feature: 'auto-classify',
    tenant_id_hash: 't_71b2',
    user_id_hash: 'u_19ac',
    provider_calls: [
      {
        provider: 'bedrock',
        model: 'anthropic.claude-sonnet',
        request_id: 'br_441',
        input_tokens: 18400,
        output_tokens: 2100,
        estimated_cost_usd: 0.091,
      },
      {
        provider: 'openai',
        model: 'gpt-4.1-mini',
        request_id: 'oa_882',
        input_tokens: 3200,
        output_tokens: 480,
        estimated_cost_usd: 0.002,
      },
    ],
    total_estimated_cost_usd: 0.093,
  });
  const envelope = {
    role: 'call',
    hop: 'app',
    component: 'app',
    trace_id: 'tr_9f4c',
    owner_team: 'support',
    workflow_id: 'ticket-triage-v4',
    feature: 'auto-classify',
    tenant_id_hash: 't_71b2',
    user_id_hash: 'u_19ac',
  };
  expect(events).toMatchObject([
    { ...envelope, provider_request_id: 'br_441', logged_cost_usd: parseUsd('0.091'), step: 0 },
    { ...envelope, provider_request_id: 'oa_882', usage: { input: 3200, output: 480 }, step: 1 },
  ]);
  expect(events.map((event) => event.place.pointer)).toEqual(['/provider_calls/0', '/provider_calls/1']);
});

test('a hop object’s own value stands against the root’s, whatever the spelling', () => {
  const [gateway, worker] = read({
    trace_id: 'tr_1',
    owner_team: 'claims',
    gateway: { team: 'platform' },
    worker: { model: 'm', input_tokens: 1 },
  });
  expect([gateway?.owner_team, worker?.owner_team]).toEqual(['platform', 'claims']);
});

test('metering may stand in the objects beside the call; ownership may not', () => {
  const [, , worker] = read({
    trace_id: 'tr_1',
    gateway: { team: 'claims', request_id: 'gw_1', cost_usd: 0.01, cache_hit: false },
    router: { provider: 'openai', model: 'gpt-4.1-mini', service_tier: 'flex' },
    worker: { input_tokens: 5 },
  });
  expect(worker).toMatchObject({
    request_id: 'gw_1',
    provider: 'openai',
    model: 'gpt-4.1-mini',
    service_tier: 'flex',
    logged_cost_usd: parseUsd('0.01'),
    cache_hit: false,
  });
  expect(worker?.owner_team).toBeUndefined();
});

test('the nearest hop before the call says which model it was', () => {
  const events = read({
    trace_id: 'tr_1',
    app: { model: 'gpt-4.1' },
    router: { model: 'gpt-4.1-mini' },
    worker: { usage: { input: 5 } },
  });
  expect(events.at(-1)?.model).toBe('gpt-4.1-mini');
});

test('a hop that repeats the call’s usage, or sums up the hops after it, only rolls up', () => {
  const usage = { prompt_tokens: 500, completion_tokens: 60 };
  expect(shape({ trace_id: 't', gateway: { model: 'm', ...usage }, worker: usage })).toEqual([
    'gateway rollup',
    'worker call',
  ]);
  const sum = { prompt_tokens: 700, completion_tokens: 80 };
  const rest = { prompt_tokens: 200, completion_tokens: 20 };
  expect(shape({ trace_id: 't', agent: { model: 'm', ...sum }, worker: usage, tool: rest })).toEqual([
    'agent rollup',
    'worker call',
    'tool call',
  ]);
  expect(shape({ trace_id: 't', router: { model: 'm', ...rest }, worker: usage })).toEqual([
    'router call',
    'worker call',
  ]);
});

test('without usage the last hop that names a model is the call; without a model there is none', () => {
  expect(shape({ trace_id: 't', gateway: { team: 'claims' }, router: { model: 'm' }, worker: {} })).toEqual([
    'gateway step',
    'router call',
    'worker step',
  ]);
  expect(shape({ trace_id: 't', gateway: { team: 'claims' }, worker: {} })).toEqual(['gateway step', 'worker step']);
});

test('counts on the root belong to the last hop; a sum over several calls to none', () => {
  const usage = { prompt_tokens: 500, completion_tokens: 60 };
  const hops = read({ trace_id: 't', usage, gateway: { team: 'claims' }, router: { model: 'm' }, worker: {} });
  expect(hops.at(-1)).toMatchObject({ role: 'call', model: 'm', usage: { input: 500, output: 60 } });
  const calls = read({ trace_id: 't', usage, provider_calls: [{ model: 'm', prompt_tokens: 1 }, { model: 'm' }] });
  expect(calls.map((event) => event.usage)).toEqual([{ input: 1 }, undefined]);
});

test('ids of the root go to its only part, else to a step of its own: never to several calls', () => {
  const ids = { trace_id: 't', request_id: 'req_1', span_id: 'b7ad6b7169203331' };
  const call = { model: 'm', input_tokens: 1 };
  expect(read({ ...ids, provider_calls: [call] })).toMatchObject([{ role: 'call', ...ids }]);
  const several = read({ ...ids, provider_calls: [call, call] });
  expect(several).toMatchObject([{ role: 'step', step: 0, ...ids }, { step: 1 }, { step: 2 }]);
  expect(several.map((event) => event.request_id)).toEqual(['req_1', undefined, undefined]);
});

test('calls under a root with hops come after the hops; calls in a hop belong to it', () => {
  const call = { model: 'm', input_tokens: 1 };
  expect(shape({ trace_id: 't', provider_calls: [call], gateway: { team: 'x' }, worker: {} })).toEqual([
    'gateway step',
    'worker step',
    'provider_calls call',
  ]);
  expect(read({ trace_id: 't', worker: { owner_team: 'claims', calls: [call] } }).at(-1)).toMatchObject({
    component: 'worker',
    hop: 'worker',
    role: 'call',
    owner_team: 'claims',
  });
});

test('a list of hops names them itself', () => {
  expect(
    shape({
      trace_id: 't',
      hops: [
        { hop: 'gateway', name: 'edge', team: 'x' },
        { name: 'reply-worker', input_tokens: 1 },
      ],
    }),
  ).toEqual(['edge step', 'reply-worker call']);
});

test('attempts in a list keep their outcome; the root’s status is not theirs', () => {
  const calls = [
    { model: 'm', request_id: 'a', attempt: 0, status: 429, error_code: 'rate_limit' },
    { model: 'm', request_id: 'b', attempt: 1, retry_of: 'a', input_tokens: 5 },
  ];
  expect(read({ trace_id: 't', status: 'ok', provider_calls: calls })).toMatchObject([
    { role: 'call', attempt: 0, status: 'error', error: 'rate_limit' },
    { role: 'call', attempt: 1, retry_of: 'a' },
  ]);
});

test('hops nested in hops are a path too, to a bounded depth', () => {
  const inner = { model: 'm', input_tokens: 1 };
  expect(shape({ trace_id: 't', gateway: { team: 'x', router: { worker: inner } } })).toEqual([
    'gateway step',
    'router step',
    'worker call',
  ]);
  let deep: JsonObject = inner;
  for (let depth = 0; depth < 5000; depth++) deep = { worker: deep };
  expect(read({ trace_id: 't', gateway: { team: 'x' }, ...deep }).length).toBeLessThan(40);
});

test.each<[string, JsonObject]>([
  ['an agent’s description of itself', { agent: { type: 'filebeat', version: '8' }, trace: { id: 't' } }],
  ['a gateway’s name', { gateway: 'litellm', trace_id: 't', model: 'm', input_tokens: 1 }],
  ['a dotted key', { 'app.team': 'x', trace_id: 't', model: 'm', input_tokens: 1 }],
  ['a list of tool names', { calls: ['a', 'b'], trace_id: 't', model: 'm', input_tokens: 1 }],
  ['another tracer’s spans', { traceID: 't', spans: [{ spanID: 's', operationName: 'GET /' }] }],
])('quiet: %s', (_, record) => {
  expect(mapRecord(record, place).format).not.toBe('nested-trace');
});

describe('what another model did within an answer of Anthropic’s is a call of its own', () => {
  const last = { type: 'message', input_tokens: 23_000, output_tokens: 1000 };
  const advice = { type: 'advisor_message', model: 'claude-opus-4-5', input_tokens: 70, output_tokens: 7 };
  const advised = { input_tokens: 23_000, output_tokens: 1000, iterations: [last, advice] };
  const answer = { model: 'claude-sonnet-4-5', usage: advised };
  const calls = (record: JsonObject) =>
    read({ trace_id: 'tr_1', start: '2026-09-01T10:00:00Z', ...record })
      .filter(({ role }) => role === 'call')
      .map((event) => [event.component, event.model, event.provider_request_id, event.usage, event.logged_cost_usd]);
  const own = { input: 23_000, output: 1000 };
  const besides = { input: 70, output: 7 };

  test('beside the hop that is the call, with its request and without its cost', () => {
    const hop = { response_id: 'msg_1', cost_usd: '0.5', ...answer };
    expect(calls({ gateway: { team: 'support' }, worker: hop })).toEqual([
      ['worker', 'claude-sonnet-4-5', 'msg_1', own, parseUsd('0.5')],
      ['worker', 'claude-opus-4-5', 'msg_1/1', besides, undefined],
    ]);
    const events = read({ trace_id: 'tr_1', start: '2026-09-01T10:00:00Z', worker: hop });
    expect(events.every(({ trace_id, start }) => trace_id === 'tr_1' && start !== undefined)).toBe(true);
  });
  test('once, though several hops kept the answer, and though only an earlier one kept all of it', () => {
    const twice = { gateway: answer, worker: { request_id: 'r', ...answer } };
    expect(calls(twice).map(([, model]) => model)).toEqual(['claude-sonnet-4-5', 'claude-opus-4-5']);
    const counts = { input_tokens: 23_000, output_tokens: 1000 };
    expect(calls({ gateway: answer, worker: { request_id: 'r', usage: counts } })).toEqual([
      ['worker', 'claude-sonnet-4-5', undefined, own, undefined],
      ['worker', 'claude-opus-4-5', 'r/1', besides, undefined],
    ]);
    expect(calls({ ...answer, gateway: { team: 'support' }, worker: {} })).toHaveLength(2);
  });
  test('beside each call of a list; what sums them up on the root is not read', () => {
    const provider_calls = [
      { id: 'a', ...answer },
      { id: 'b', ...answer },
      { id: 'c', model: 'm', usage: own },
    ];
    expect(calls({ ...answer, provider_calls }).map(([, model, id]) => [model, id])).toEqual([
      ['claude-sonnet-4-5', 'a'],
      ['claude-sonnet-4-5', 'b'],
      ['m', 'c'],
      ['claude-opus-4-5', 'a/1'],
      ['claude-opus-4-5', 'b/1'],
    ]);
  });
  test('and a failure that costs nothing, when it declined', () => {
    const declined = { type: 'message', model: 'claude-opus-4-5', input_tokens: 70, output_tokens: 0 };
    const usage = { input_tokens: 23_000, output_tokens: 1000, iterations: [declined, last] };
    const events = read({ trace_id: 'tr_1', worker: { status: 'ok', ...answer, usage } });
    expect(events[1]).toMatchObject({ role: 'call', status: 'error', error: 'refusal' });
    expect(events[1]?.usage).toBeUndefined();
  });
});
