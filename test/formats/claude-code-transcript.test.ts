import { expect, test } from 'vitest';
import type { Event, Outcome } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readRecord } from './samples.ts';

const usage = {
  input_tokens: 4,
  cache_read_input_tokens: 12_000,
  cache_creation_input_tokens: 900,
  cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 800 },
  output_tokens: 310,
  service_tier: 'standard',
};

function line(message: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    type: 'assistant',
    uuid: 'aa000000-0000-4000-8000-000000000002',
    sessionId: '0b7c2f10-1111-4222-8333-444455556666',
    timestamp: '2026-09-14T08:20:02.120Z',
    version: '2.1.42',
    cwd: '/home/ana/code/ferry-booking',
    gitBranch: 'LARK-88',
    requestId: 'req_1',
    message: { id: 'msg_01a', model: 'claude-sonnet-4-5-20250929', usage, ...message },
    ...more,
  };
}

function outcomeOf(record: JsonObject): Outcome {
  const [read] = readRecord(record, 1);
  if (read?.format !== 'claude-code-transcript') throw new Error(JSON.stringify(read));
  return read.outcome;
}

function eventsOf(...records: readonly JsonObject[]): readonly Event[] {
  return records.flatMap((record, index) =>
    readRecord(record, index + 1).flatMap(({ outcome }) => (outcome.kind === 'events' ? outcome.events : [])),
  );
}

const callsOf = (...records: readonly JsonObject[]) =>
  buildTraces(eventsOf(...records)).flatMap((trace) => trace.calls);

test('one line of a reply', () => {
  expect(eventsOf(line({}))).toMatchObject([
    {
      role: 'call',
      hop: 'agent',
      component: 'claude-code',
      provider: 'anthropic',
      provider_request_id: 'msg_01a',
      request_id: 'req_1',
      project: 'ferry-booking',
      feature: 'LARK-88',
      producer: 'claude-code',
      producer_version: '2.1.42',
      usage: { input: 4, cached_input: 12_000, cache_write_5m: 100, cache_write_1h: 800, output: 310 },
      notes: [],
    },
  ]);
});

test('a reply on three lines with growing usage is one call with its last usage', () => {
  const [first, ...more] = callsOf(
    line({ usage: { ...usage, output_tokens: 2 } }),
    line({ usage: { ...usage, output_tokens: 2 } }, { uuid: 'b' }),
    line({}, { uuid: 'c', timestamp: '2026-09-14T08:20:03.120Z' }),
  );
  expect(more).toEqual([]);
  expect(first?.metering.usage?.output).toBe(310);
});

test('what a resumed session copies is counted once', () => {
  expect(callsOf(line({}), line({}, { sessionId: 'another', uuid: 'd' })).length).toBe(1);
});

test('a side question that replays its parent under another request id is counted once', () => {
  expect(callsOf(line({}), line({}, { isSidechain: true, requestId: 'req_9' })).length).toBe(1);
  expect(callsOf(line({}), line({ id: 'msg_01b' }, { isSidechain: true, requestId: 'req_9' })).length).toBe(2);
});

test('the same reply in a gateway’s log is the same call', () => {
  const gateway = {
    hop: 'gateway',
    provider_request_id: 'msg_01a',
    model: 'claude-sonnet-4-5',
    usage: { input: 4, output: 310 },
    owner_team: 'ferries',
  };
  const [call, ...more] = callsOf(line({}), gateway);
  expect(more).toEqual([]);
  expect(call?.sightings.length).toBe(2);
});

test.each(['user', 'system', 'summary', 'file-history-snapshot', 'queue-operation'])('a %s line is no call', (type) => {
  expect(outcomeOf({ type, sessionId: 's', uuid: 'u' })).toMatchObject({ kind: 'skipped', reason: 'not a model call' });
});

