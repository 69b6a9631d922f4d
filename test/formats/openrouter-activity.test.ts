import { expect, test } from 'vitest';
import { openrouterActivity } from '../../src/formats/openrouter-activity.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { eventOf, eventsOf } = readOne(openrouterActivity);
const day: JsonObject = {
  date: '2026-03-02',
  model: 'openai/gpt-4.1-mini',
  model_permaslug: 'openai/gpt-4.1-mini-2025-04-14',
  endpoint_id: 'e-1',
  provider_name: 'OpenAI',
  usage: 1.25,
  byok_usage_inference: 0,
  requests: 640,
  prompt_tokens: 1400000,
  completion_tokens: 210000,
  reasoning_tokens: 30000,
};

test('a day of one model is an aggregate over 24 hours', () => {
  expect(eventOf(day)).toMatchObject({
    role: 'call',
    granularity: 'aggregate',
    requests: 640,
    provider: 'openrouter',
    start: 1772409600000000000n,
    end: 1772496000000000000n,
    usage: { input: 1400000, output: 180000, reasoning: 30000 },
    logged_cost_usd: parseUsd('1.25'),
  });
});

test('also of a single request, and with a clock in the date', () => {
  expect(eventOf({ ...day, requests: 1, date: '2026-03-02 00:00:00' })).toMatchObject({
    granularity: 'aggregate',
    start: 1772409600000000000n,
  });
});

test('what providers billed on own keys is a row of theirs, without the tokens again', () => {
  const [charged, billed, ...more] = eventsOf({ ...day, usage: 0.05, byok_usage_inference: 2.5 });
  expect(more).toEqual([]);
  expect(charged).toMatchObject({ provider: 'openrouter', logged_cost_usd: parseUsd('0.05'), requests: 640 });
  expect(billed).toMatchObject({ provider: 'OpenAI', logged_cost_usd: parseUsd('2.5') });
  expect(billed).not.toHaveProperty('usage');
  expect(billed).not.toHaveProperty('requests');
});

test('where OpenRouter charged nothing, the tokens are the provider’s, too', () => {
  expect(eventOf({ ...day, usage: 0, byok_usage_inference: 2.5 })).toMatchObject({
    provider: 'OpenAI',
    requests: 640,
    usage: { input: 1400000, output: 180000, reasoning: 30000 },
    logged_cost_usd: parseUsd('2.5'),
  });
});
