import { describe, expect, test } from 'vitest';
import { litellmDaily } from '../../src/formats/litellm-daily.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { read, eventOf, eventsOf } = readOne(litellmDaily);
const metrics = (spend: number, input: number, output: number, requests: number): JsonObject => ({
  spend,
  prompt_tokens: input,
  completion_tokens: output,
  api_requests: requests,
});
const day = (total: JsonObject, models: JsonObject): JsonObject => ({
  date: '2026-03-02',
  metrics: total,
  breakdown: { models, providers: { openai: { metrics: total } } },
});

describe('a day', () => {
  test('is read once, by model and key', () => {
    const keys = {
      k1: { metrics: metrics(1, 1500, 400, 7), metadata: { key_alias: 'support-prod', team_id: 't-now' } },
      k2: { metrics: metrics(0.5, 500, 100, 3), metadata: { key_alias: null } },
    };
    const models = {
      'gpt-4.1-mini': { metrics: metrics(1.5, 2000, 500, 10), api_key_breakdown: keys },
      'anthropic/claude': { metrics: metrics(2, 1000, 200, 2), api_key_breakdown: {} },
    };
    const events = eventsOf(day(metrics(3.5, 3000, 700, 12), models));
    expect(events.map((event) => [event.response_model, event.api_key_id, event.virtual_key, event.requests])).toEqual([
      ['gpt-4.1-mini', 'k1', 'support-prod', 7],
      ['gpt-4.1-mini', 'k2', undefined, 3],
      ['anthropic/claude', undefined, undefined, 2],
    ]);
    expect(events.map((event) => event.logged_cost_usd)).toEqual(['1', '0.5', '2'].map(parseUsd));
    expect(events.every((event) => event.granularity === 'aggregate')).toBe(true);
    expect(events.every((event) => event.owner_team === undefined)).toBe(true);
  });
  test('whose models do not add up is one row', () => {
    const models = { m: { metrics: metrics(1, 100, 10, 1) } };
    expect(eventOf(day(metrics(9, 9000, 900, 40), models))).toMatchObject({
      requests: 40,
      usage: { input: 9000, output: 900 },
    });
  });
  test('of an old version has flat metrics', () => {
    expect(eventOf(day(metrics(1.5, 2000, 500, 10), { 'gpt-4o': metrics(1.5, 2000, 500, 10) }))).toMatchObject({
      response_model: 'gpt-4o',
      logged_cost_usd: parseUsd('1.5'),
    });
  });
  test('without spend and tokens is empty', () => {
    expect(read(day(metrics(0, 0, 0, 0), {}))).toMatchObject({ kind: 'skipped', reason: 'empty' });
  });
});

test('a spend report names teams, but the unassigned one is nobody', () => {
  const teams = [
    {
      team_name: 'support-platform',
      total_spend: 1.5,
      metadata: [{ model: 'gpt-4.1-mini', spend: 1.5, api_key: 'k1' }],
    },
    { team_name: 'Unassigned Team', total_spend: 0.7, metadata: [] },
  ];
  const events = eventsOf({ group_by_day: '2026-03-02T00:00:00Z', teams });
  expect(events.map((event) => [event.owner_team, event.response_model, event.logged_cost_usd])).toEqual([
    ['support-platform', 'gpt-4.1-mini', parseUsd('1.5')],
    [undefined, undefined, parseUsd('0.7')],
  ]);
});
