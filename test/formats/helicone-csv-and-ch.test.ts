// Helicone's other two rows: the export tool's CSV and the ClickHouse table.
import { describe, expect, test } from 'vitest';
import { heliconeCh } from '../../src/formats/helicone-ch.ts';
import { heliconeCsv } from '../../src/formats/helicone-csv.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { buildTraces } from '../trace/all-traces.ts';
import { readOne } from './read-one.ts';

describe('CSV', () => {
  const { recognises, eventOf } = readOne(heliconeCsv);
  const row: JsonObject = {
    response_id: 'r1',
    response_created_at: '2026-03-02T09:15:07Z',
    response_status: '200',
    request_created_at: '2026-03-02T09:15:04Z',
    request_properties: '{"Owner-Team":"search","trace_id":"t1","Helicone-Session-Name":"reindex"}',
    model: 'gpt-4.1-mini',
    prompt_tokens: '1420',
    completion_tokens: '386',
  };
  test('an empty cost is unknown, and so is the latency', () => {
    const event = eventOf(row);
    expect([event.logged_cost_usd, event.notes]).toEqual([undefined, []]);
    expect(event.end).toBe(1_772_442_907_000_000_000n);
  });
  test('owner, trace and workflow stand in one cell of JSON', () => {
    expect(eventOf(row)).toMatchObject({ owner_team: 'search', trace_id: 't1', workflow_id: 'reindex' });
  });
  test('rows of the API have a request id', () => {
    expect(recognises({ ...row, request_id: 'x' })).toBe(false);
  });
});

describe('ClickHouse', () => {
  const { recognises, eventOf } = readOne(heliconeCh);
  const row: JsonObject = {
    request_id: 'q1',
    request_created_at: '2026-03-02 09:15:04.120',
    response_created_at: '2026-03-02 09:15:07.001',
    organization_id: 'org',
    proxy_key_id: 'key-search',
    status: 200,
    latency: 2360,
    model: 'gpt-4.1-mini',
    provider: 'OPENAI',
    properties: { team: 'search' },
    prompt_tokens: 520,
    prompt_cache_read_tokens: 900,
    prompt_cache_write_tokens: 0,
    completion_tokens: 386,
    cost: 915600,
    cache_reference_id: '00000000-0000-0000-0000-000000000000',
  };
  test('the cost is billionths of a dollar', () => {
    expect(eventOf(row).logged_cost_usd).toBe(parseUsd('0.0009156'));
  });
  test('zero is nothing: no cost known, no cache hit, no key', () => {
    const event = eventOf({ ...row, cost: 0, proxy_key_id: '' });
    expect([event.logged_cost_usd, event.cache_hit, event.virtual_key]).toEqual([undefined, false, undefined]);
  });
  test('cached tokens stand beside the prompt', () => {
    expect(eventOf(row).usage).toEqual({ input: 520, cached_input: 900, output: 386 });
  });
  test('rows that are not merged yet are one call', () => {
    const events = [{ ...row, completion_tokens: 0, cost: 0 }, row].map((one, line) => ({
      ...eventOf(one),
      place: { source: 'a', line, offset: line, format: 'helicone-ch' },
    }));
    const calls = buildTraces(events).flatMap((trace) => trace.calls);
    expect(calls.map((call) => call.metering.usage?.output)).toEqual([386]);
  });
  test('a map of a CSV dump', () => {
    const event = eventOf({ ...row, properties: "{'team':'claims','note':'it\\'s, fine'}" });
    expect(event.owner_team).toBe('claims');
    const { proxy_key_id: _, ...keyless } = row;
    expect(recognises(keyless)).toBe(true);
  });
  test('rows of the API are not it', () => {
    expect(recognises({ ...row, response_status: 200 })).toBe(false);
    expect(recognises({ ...row, delay_ms: 5 })).toBe(false);
  });
});
