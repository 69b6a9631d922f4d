// Azure's logs of requests: the diagnostic log without tokens, and API Management's with them.
import { describe, expect, test } from 'vitest';
import { azureApimGatewayLog } from '../../src/formats/azure-apim-gateway-log.ts';
import { azureApimLlmLog } from '../../src/formats/azure-apim-llm-log.ts';
import { azureRequestResponse } from '../../src/formats/azure-request-response.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readOne } from './read-one.ts';

describe('RequestResponse', () => {
  const { recognises, eventOf } = readOne(azureRequestResponse);
  const properties: JsonObject = {
    requestTime: '639080397041200000',
    responseTime: '639080397064800000',
    objectId: '',
    streamType: 'Streaming',
    modelDeploymentName: 'chat-claims',
    modelName: 'gpt-4.1-mini',
    modelVersion: '2025-04-14',
  };
  const record: JsonObject = {
    time: '2026-03-02T09:15:04.12Z',
    category: 'RequestResponse',
    operationName: 'ChatCompletions_Create',
    correlationId: 'c1',
    durationMs: -86,
    resultSignature: '200',
    properties,
  };
  test('is a step without tokens', () => {
    const event = eventOf(record);
    expect([event.role, event.usage, event.provider]).toEqual(['step', undefined, 'azure']);
  });
  test('times are ticks, and a negative duration is none', () => {
    const event = eventOf(record);
    expect([event.start, event.end]).toEqual([1_772_442_904_120_000_000n, 1_772_442_906_480_000_000n]);
    const { requestTime: _, responseTime: __, ...timeless } = properties;
    expect(eventOf({ ...record, properties: timeless }).end).toBeUndefined();
  });
  test('properties may be text', () => {
    expect(eventOf({ ...record, properties: JSON.stringify(properties) })).toEqual(eventOf(record));
  });
  test('deployment, model and its version', () => {
    expect(eventOf(record)).toMatchObject({
      model: 'chat-claims',
      response_model: 'gpt-4.1-mini-2025-04-14',
      streamed: true,
    });
  });
  test('an empty caller is a key, not a principal', () => {
    expect(eventOf(record).principal).toBeUndefined();
  });
  test('other categories are not it', () => {
    expect(recognises({ ...record, category: 'Audit' })).toBe(false);
  });
});

describe('API Management', () => {
  const { recognises, read, eventOf } = readOne(azureApimLlmLog);
  const row: JsonObject = {
    TimeGenerated: '2026-03-02T09:15:06.480Z',
    CorrelationId: 'c1',
    RequestId: 'chatcmpl-1',
    DeploymentName: 'chat-claims',
    ModelName: 'gpt-4.1-mini',
    PromptTokens: 1420,
    CompletionTokens: 386,
    TotalTokens: 1806,
    IsStreamCompletion: false,
    SequenceNumber: 0,
    TenantId: 'workspace',
  };
  test('rows of one CorrelationId and RequestId count once', () => {
    const rows = [row, { ...row, SequenceNumber: 1, TimeGenerated: '2026-03-02T09:15:06.500Z' }];
    const events = rows.map((one, index) => ({
      ...eventOf(one),
      place: { source: 'a', line: index, offset: index, format: 'azure-apim-llm-log' },
    }));
    const calls = buildTraces(events).flatMap((trace) => trace.calls);
    expect(calls.map((call) => call.metering.usage)).toEqual([{ input: 1420, output: 386 }]);
  });
  test('a piece of a message is not a call', () => {
    const { PromptTokens: _, CompletionTokens: __, TotalTokens: ___, ...piece } = row;
    expect(read({ ...piece, SequenceNumber: 2, ResponseMessages: 'x' })).toMatchObject({
      reason: 'repeats another record',
    });
    const { RequestId: ____, ...nameless } = row;
    expect(read({ ...nameless, SequenceNumber: 1 })).toMatchObject({ reason: 'repeats another record' });
  });
  test('a streamed request without counts is unknown, not free', () => {
    const event = eventOf({ ...row, PromptTokens: 0, CompletionTokens: 0, TotalTokens: 0, IsStreamCompletion: true });
    expect([event.role, event.usage, event.streamed]).toEqual(['call', undefined, true]);
  });
  test('TenantId is a workspace of Log Analytics and names nobody', () => {
    const event = eventOf(row);
    expect([event.tenant_id_hash, event.owner_team]).toEqual([undefined, undefined]);
  });
  test('the portal’s CSV names and writes the time its own way', () => {
    const { TimeGenerated: _, ...rest } = row;
    expect(eventOf({ ...rest, 'TimeGenerated [UTC]': '3/2/2026, 9:15:06.480 AM' }).start).toBe(
      1_772_442_906_480_000_000n,
    );
  });
  test('the log of all requests is not it', () => {
    expect(recognises({ CorrelationId: 'c1', ApimSubscriptionId: 's', ResponseCode: 200 })).toBe(false);
  });
});

