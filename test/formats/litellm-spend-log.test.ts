import { describe, expect, test } from 'vitest';
import { litellmSpendLog } from '../../src/formats/litellm-spend-log.ts';
import { compileReader } from '../../src/formats/read-record.ts';
import type { Event, Outcome } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';

const reader = compileReader(litellmSpendLog);
const row: JsonObject = {
  request_id: 'chatcmpl-1',
  call_type: 'acompletion',
  api_key: '',
  spend: 0.00231,
  prompt_tokens: 1420,
  completion_tokens: 386,
  total_tokens: 1806,
  startTime: '2026-03-02T09:15:04.120Z',
  endTime: '2026-03-02T09:15:06.480Z',
  model: 'gpt-4.1-mini',
  model_group: '',
  custom_llm_provider: 'openai',
  cache_hit: 'None',
  request_tags: [],
  team_id: '',
  end_user: '',
  user: '',
  session_id: '6f0e5f0a-6f0c-4b0e-9a51-6a4a5b1f0c11',
  status: 'success',
};

const read = (changes: JsonObject): Outcome =>
  reader.read({ ...row, ...changes }, { source: 'input', line: 1, offset: 0 });

function eventOf(changes: JsonObject): Event {
  const outcome = read(changes);
  if (outcome.kind !== 'events' || !outcome.events[0]) throw new Error(JSON.stringify(outcome));
  return outcome.events[0];
}

describe('recognition', () => {
  test('a row, also one whose key and tags are empty', () => {
    expect(reader.recognises(row)).toBe(true);
    expect(reader.recognises({ ...row, api_key: null })).toBe(true);
  });
  test.each(['request_id', 'call_type', 'spend', 'startTime'])('not without %s', (key) => {
    expect(reader.recognises({ ...row, [key]: null })).toBe(false);
  });
  test('a day total is told apart and says how to get rows', () => {
    const total: JsonObject = {
      startTime: '2026-03-02',
      spend: 41.27,
      users: { 'u-1': 41.27 },
      models: { 'gpt-4.1-mini': 41.27 },
    };
    expect(reader.recognises(total)).toBe(true);
    expect(reader.read(total, { source: 'input', line: 1, offset: 0 })).toEqual({
      kind: 'rejected',
      reason: 'this row sums a day of LiteLLM spend and names no request',
      hint: 'export the rows themselves: add summarize=false to /spend/logs',
    });
  });
});

describe('ids and owners', () => {
  test('the session id is never a trace id and empty columns are no owner', () => {
    const event = eventOf({});
    expect(event.session_id).toBe('6f0e5f0a-6f0c-4b0e-9a51-6a4a5b1f0c11');
    expect(event.trace_id).toBeUndefined();
    expect(event.owner_team).toBeUndefined();
    expect(event.tenant_id_hash).toBeUndefined();
    expect(event.virtual_key).toBeUndefined();
  });
  test('JSON in text columns reads as the objects it holds', () => {
    const metadata = {
      user_api_key_team_alias: 'search',
      spend_logs_metadata: { workflow_id: 'wf-1', trace_id: 'abc' },
    };
    const tags = ['User-Agent: curl', 'feature:rank'];
    const asText = eventOf({ metadata: JSON.stringify(metadata), request_tags: JSON.stringify(tags) });
    expect(asText).toEqual(eventOf({ metadata, request_tags: tags }));
    expect(asText).toMatchObject({ owner_team: 'search', workflow_id: 'wf-1', feature: 'rank', trace_id: 'abc' });
  });
  test('the alias of a team goes before its id', () => {
    expect(eventOf({ team_id: 't-1' }).owner_team).toBe('t-1');
    expect(eventOf({ team_id: 't-1', metadata: { user_api_key_team_alias: 'search' } }).owner_team).toBe('search');
  });
  test('a service named by the caller does not rename the gateway', () => {
    expect(eventOf({ request_tags: ['service:checkout'] })).toMatchObject({
      component: 'litellm',
      service: 'checkout',
    });
  });
});

