// Anthropic's sums: usage and cost reports of the Admin API, the Console's CSVs, Claude Code analytics.
import { describe, expect, test } from 'vitest';
import { anthropicConsoleCostCsv } from '../../src/formats/anthropic-console-cost-csv.ts';
import { anthropicConsoleUsageCsv } from '../../src/formats/anthropic-console-usage-csv.ts';
import { anthropicCostReport } from '../../src/formats/anthropic-cost-report.ts';
import { anthropicUsageReport } from '../../src/formats/anthropic-usage-report.ts';
import { claudeCodeAnalytics } from '../../src/formats/claude-code-analytics.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const day = { starting_at: '2026-03-02T00:00:00Z', ending_at: '2026-03-03T00:00:00Z' };
const utcDay = [1_772_409_600_000_000_000n, 1_772_496_000_000_000_000n];

describe('usage report', () => {
  const { recognises, read, eventOf } = readOne(anthropicUsageReport);
  const result: JsonObject = {
    uncached_input_tokens: 1500,
    cache_creation: { ephemeral_5m_input_tokens: 500, ephemeral_1h_input_tokens: 1000 },
    cache_read_input_tokens: 200,
    output_tokens: 500,
    server_tool_use: { web_search_requests: 10 },
    model: 'claude-opus-4-6',
    workspace_id: null,
  };
  const of = (more: JsonObject) => eventOf({ ...day, results: [{ ...result, ...more }] });

  test('the input counts add up', () => {
    expect(of({}).usage).toEqual({
      input: 1500,
      cached_input: 200,
      cache_write_5m: 500,
      cache_write_1h: 1000,
      output: 500,
      web_search: 10,
    });
  });
  test('a sum of its bucket; null dimensions are absent', () => {
    const event = of({});
    expect([event.granularity, event.start, event.end, event.workspace_id]).toEqual([
      'aggregate',
      ...utcDay,
      undefined,
    ]);
  });
  test('tiers and speed', () => {
    expect(of({ service_tier: 'priority_on_demand' }).service_tier).toBe('priority_on_demand');
    expect(of({ service_tier: 'standard', speed: 'fast' }).service_tier).toBe('fast');
  });
  test('not_available is no region', () => {
    expect([of({ inference_geo: 'us' }).region, of({ inference_geo: 'not_available' }).region]).toEqual([
      'us',
      undefined,
    ]);
  });
  test('an empty bucket is passed over', () => {
    expect(read({ ...day, results: [] })).toMatchObject({ kind: 'skipped', reason: 'empty' });
  });
  test('the cost report is not it', () => {
    expect(recognises({ ...day, results: [{ amount: '1', currency: 'USD' }] })).toBe(false);
  });
});

describe('cost report', () => {
  const { recognises, eventOf } = readOne(anthropicCostReport);
  const of = (more: JsonObject) => eventOf({ ...day, results: [{ amount: '123.45', currency: 'USD', ...more }] });

  test('cents, with decimals', () => {
    expect(of({}).logged_cost_usd).toBe(parseUsd('1.2345'));
    expect(of({ amount: '0.05' }).logged_cost_usd).toBe(parseUsd('0.0005'));
    expect(of({ amount: 20 }).logged_cost_usd).toBe(parseUsd('0.2'));
  });
  test('another currency is no cost', () => {
    expect(of({ currency: 'EUR' }).logged_cost_usd).toBeUndefined();
  });
  test('workspace and description are all it names', () => {
    const event = of({ workspace_id: 'wrkspc_1', description: 'Claude Sonnet 4.5 Usage - Input Tokens' });
    expect([event.workspace_id, event.unit_price_source, event.api_key_id, event.usage]).toEqual([
      'wrkspc_1',
      'Claude Sonnet 4.5 Usage - Input Tokens',
      undefined,
      undefined,
    ]);
  });
  test('the usage report is not it', () => {
    expect(recognises({ ...day, results: [{ uncached_input_tokens: 1 }] })).toBe(false);
  });
});