describe('the log of all requests of API Management', () => {
  const { recognises, eventOf, eventsOf, read } = readOne(azureApimGatewayLog);
  const row = {
    CorrelationId: 'c1',
    ApimSubscriptionId: 'sub-claims',
    ProductId: 'claims',
    ResponseCode: 200,
    BackendUrl: 'https://x.openai.azure.com/openai/deployments/chat-claims/chat/completions?api-version=1',
  };
  test('names the caller of a model request by its key; the tokens stand in the other log', () => {
    expect(recognises(row)).toBe(true);
    expect(eventOf(row)).toMatchObject({
      role: 'call',
      request_id: 'c1',
      virtual_key: 'sub-claims',
      project_id: 'claims',
      model: 'chat-claims',
      status: 'ok',
    });
    expect(eventOf(row).usage).toBeUndefined();
  });
  test('both logs of one request are one call, with the key of the one and the tokens of the other', () => {
    const llm = readOne(azureApimLlmLog).eventOf({
      CorrelationId: 'c1',
      RequestId: 'chatcmpl-1',
      DeploymentName: 'chat-claims',
      ModelName: 'gpt-4.1-mini',
      PromptTokens: 10,
      CompletionTokens: 2,
      TotalTokens: 12,
      SequenceNumber: 0,
    });
    const gateway = eventOf(row);
    const traces = buildTraces([
      { ...llm, place: { ...llm.place, source: 'llm.jsonl' } },
      { ...gateway, place: { ...gateway.place, source: 'gateway.jsonl' } },
    ]);
    const calls = traces.flatMap((trace) => trace.calls);
    expect(calls.length).toBe(1);
    expect(calls[0]?.metering.usage).toEqual({ input: 10, output: 2 });
    expect(calls[0]?.sightings.map(({ virtual_key: key }) => key ?? '').sort()).toEqual(['', 'sub-claims']);
  });
  const logged = (body: JsonObject): JsonObject => ({ ...row, BackendResponseBody: JSON.stringify(body) });
  test.each<[string, JsonObject, object]>([
    [
      'OpenAI’s cache writes, and the tier that served',
      {
        model: 'gpt-5.6-sol',
        service_tier: 'priority',
        usage: {
          prompt_tokens: 10_000,
          completion_tokens: 500,
          prompt_tokens_details: { cached_tokens: 4000, cache_write_tokens: 3000 },
        },
      },
      { service_tier: 'priority', usage: { input: 3000, cached_input: 4000, cache_write_5m: 3000, output: 500 } },
    ],
    [
      'sound',
      {
        model: 'gpt-audio',
        usage: {
          prompt_tokens: 1000,
          completion_tokens: 500,
          prompt_tokens_details: { audio_tokens: 800 },
          completion_tokens_details: { audio_tokens: 400 },
        },
      },
      { usage: { input: 200, audio_in: 800, output: 100, audio_out: 400 } },
    ],
    [
      'what Claude counts beside its input',
      {
        model: 'claude-sonnet-4-5',
        usage: {
          input_tokens: 1000,
          output_tokens: 500,
          cache_read_input_tokens: 2000,
          cache_creation_input_tokens: 400,
          cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 300 },
        },
      },
      { usage: { input: 1000, cached_input: 2000, cache_write_5m: 100, cache_write_1h: 300, output: 500 } },
    ],
    [
      'the fees of tools',
      { model: 'gpt-5.4', output: [{ type: 'web_search_call' }], usage: { input_tokens: 1000, output_tokens: 500 } },
      { usage: { input: 1000, output: 500, web_search: 1 } },
    ],
    [
      'Gemini’s thoughts',
      {
        modelVersion: 'gemini-2.5-pro',
        usageMetadata: { promptTokenCount: 900, candidatesTokenCount: 80, thoughtsTokenCount: 240 },
      },
      { response_model: 'gemini-2.5-pro', usage: { input: 900, output: 80, reasoning: 240 } },
    ],
  ])('a logged answer says %s', (_, body, expected) => {
    expect(eventOf(logged(body))).toMatchObject(expected);
  });
  test('in a diagnostic record, too, whose properties may be text', () => {
    const properties = { backendResponseBody: '{"model":"m","usage":{"input_tokens":9,"output_tokens":1}}' };
    for (const each of [properties, JSON.stringify(properties)])
      expect(eventOf({ ...row, properties: each }).usage).toEqual({ input: 9, output: 1 });
  });
  test('another model within an answer is a call without the id of the whole', () => {
    const usage = {
      input_tokens: 9,
      output_tokens: 1,
      iterations: [
        { type: 'message', model: 'claude-sonnet-4-5', input_tokens: 9, output_tokens: 1 },
        { type: 'advisor_message', model: 'claude-opus-4-5', input_tokens: 70, output_tokens: 7 },
      ],
    };
    const events = eventsOf(logged({ id: 'msg_1', model: 'claude-sonnet-4-5', usage }));
    expect(events.map((event) => [event.request_id, event.provider_request_id, event.usage])).toEqual([
      ['c1', 'msg_1', { input: 9, output: 1 }],
      [undefined, 'msg_1/1', { input: 70, output: 7 }],
    ]);
  });
  test('a backend that is not Azure’s is who sells', () => {
    const at = (url: string) => eventOf({ ...row, Region: 'West Europe', BackendUrl: url });
    expect(at('https://api.openai.com/v1/responses').provider).toBe('openai');
    expect(at('https://api.openai.com/v1/responses').region).toBeUndefined();
    expect(at('https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/converse')).toMatchObject({
      provider: 'bedrock',
      region: 'eu-west-1',
    });
    expect(at(row.BackendUrl)).toMatchObject({ provider: 'azure', region: 'westeurope' });
    const elsewhere = 'https://eastus.api.cognitive.microsoft.com/openai/deployments/d/chat/completions';
    expect(at(elsewhere)).toMatchObject({ provider: 'azure', region: 'eastus' });
  });
  test('a request to another API is passed over', () => {
    expect(read({ ...row, BackendUrl: 'https://orders.internal/v2/orders' })).toMatchObject({
      kind: 'skipped',
      reason: 'not a model call',
    });
  });
});
