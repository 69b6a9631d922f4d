// OpenAI cost report: amounts, line items, currencies.
import { describe, expect, test } from 'vitest';
import { openaiCosts } from '../../src/formats/openai-costs.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { parseUsd } from '../../src/model/money.ts';
import { readOne } from './read-one.ts';

const { recognises, read, eventOf } = readOne(openaiCosts);
const flat: JsonObject = {
  object: 'organization.costs.result',
  start_time: 1772409600,
  end_time: 1772496000,
  amount: { value: 0.06, currency: 'usd' },
  line_item: null,
  project_id: 'proj_claims',
};
const row: JsonObject = {
  start_time: '1772409600',
  end_time: '1772496000',
  start_time_iso: '2026-03-02T00:00:00',
  end_time_iso: '2026-03-03T00:00:00',
};

test('recognises buckets and rows of costs only', () => {
  expect(recognises({ object: 'bucket', start_time: 1, end_time: 2, results: [flat] })).toBe(true);
  expect(recognises({ ...row, amount_value: '1', amount_currency: 'usd' })).toBe(true);
  expect(recognises({ object: 'bucket', start_time: 1, end_time: 2, results: [] })).toBe(false);
  expect(recognises({ ...row, input_tokens: '5' })).toBe(false);
});

describe('amounts', () => {
  test('dollars, as a number or as text', () => {
    expect(eventOf(flat).logged_cost_usd).toBe(parseUsd('0.06'));
    expect(eventOf({ ...flat, amount: { value: '0.0600', currency: 'usd' } }).logged_cost_usd).toBe(parseUsd('0.06'));
  });
  test('thirty decimals, rounded once', () => {
    const { logged_cost_usd } = eventOf({
      ...row,
      amount_value: '0.123456789012345678901234567890',
      amount_currency: 'usd',
    });
    expect(logged_cost_usd).toBe(123_456_789_012_345_679n);
  });
  test('another currency is no cost', () => {
    expect(eventOf({ ...flat, amount: { value: 1, currency: 'eur' } }).logged_cost_usd).toBeUndefined();
  });
  test('a credit is negative', () => {
    expect(eventOf({ ...flat, amount: { value: -0.01, currency: 'usd' } }).logged_cost_usd).toBe(parseUsd('-0.01'));
  });
  test('an empty bucket of the CSV has no amount', () => {
    expect(read({ ...row, organization_name: 'Larkspur' })).toMatchObject({ kind: 'skipped', reason: 'empty' });
  });
});

describe('line items', () => {
  const withItem = (more: JsonObject) => eventOf({ ...flat, ...more });
  test('name the model and the class of tokens', () => {
    const event = withItem({
      line_item: 'gpt-4.1-mini-2025-04-14, cached input',
      quantity: '3.072',
      quantity_unit: '1000_tokens',
    });
    expect([event.model, event.usage]).toEqual(['gpt-4.1-mini-2025-04-14', { cached_input: 3072 }]);
  });
  test('seconds and images are no tokens', () => {
    const audio = { line_item: 'whisper-1, audio', quantity: 60, quantity_unit: 'duration_minutes' };
    expect(withItem(audio)).toMatchObject({ model: 'whisper-1', usage: { seconds: 3600 } });
    expect(withItem({ ...audio, line_item: 'whisper-1, input' }).usage).toEqual({ seconds: 3600 });
    expect(withItem({ ...audio, quantity_unit: 'images' }).usage).toEqual({ images: 60 });
    expect(withItem({ ...audio, quantity_unit: 'gibibyte_hours' }).usage).toBeUndefined();
  });
  test('may begin with their tier', () => {
    const item = { line_item: 'priority | gpt-5.6-sol, output, long context', quantity: 9, quantity_unit: 'tokens' };
    expect(withItem(item)).toMatchObject({ model: 'gpt-5.6-sol', service_tier: 'priority', usage: { output: 9 } });
  });
  test('are a sum of a day with neither model nor user of their own', () => {
    const event = withItem({});
    expect([event.model, event.principal, event.granularity]).toEqual([undefined, undefined, 'aggregate']);
  });
  test('the e-mail address of the CSV is never read', () => {
    const event = eventOf({ ...row, amount_value: '1', amount_currency: 'usd', user_email: 'rosa@larkspur.example' });
    expect(JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      'rosa',
    );
  });
});