describe('Console usage export', () => {
  const { recognises, eventOf } = readOne(anthropicConsoleUsageCsv);
  const row: JsonObject = {
    usage_date_utc: '2026-03-02',
    model_version: 'claude-sonnet-4-5-20250929',
    api_key: 'claims, production',
    workspace: 'Default',
    usage_type: 'standard',
    context_window: '≤ 200k',
    usage_input_tokens_no_cache: '46981',
    usage_input_tokens_cache_write_5m: '15969',
    usage_input_tokens_cache_write_1h: '100',
    usage_input_tokens_cache_read: '2000',
    usage_output_tokens: '16932',
    web_search_count: '3',
  };
  test('counts add up over a UTC day', () => {
    const event = eventOf(row);
    expect(event.usage).toEqual({
      input: 46981,
      cached_input: 2000,
      cache_write_5m: 15969,
      cache_write_1h: 100,
      output: 16932,
      web_search: 3,
    });
    expect([event.start, event.end, event.granularity]).toEqual([...utcDay, 'aggregate']);
  });
  test('key and workspace are names', () => {
    expect(eventOf(row)).toMatchObject({ api_key_id: 'claims, production', workspace_id: 'Default' });
  });
  test('an older export has one column of writes, of unknown lifetime', () => {
    const { usage_input_tokens_cache_write_5m: _, usage_input_tokens_cache_write_1h: __, ...older } = row;
    const event = eventOf({ ...older, usage_input_tokens_cache_write: '16069' });
    expect([event.usage?.cache_write_5m, event.notes]).toEqual([16069, [{ kind: 'cache-ttl-unknown' }]]);
  });
  test('the cost export is not it', () => {
    expect(recognises({ usage_date_utc: '2026-03-02', cost_usd: '1', token_type: 'output' })).toBe(false);
  });
});

describe('Console cost export', () => {
  const { recognises, eventOf } = readOne(anthropicConsoleCostCsv);
  const row: JsonObject = {
    usage_date_utc: '2026-03-02',
    model: 'Claude Sonnet 4.5',
    api_key: 'claims',
    token_type: 'output',
    cost_usd: '123.45',
    list_price_usd: '200.00',
    cost_type: 'token',
  };
  test('dollars, not cents; the list price is not read', () => {
    expect(eventOf(row).logged_cost_usd).toBe(parseUsd('123.45'));
  });
  test('a cost of zero is zero', () => {
    const event = eventOf({ ...row, cost_usd: '0.00' });
    expect([event.logged_cost_usd, event.notes]).toEqual([0n, []]);
  });
  test('the model is the name shown to people', () => {
    expect(eventOf(row).model).toBe('Claude Sonnet 4.5');
  });
  test('the usage export is not it', () => {
    expect(recognises({ usage_date_utc: '2026-03-02', usage_output_tokens: '1' })).toBe(false);
  });
});

describe('Claude Code analytics', () => {
  const { eventsOf, eventOf, read } = readOne(claudeCodeAnalytics);
  const model = (name: string, cents: number): JsonObject => ({
    model: name,
    tokens: { input: 100, output: 35, cache_read: 10, cache_creation: 5 },
    estimated_cost: { currency: 'USD', amount: cents },
  });
  const record = (more: JsonObject): JsonObject => ({
    date: '2026-03-02T00:00:00Z',
    actor: { type: 'user_actor', email_address: 'rosa@larkspur.example' },
    customer_type: 'api',
    core_metrics: { num_sessions: 1 },
    model_breakdown: [model('claude-sonnet-4-5', 1025), model('claude-haiku-4-5', 0.15)],
    ...more,
  });
  test('one sum for each model, its estimate in cents', () => {
    expect(eventsOf(record({})).map((event) => [event.model, event.logged_cost_usd, event.granularity])).toEqual([
      ['claude-sonnet-4-5', parseUsd('10.25'), 'aggregate'],
      ['claude-haiku-4-5', parseUsd('0.0015'), 'aggregate'],
    ]);
  });
  test('a subscription is no spend', () => {
    const event = eventOf(record({ customer_type: 'subscription', model_breakdown: [model('claude-opus-4-6', 99)] }));
    expect([event.logged_cost_usd, event.usage?.input]).toEqual([undefined, 100]);
  });
  test('the actor is a person or a key', () => {
    const only = [model('claude-opus-4-6', 1)];
    expect(eventOf(record({ model_breakdown: only })).user_id_hash).toBe('rosa@larkspur.example');
    const keyed = eventOf(record({ actor: { type: 'api_actor', api_key_name: 'ci' }, model_breakdown: only }));
    expect([keyed.api_key_id, keyed.user_id_hash]).toEqual(['ci', undefined]);
  });
  test('a day without a model is passed over', () => {
    expect(read(record({ model_breakdown: [] }))).toMatchObject({ kind: 'skipped', reason: 'no metering data' });
  });
});
