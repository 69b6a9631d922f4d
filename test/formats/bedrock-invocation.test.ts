import { expect, test } from 'vitest';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readRecord } from './samples.ts';

const log: JsonObject = {
  schemaType: 'ModelInvocationLog',
  timestamp: '2026-10-03T08:15:00Z',
  accountId: '111122223333',
  region: 'eu-central-1',
  requestId: 'br-1',
  operation: 'Converse',
  modelId: 'amazon.nova-lite-v1:0',
  input: { inputTokenCount: 220, cacheReadInputTokenCount: 9000, cacheWriteInputTokenCount: 700 },
  output: { outputTokenCount: 310 },
};

function read(record: JsonObject): Event {
  const [first] = readRecord(record, 1);
  if (first?.format !== 'bedrock-invocation' || first.outcome.kind !== 'events' || !first.outcome.events[0]) {
    throw new Error(JSON.stringify(first?.outcome));
  }
  return first.outcome.events[0];
}

test('the input count excludes both cache classes', () => {
  expect(read(log)).toMatchObject({
    role: 'call',
    hop: 'provider',
    component: 'bedrock',
    provider: 'bedrock',
    provider_request_id: 'br-1',
    status: 'ok',
    usage: { input: 220, cached_input: 9000, cache_write_5m: 700, output: 310 },
    notes: [{ kind: 'cache-ttl-unknown' }],
  });
  expect(read(log).request_id).toBeUndefined();
});

const split = { ephemeral_5m_input_tokens: 500, ephemeral_1h_input_tokens: 200 };
test.each<[string, JsonObject]>([['the body', { usage: { cache_creation: split } }]])(
  'the lifetime of cache writes is in %s',
  (_, outputBodyJson) => {
    const { usage, notes } = read({ ...log, output: { outputTokenCount: 310, outputBodyJson } });
    expect(usage).toEqual({ input: 220, cached_input: 9000, cache_write_5m: 500, cache_write_1h: 200, output: 310 });
    expect(notes).toEqual([]);
  },
);

test('a stream’s first chunk splits the cache writes, its last has the latency and the counts', () => {
  const outputBodyJson = [
    { type: 'message_start', message: { usage: { cache_creation: split, output_tokens: 1 } } },
    { type: 'message_delta', usage: { output_tokens: 310 } },
    {
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 220, outputTokenCount: 310, invocationLatency: 1500 },
    },
  ];
  const streamed = { ...log, operation: 'InvokeModelWithResponseStream', output: { outputBodyJson } };
  expect(read(streamed)).toMatchObject({
    streamed: true,
    end: 1_791_015_301_500_000_000n,
    usage: { input: 220, cached_input: 9000, cache_write_5m: 500, cache_write_1h: 200, output: 310 },
    notes: [],
  });
});

test.each([
  [
    'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
    'anthropic.claude-3-haiku-20240307-v1:0',
  ],
  ['arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-pro-v1:0', 'us.amazon.nova-pro-v1:0'],
  ['arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
  ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', 'global.anthropic.claude-sonnet-4-5-20250929-v1:0'],
  [
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/ab12',
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/ab12',
  ],
  [
    'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/zy98',
    'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/zy98',
  ],
])('model of %s', (modelId, model) => {
  expect(read({ ...log, modelId }).model).toBe(model);
});

test('the region that served counts, not the one that was called', () => {
  expect(read(log).region).toBe('eu-central-1');
  expect(read({ ...log, inferenceRegion: 'eu-west-3' }).region).toBe('eu-west-3');
});

test('the caller may be an object or a list of one', () => {
  expect(read({ ...log, identity: { arn: 'arn:a' } }).principal).toBe('arn:a');
  expect(read({ ...log, identity: [{ arn: 'arn:b' }] }).principal).toBe('arn:b');
});

test('ownership and the trace travel in the request metadata', () => {
  const requestMetadata = {
    team: 'claims',
    'cost-center': 'cc-2210',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  };
  expect(read({ ...log, requestMetadata })).toMatchObject({
    owner_team: 'claims',
    cost_center: 'cc-2210',
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    parent_span_id: 'b7ad6b7169203331',
  });
});

test('a failed call has an error code and no usage', () => {
  const event = read({ ...log, errorCode: 'ThrottlingException', input: {}, output: {} });
  expect(event).toMatchObject({ role: 'call', status: 'error', error: 'ThrottlingException' });
  expect(event.usage).toBeUndefined();
});

test('CloudWatch wraps it as text', () => {
  const message = JSON.stringify(log);
  expect(read({ timestamp: 1791015300000, message }).provider_request_id).toBe('br-1');
  expect(read({ '@timestamp': '2026-10-03 08:15:00.000', '@message': message }).provider_request_id).toBe('br-1');
  expect(read({ messageType: 'DATA_MESSAGE', logEvents: [{ id: '1', message }] }).provider_request_id).toBe('br-1');
});

test('a Converse response tells how long its cache writes live, and its tier', () => {
  const cacheDetails = [
    { ttl: '1h', inputTokens: 150 },
    { ttl: '5m', inputTokens: 500 },
    { ttl: '1h', inputTokens: 50 },
  ];
  const outputBodyJson = { usage: { inputTokens: 220, cacheDetails }, serviceTier: { type: 'flex' } };
  const event = read({ ...log, output: { outputTokenCount: 310, outputBodyJson } });
  expect(event.usage).toEqual({
    input: 220,
    cached_input: 9000,
    cache_write_5m: 500,
    cache_write_1h: 200,
    output: 310,
  });
  expect(event.notes).toEqual([]);
  expect(event.service_tier).toBe('flex');
});