describe('usage and cost', () => {
  test('prompt tokens include cache reads and writes, completions include reasoning', () => {
    const usage_object = {
      prompt_tokens_details: { cached_tokens: 900, cache_creation_tokens: 120 },
      completion_tokens_details: { reasoning_tokens: 86 },
    };
    expect(eventOf({ metadata: { usage_object } }).usage).toEqual({
      input: 400,
      cached_input: 900,
      cache_write_5m: 120,
      output: 300,
      reasoning: 86,
    });
  });
  test('the same cached count in two places is counted once', () => {
    const metadata = {
      usage_object: { prompt_tokens_details: { cached_tokens: 900 }, cache_read_input_tokens: 900 },
      additional_usage_values: { cache_read_input_tokens: 900 },
    };
    expect(eventOf({ metadata }).usage).toEqual({ input: 520, cached_input: 900, output: 386 });
  });
  test('counts of a vendor that excludes cache are left alone, with a note', () => {
    const event = eventOf({
      prompt_tokens: 12,
      metadata: { additional_usage_values: { cache_read_input_tokens: 18000 } },
    });
    expect(event.usage).toEqual({ input: 12, cached_input: 18000, output: 386 });
    expect(event.notes.map(({ kind }) => kind)).toEqual(['usage-semantics-conflict']);
  });
  test('spend 0 beside a cost breakdown is the known streaming defect', () => {
    expect(eventOf({ spend: 0, metadata: { cost_breakdown: { total_cost: 0.0011856 } } }).logged_cost_usd).toBe(
      parseUsd('0.0011856'),
    );
  });
  test('spend 0 with tokens and nothing else is no cost', () => {
    const event = eventOf({ spend: 0 });
    expect(event.logged_cost_usd).toBeUndefined();
    expect(event.notes).toEqual([{ kind: 'zero-cost-with-usage' }]);
  });
  test('the unit price is named only when LiteLLM knew it', () => {
    const known = { model_map_key: 'gpt-4.1-mini', model_map_value: { key: 'gpt-4.1-mini' } };
    const unknown = { model_map_key: 'gpt-4.1-mini', model_map_value: null };
    expect(eventOf({ metadata: { model_map_information: known } }).unit_price_source).toBe('litellm-map:gpt-4.1-mini');
    expect(eventOf({ metadata: { model_map_information: unknown } }).unit_price_source).toBeUndefined();
  });
});

describe('outcome', () => {
  test.each([
    ['True', true],
    ['False', false],
    ['None', undefined],
  ])('cache_hit "%s" is %s', (text, expected) => {
    expect(eventOf({ cache_hit: text }).cache_hit).toBe(expected);
  });
  test('a cache hit keeps its own id and is free', () => {
    const event = eventOf({ request_id: 'chatcmpl-1_cache_hit1772443000.5', cache_hit: 'True', spend: 0 });
    expect(event.request_id).toBe('chatcmpl-1_cache_hit1772443000.5');
    expect(event.cache_hit).toBe(true);
    expect(event.logged_cost_usd).toBe(0n);
    expect(event.notes).toEqual([]);
  });
  test('an old row without status went well', () => {
    expect(eventOf({ status: null }).status).toBe('ok');
  });
  test('a failure has its class, never its message', () => {
    const error_information = { error_class: 'RateLimitError', error_code: '429', error_message: 'secret prompt' };
    const event = eventOf({
      status: 'failure',
      spend: 0,
      prompt_tokens: 0,
      completion_tokens: 0,
      metadata: { error_information },
    });
    expect(event).toMatchObject({ status: 'error', error: 'RateLimitError' });
    expect(event.usage).toBeUndefined();
  });
  test('a fallback names the group that failed; the same group is none', () => {
    const metadata = { attempted_retries: 1, original_model_group: 'smart' };
    expect(eventOf({ model_group: 'backup', metadata })).toMatchObject({
      attempt: 1,
      model: 'backup',
      fallback_from: 'smart',
    });
    expect(eventOf({ model_group: 'smart', metadata }).fallback_from).toBeUndefined();
  });
});

describe('rows that are no model call', () => {
  const empty: JsonObject = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0, spend: 0 };
  test.each([
    'aretrieve_batch',
    'acreate_batch',
    'acreate_file',
    'afile_content',
    'aget_responses',
    'avideo_retrieve',
    'amoderation',
    'aget_thread',
  ])('%s', (call_type) => {
    expect(read({ ...empty, call_type })).toEqual({ kind: 'skipped', reason: 'not a model call', detail: call_type });
  });
  test.each([
    'acompletion',
    'anthropic_messages',
    'agenerate_content',
    'arun_thread',
    'aresponses',
    'atranscription',
    'pass_through_endpoint',
    '_arealtime',
  ])('%s is one, even without usage', (call_type) => {
    expect(eventOf({ ...empty, call_type })).toMatchObject({ role: 'call', hop: 'gateway' });
  });
  test('a batch with usage sums many requests', () => {
    const metadata = { batch_successful_requests: 40 };
    expect(eventOf({ call_type: 'aretrieve_batch', metadata })).toMatchObject({
      granularity: 'aggregate',
      requests: 40,
      service_tier: 'batch',
    });
    expect(eventOf({ call_type: 'aretrieve_batch' }).granularity).toBe('aggregate');
  });
  test('an MCP tool is a hop of its own', () => {
    expect(eventOf({ ...empty, call_type: 'call_mcp_tool', mcp_namespaced_tool_name: 'crm-lookup' })).toMatchObject({
      role: 'step',
      hop: 'tool',
      component: 'crm-lookup',
    });
  });
  test('a completion that names a tool is still a completion', () => {
    expect(eventOf({ mcp_namespaced_tool_name: 'crm-lookup' })).toMatchObject({ role: 'call', component: 'litellm' });
  });
});

