import { expect, test } from 'vitest';
import { apartKind, classInWords, tierOf } from '../../../src/audit/reconcile/line-meaning.ts';
import { makeCall } from '../../trace/make-event.ts';

test.each([
  ['uncached_input_tokens', 'input'],
  ['input_no_cache', 'input'],
  ['cache_read_input_tokens', 'cached_input'],
  ['input_cache_read', 'cached_input'],
  ['cache_creation.ephemeral_5m_input_tokens', 'cache_write_5m'],
  ['input_cache_write_5m', 'cache_write_5m'],
  ['cache_creation.ephemeral_1h_input_tokens', 'cache_write_1h'],
  ['input_cache_write_1h', 'cache_write_1h'],
  ['output_tokens', 'output'],
  ['gpt-4.1-mini, cached input', 'cached_input'],
  ['web search tool calls', 'web_search'],
  ['session_usage', undefined],
])('money for %s is for the class %s', (words, expected) => {
  expect(classInWords(makeCall({ unit_price_source: words }))).toBe(expected);
});

test.each([
  ['tax', 'tax'],
  ['Sales tax', 'tax'],
  ['edpdiscount', 'credit'],
  ['refund', 'credit'],
  ['rounding_error', 'adjustment'],
  ['purchase', 'commitment'],
  ['savingsplanrecurringfee', 'commitment'],
  ['fee', 'fee'],
  ['usage', undefined],
  ['completions', undefined],
])('%s is kept apart as %s', (operation, expected) => {
  const { usage: _, ...line } = makeCall({ operation, logged_cost_usd: 1n });
  expect(apartKind(line, operation === 'completions' ? 'input' : undefined)).toBe(expected);
});

test('a negative amount without a class takes something back, one with a class corrects use', () => {
  const { usage: _, ...line } = makeCall({ logged_cost_usd: -1n });
  expect([apartKind(line, undefined), apartKind(line, 'input')]).toEqual(['credit', undefined]);
});

test('tiers', () => {
  expect(
    [undefined, 'default', 'auto', 'standard', 'Batch', 'flex_discount', 'priority_on_demand'].map(tierOf),
  ).toEqual(['standard', 'standard', 'standard', 'standard', 'batch', 'flex', 'priority']);
});