test('progress and results repeat other lines', () => {
  expect(outcomeOf({ type: 'progress', sessionId: 's', uuid: 'u', data: {} })).toMatchObject({
    reason: 'repeats another record',
  });
  expect(outcomeOf({ type: 'result', session_id: 's', subtype: 'success', usage })).toMatchObject({
    reason: 'repeats another record',
  });
});

test('messages of the client are no calls, unless they report a failed request', () => {
  const synthetic = { id: '7d1e', model: '<synthetic>', usage: { input_tokens: 0, output_tokens: 0 } };
  expect(outcomeOf(line(synthetic))).toMatchObject({ kind: 'skipped' });
  const [failed] = eventsOf(line(synthetic, { isApiErrorMessage: true, error: 'rate_limit' }));
  expect(failed).toMatchObject({ role: 'call', status: 'error', error: 'rate_limit' });
  expect(failed?.provider_request_id ?? failed?.model ?? failed?.usage).toBeUndefined();
});

test('old versions do not tell cache lifetimes apart', () => {
  const { cache_creation: _, ...old } = usage;
  expect(eventsOf(line({ usage: old }))[0]).toMatchObject({
    usage: { input: 4, cached_input: 12_000, cache_write_5m: 900, output: 310 },
    notes: [{ kind: 'cache-ttl-unknown' }],
  });
});

test.each([
  ['claude-sonnet-4-5-20250929', 'msg_bdrk_01', 'bedrock'],
  ['eu.anthropic.claude-sonnet-4-5-20250929-v1:0', 'msg_1', 'bedrock'],
  ['claude-opus-4-5@20251101', 'msg_1', 'vertex_ai'],
  ['claude-opus-4-5', 'msg_vrtx_01', 'vertex_ai'],
  ['glm-4.6', 'chatcmpl-1', undefined],
])('%s with id %s was bought from %s', (model, id, provider) => {
  expect(eventsOf(line({ model, id }))[0]?.provider).toBe(provider);
});

test('a fast reply has another price', () => {
  expect(eventsOf(line({ usage: { ...usage, speed: 'fast' } }))[0]?.service_tier).toBe('fast');
});

test('web searches are counted', () => {
  const searched = { ...usage, server_tool_use: { web_search_requests: 3 } };
  expect(eventsOf(line({ usage: searched }))[0]?.usage?.web_search).toBe(3);
});

test('what compaction read and wrote is added up, once for all lines of a reply', () => {
  const iterations = [
    { type: 'compaction', input_tokens: 100_000, output_tokens: 3_500 },
    { type: 'message', ...usage },
  ];
  const reply = { usage: { ...usage, iterations } };
  const calls = callsOf(line(reply), line(reply, { uuid: 'e' }));
  expect(calls.map(({ metering }) => [metering.usage?.input, metering.usage?.output])).toEqual([[100_004, 3_810]]);
});

test('what another model did within a reply is a call of its own, once for all lines of the reply', () => {
  const model = 'claude-sonnet-4-5-20250929';
  const iterations = [
    { type: 'message', model, ...usage },
    { type: 'advisor_message', model: 'claude-opus-4-6', input_tokens: 700, output_tokens: 50 },
  ];
  const reply = { usage: { ...usage, iterations } };
  const calls = callsOf(line(reply), line(reply, { uuid: 'e' }));
  expect(calls.map(({ metering }) => [metering.model, metering.usage?.input]).sort()).toEqual([
    ['claude-opus-4-6', 700],
    [model, 4],
  ]);
});

test('a refusal before any output costs nothing, unless its category is billed', () => {
  const refusal = (category: string): JsonObject => ({
    content: [],
    stop_reason: 'refusal',
    stop_details: { type: 'refusal', category },
    usage: { input_tokens: 412, output_tokens: 0 },
  });
  expect(eventsOf(line(refusal('cyber')), line(refusal('bio'))).map((event) => [event.usage, event.status])).toEqual([
    [undefined, 'error'],
    [{ input: 412 }, 'ok'],
  ]);
});