test('times without a zone are UTC', () => {
  expect(eventOf({ startTime: '2025-01-24 09:20:46.847371' }).start).toBe(1737710446847371000n);
});

test('the user agent becomes a producer and its version', () => {
  expect(eventOf({ metadata: { user_agent: 'OpenAI/Python 1.99.1' } })).toMatchObject({
    producer: 'OpenAI/Python',
    producer_version: '1.99.1',
  });
  expect(eventOf({ metadata: { user_agent: 'claude-cli/2.1.4 (external, cli)' } })).toMatchObject({
    producer: 'claude-cli',
    producer_version: '2.1.4',
  });
});

test('no prompt, answer or address is read', () => {
  const text = 'Where is my parcel?';
  const event = eventOf({
    messages: [{ role: 'user', content: text }],
    response: { choices: [{ message: { content: text } }] },
    proxy_server_request: { messages: [{ content: text }] },
    requester_ip_address: text,
    metadata: { error_information: { error_message: text }, proxy_server_request: text, user_api_key_user_email: text },
  });
  expect(JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
    'parcel',
  );
});

test('details of image calls stand under the names of the Responses API', () => {
  const usage_object = { input_tokens_details: { image_tokens: 900 }, output_tokens_details: { image_tokens: 300 } };
  expect(eventOf({ metadata: { usage_object } }).usage).toEqual({
    input: 520,
    image_in: 900,
    output: 86,
    image_out: 300,
  });
});

describe('an answer of Anthropic’s that took several iterations', () => {
  const compaction = {
    type: 'compaction',
    input_tokens: 180_000,
    cache_read_input_tokens: 500,
    cache_creation_input_tokens: 200,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 200 },
    output_tokens: 3500,
  };
  const last = { type: 'message', input_tokens: 23_000, output_tokens: 1000 };
  const advice = { type: 'advisor_message', model: 'claude-opus-4-5', input_tokens: 70, output_tokens: 7 };
  const counted = (prompt: number, completion: number, iterations: readonly JsonObject[]): JsonObject => ({
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    metadata: { usage_object: { prompt_tokens: prompt, completion_tokens: completion, iterations } },
  });

  test.each([
    ['the last one', 23_000, 1000],
    ['all of them, but not what was cached', 203_000, 4500],
    ['all of them', 203_700, 4500],
  ])('is the sum over them, where the columns count %s', (_, prompt, completion) => {
    const row = counted(prompt, completion, [compaction, last]);
    const { usage, notes } = eventOf(row);
    expect(usage).toEqual({ input: 203_000, cached_input: 500, cache_write_1h: 200, output: 4500 });
    expect(notes).toEqual([{ kind: 'several-requests', least: 23_000, most: 180_700 }]);
    expect(eventOf({ ...row, metadata: JSON.stringify(row.metadata) }).usage).toEqual(usage);
  });
  test('and what another model did is a call of its own, without a cost', () => {
    const outcome = read(counted(23_000, 1000, [last, advice]));
    const events = outcome.kind === 'events' ? outcome.events : [];
    expect(events.map(({ request_id: id, response_model: model, usage }) => [id, model, usage])).toEqual([
      ['chatcmpl-1', 'gpt-4.1-mini', { input: 23_000, output: 1000 }],
      ['chatcmpl-1/1', 'claude-opus-4-5', { input: 70, output: 7 }],
    ]);
    expect(events.map((event) => event.logged_cost_usd)).toEqual([parseUsd('0.00231'), undefined]);
  });
  test('or a failure that costs nothing, when it declined', () => {
    const declined = { type: 'message', model: 'claude-opus-4-5', input_tokens: 70, output_tokens: 0 };
    const outcome = read(counted(23_000, 1000, [declined, last]));
    expect(outcome.kind === 'events' && outcome.events[1]).toMatchObject({ status: 'error', error: 'refusal' });
  });
});
