// The user's map: the neutral form reads what no format knows, known formats gain owners and ids, and never other counts.
import { describe, expect, test } from 'vitest';
import { type FieldMapping, mapTargets } from '../../src/formats/field-map.ts';
import { mapRecord } from '../../src/formats/map-record.ts';
import type { Event } from '../../src/model/event.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';

const place = { source: 'a', line: 1, offset: 0 };

function read(
  record: JsonObject,
  map: Readonly<Record<string, string>>,
  from?: string,
): { format?: string | undefined; event?: Event } {
  const mappings = Object.entries(map).map(([field, path]): FieldMapping => ({ field, path }));
  const { format, outcome } = mapRecord(record, place, { map: mappings, ...(from === undefined ? {} : { from }) });
  const [event] = outcome.kind === 'events' ? outcome.events : [];
  return { format, ...(event && { event }) };
}

describe('records no format knows', () => {
  const home = { engine: 'gpt-4.1', tok: { in: 1000, hit: 400, out: 200 }, took: 1.5, when: 1_767_261_600 };

  test('counts that contain each other are made disjoint, counts that stand beside each other stay', () => {
    const paths = { model: 'engine' };
    const inclusive = { input_tokens: 'tok.in', cached_tokens: 'tok.hit', output_tokens: 'tok.out' };
    expect(read(home, { ...paths, ...inclusive }).event?.usage).toEqual({ input: 600, cached_input: 400, output: 200 });
    const disjoint = { 'usage.input': 'tok.in', 'usage.cached_input': 'tok.hit', 'usage.output': 'tok.out' };
    expect(read(home, { ...paths, ...disjoint }).event?.usage).toEqual({ input: 1000, cached_input: 400, output: 200 });
  });

  test('times in a stated unit, or by their digits', () => {
    const map = { model: 'engine', input_tokens: 'tok.in', duration_s: 'took' };
    const second = 1_000_000_000n;
    for (const start of ['start', 'start_s']) {
      const { event } = read(home, { ...map, [start]: 'when' });
      expect([event?.start, event?.end]).toEqual([1_767_261_600n * second, 1_767_261_601n * second + second / 2n]);
    }
    expect(read({ ...home, when: 5000 }, { ...map, start_ms: 'when' }).event?.start).toBe(5n * second);
  });

  test('a cost in cents', () => {
    const { event } = read({ ...home, bill: '12.5', fee: 3 }, { model: 'engine', logged_cost_cents: 'bill' });
    expect(event?.logged_cost_usd).toBe(parseUsd('0.125'));
    const both = read({ ...home, bill: '12.5', fee: 3 }, { logged_cost_usd: 'fee', logged_cost_cents: 'bill' });
    expect(both.event?.logged_cost_usd).toBe(parseUsd('3'));
  });

  test('mapped paths go before the record’s own names', () => {
    const record = { ...home, model: 'router', timestamp: 'soon' };
    const { event } = read(record, { model: 'engine', input_tokens: 'tok.in', start_s: 'when' });
    expect([event?.model, event?.start]).toEqual(['gpt-4.1', 1_767_261_600_000_000_000n]);
  });

  test('JSON in text, keys with dots and spaces, places in lists', () => {
    const record = { meta: '{"dept":"risk"}', 'a.b': 'gpt-4.1', 'Tokens In': '12', list: [{ id: 'r-1' }] };
    const { event } = read(record, {
      owner_team: 'meta.dept',
      model: 'a.b',
      input_tokens: 'Tokens In',
      request_id: 'list.0.id',
    });
    expect(event).toMatchObject({ owner_team: 'risk', model: 'gpt-4.1', usage: { input: 12 }, request_id: 'r-1' });
  });

  test('without a model, a count or a cost at the mapped paths nothing is forced into an event', () => {
    expect(read({ level: 'info', dept: 'risk' }, { owner_team: 'dept', model: 'engine' }).event).toBeUndefined();
  });

  test('records in an envelope are mapped one by one', () => {
    const { members } = mapRecord({ data: [home, home] }, place, { map: [{ field: 'model', path: 'engine' }] });
    expect(members).toEqual([home, home]);
  });

  test('hostile values at mapped paths do no harm', () => {
    for (const value of [null, {}, [], -1, 'x'.repeat(300), { __proto__: null }, Number.MAX_VALUE]) {
      const everywhere = Object.fromEntries(mapTargets.map((field) => [field, 'it']));
      expect(read({ it: value, engine: 'm' }, everywhere).format).toBe(value === null ? undefined : 'event');
    }
  });
});

describe('records of a known format', () => {
  const row = {
    request_id: 'chatcmpl-1',
    call_type: 'acompletion',
    api_key: 'a1',
    spend: 0.01,
    prompt_tokens: 1000,
    completion_tokens: 50,
    startTime: '2026-01-01T00:00:00Z',
    model: 'gpt-4.1',
    metadata: { dept: 'growth', bill: 7 },
  };

  test('gain an owner where they had none', () => {
    expect(read(row, {})).toMatchObject({ format: 'litellm-spend-log' });
    expect(read(row, {}).event?.owner_team).toBeUndefined();
    expect(read(row, { owner_team: 'metadata.dept' }).event?.owner_team).toBe('growth');
  });

  test('keep the owner, counts and model that they know', () => {
    const { event } = read(
      { ...row, team_id: 'support' },
      { owner_team: 'metadata.dept', input_tokens: 'metadata.bill', model: 'metadata.dept' },
    );
    expect(event).toMatchObject({
      owner_team: 'support',
      response_model: 'gpt-4.1',
      usage: { input: 1000, output: 50 },
    });
  });

  test('are read by the map alone with --from event', () => {
    const { format, event } = read(row, { owner_team: 'metadata.dept', input_tokens: 'metadata.bill' }, 'event');
    expect(format).toBe('event');
    expect(event).toMatchObject({ owner_team: 'growth', usage: { input: 7 } });
  });

  test('of spans, at the span’s own attributes', () => {
    const attributes = [
      { key: 'gen_ai.operation.name', value: { stringValue: 'chat' } },
      { key: 'company.dept', value: { stringValue: 'growth' } },
    ];
    const span = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), name: 'chat', startTimeUnixNano: '1', attributes };
    expect(read(span, { owner_team: 'attributes.company.dept' }).event?.owner_team).toBe('growth');
  });
});
