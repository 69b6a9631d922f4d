import { describe, expect, test } from 'vitest';
import { litellmStandardLog } from '../../src/formats/litellm-standard-log.ts';
import { mapRecord } from '../../src/formats/map-record.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';

const reader = compileReader(litellmStandardLog);
const place = { source: 'input', line: 1, offset: 0 };
const payload: JsonObject = {
  id: 'chatcmpl-1',
  call_type: 'acompletion',
  custom_llm_provider: 'openai',
  model: 'gpt-4.1-mini',
  status: 'success',
  startTime: 1772443000.12,
  endTime: 1772443002.5,
  response_cost: 0.00231,
  prompt_tokens: 1420,
  completion_tokens: 386,
  total_tokens: 1806,
  hidden_params: {},
  model_map_information: {},
  metadata: {},
};

function eventOf(changes: JsonObject): Event {
  const outcome = reader.read({ ...payload, ...changes }, place);
  if (outcome.kind !== 'events' || !outcome.events[0]) throw new Error(JSON.stringify(outcome));
  return outcome.events[0];
}

describe('recognition', () => {
  test('also when the price is unknown and the cost null', () => {
    expect(reader.recognises({ ...payload, response_cost: null })).toBe(true);
  });
  test.each(['call_type', 'hidden_params', 'model_map_information'])('not without %s', (key) => {
    expect(reader.recognises({ ...payload, [key]: null })).toBe(false);
  });
  test('inside the arguments of a custom logger', () => {
    const mapped = mapRecord({ kwargs: 1, standard_logging_object: payload }, place);
    expect(mapped.members).toEqual([payload]);
  });
});

describe('ids', () => {
  test('the response id alone is the request id', () => {
    const event = eventOf({});
    expect(event.request_id).toBe('chatcmpl-1');
    expect(event.provider_request_id).toBeUndefined();
  });
  test('beside the gateway’s own id it is the provider’s', () => {
    expect(eventOf({ litellm_call_id: 'call-1' })).toMatchObject({
      request_id: 'call-1',
      provider_request_id: 'chatcmpl-1',
    });
  });
  test('a trace id is one when present; a carried header of another trace is a link', () => {
    const header = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    const event = eventOf({ trace_id: 'own-trace', metadata: { requester_custom_headers: header } });
    expect(event.trace_id).toBe('own-trace');
    expect(event.links).toEqual([{ trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' }]);
    expect(eventOf({ trace_id: null, metadata: { requester_custom_headers: header } })).toMatchObject({
      trace_id: '0af7651916cd43dd8448eb211c80319c',
      parent_span_id: 'b7ad6b7169203331',
    });
  });
});

describe('times', () => {
  test('seconds as a float', () => {
    expect(eventOf({})).toMatchObject({ start: 1772443000120000000n, end: 1772443002500000000n });
  });
  test('text', () => {
    expect(eventOf({ startTime: '2025-01-24 09:20:46.847371' }).start).toBe(1737710446847371000n);
  });
});

describe('usage and cost', () => {
  const details = {
    prompt_tokens_details: { cached_tokens: 900 },
    completion_tokens_details: { reasoning_tokens: 86 },
  };
  const usage = { input: 520, cached_input: 900, output: 300, reasoning: 86 };
  test('details from the usage object, else from the response', () => {
    expect(eventOf({ metadata: { usage_object: details } }).usage).toEqual(usage);
    expect(eventOf({ response: { usage: details } }).usage).toEqual(usage);
  });
  test('a null cost is unknown; a zero gives way to the breakdown', () => {
    expect(eventOf({ response_cost: null }).logged_cost_usd).toBeUndefined();
    expect(eventOf({ response_cost: 0, cost_breakdown: { total_cost: 0.5 } }).logged_cost_usd).toBe(parseUsd('0.5'));
  });
});

describe('labels', () => {
  test('what the key’s owner logged goes before what the client sent', () => {
    const metadata = {
      spend_logs_metadata: { feature: 'refund' },
      requester_metadata: { feature: 'chat', environment: 'staging' },
    };
    expect(eventOf({ metadata })).toMatchObject({ feature: 'refund', environment: 'staging' });
  });
  test('custom headers', () => {
    expect(
      eventOf({ metadata: { requester_custom_headers: { 'x-team': 'search', 'x-workflow-id': 'wf-1' } } }),
    ).toMatchObject({
      owner_team: 'search',
      workflow_id: 'wf-1',
    });
  });
});

test('a failure keeps its class and no message', () => {
  const event = eventOf({
    status: 'failure',
    error_str: 'prompt',
    error_information: { error_code: '', error_class: 'Timeout', error_message: 'prompt' },
  });
  expect(event).toMatchObject({ status: 'error', error: 'Timeout' });
});

test('an empty error beside a success is none', () => {
  expect(eventOf({ error_information: { error_code: '200', error_class: '' } }).error).toBeUndefined();
});

test('no prompt or answer is read', () => {
  const text = 'Where is my parcel?';
  const event = eventOf({
    messages: [{ content: text }],
    response: { choices: [{ message: { content: text } }] },
    error_str: text,
    model_parameters: { tools: [text] },
    metadata: { mcp_tool_call_metadata: { arguments: { q: text } }, user_api_key_user_email: text },
  });
  expect(JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
    'parcel',
  );
});
