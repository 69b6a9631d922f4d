import { describe, expect, test } from 'vitest';
import { envoyAccess } from '../../src/formats/envoy-access.ts';
import { envoyAigwAccess } from '../../src/formats/envoy-aigw-access.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { readOne } from './read-one.ts';

const { recognises, eventOf } = readOne(envoyAigwAccess);
const line: JsonObject = {
  start_time: '2026-03-02T09:15:04.120Z',
  'x-envoy-origin-path': '/v1/chat/completions?key=SECRET',
  response_code: 200,
  response_flags: '-',
  duration: 2360,
  'x-request-id': 'r-1',
  ':authority': 'ai.larkspur.example',
  'gen_ai.request.model': 'gpt-4.1-mini',
  'gen_ai.provider.name': 'default/openai/route/r/rule/0/ref/0',
  'gen_ai.usage.input_tokens': 1420,
  'gen_ai.usage.output_tokens': 386,
};

test('a metered line is a call of the gateway', () => {
  expect(eventOf(line)).toMatchObject({
    role: 'call',
    hop: 'gateway',
    request_id: 'r-1',
    operation: '/v1/chat/completions',
    status: 'ok',
    usage: { input: 1420, output: 386 },
    end: 1772442906480000000n,
  });
  expect(eventOf(line)).not.toHaveProperty('owner_team');
});

test('cached and written tokens are inside the input, reasoning inside the output', () => {
  const { 'gen_ai.usage.input_tokens': _, 'gen_ai.usage.output_tokens': __, ...rest } = line;
  const counts = {
    llm_input_token: 10420,
    llm_cached_input_token: 9000,
    llm_cache_creation_input_token: 400,
    llm_output_token: 386,
    llm_reasoning_token: 128,
  };
  expect(eventOf({ ...rest, ...counts }).usage).toEqual({
    input: 1020,
    cached_input: 9000,
    cache_write_5m: 400,
    output: 258,
    reasoning: 128,
  });
});

test('a CEL cost is no money', () => {
  expect(eventOf({ ...line, 'gen_ai.usage.custom_total_cost': 118560 })).not.toHaveProperty('logged_cost_usd');
});

describe('who sold it', () => {
  test.each([
    ['larkspur-eu.openai.azure.com', 'default/openai/route/r', 'azure'],
    ['ai.larkspur.example', 'default/azure-openai/route/r', 'azure'],
    ['ai.larkspur.example', 'default/larkspur-aws/route/r', 'bedrock'],
    ['ai.larkspur.example', 'default/gcp-anthropic/route/r', 'vertex_ai'],
    ['ai.larkspur.example', 'default/our-vllm/route/r', undefined],
  ])('%s behind %s is %s', (authority, backend, provider) => {
    expect(eventOf({ ...line, ':authority': authority, 'gen_ai.provider.name': backend }).provider).toBe(provider);
  });
});

test('a client that left is cancelled, and its usage unknown', () => {
  const left = {
    response_code: 0,
    response_flags: 'DC',
    'gen_ai.usage.input_tokens': null,
    'gen_ai.usage.output_tokens': null,
  };
  const event = eventOf({ ...line, ...left });
  expect(event).toMatchObject({ role: 'call', status: 'cancelled' });
  expect(event.usage).toBeUndefined();
});

test('any key the operator mapped may name the owner', () => {
  expect(eventOf({ ...line, 'x-team': 'support-platform', 'tenant.id': 'acct-77' })).toMatchObject({
    owner_team: 'support-platform',
    tenant_id_hash: 'acct-77',
  });
});

test('a line that lost model and tokens, as null or as a dash, is a plain access line', () => {
  const plain = readOne(envoyAccess);
  for (const nothing of [null, '-']) {
    const lost = Object.fromEntries(
      Object.entries(line).map(([key, value]) => [key, key.startsWith('gen_ai.') ? nothing : value]),
    );
    expect(recognises(lost)).toBe(false);
    expect(plain.recognises(lost)).toBe(true);
  }
});

test('Higress puts the same into escaped JSON text', () => {
  const {
    'gen_ai.request.model': _,
    'gen_ai.usage.input_tokens': __,
    'gen_ai.usage.output_tokens': ___,
    ...rest
  } = line;
  const higress = {
    ...rest,
    trace_id: '80f198ee56343ba864fe8b2a57d3eff7',
    ai_log: '{"model":"qwen-max","input_token":"69","output_token":"120"}',
  };
  expect(recognises(higress)).toBe(true);
  expect(eventOf(higress)).toMatchObject({
    trace_id: '80f198ee56343ba864fe8b2a57d3eff7',
    model: 'qwen-max',
    usage: { input: 69, output: 120 },
  });
});
