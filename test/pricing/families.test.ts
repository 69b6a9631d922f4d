// Family names: version and date tokens may be added anywhere, nothing else may.
import { expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { isOfFamily } from '../../src/pricing/families.ts';
import { priceUsage } from '../../src/pricing/price-usage.ts';
import { listRates } from './bundled-list.ts';
import { rates } from './sample-card.ts';

test.each([
  ['aws', 'anthropic.claude-sonnet', 'regional.anthropic.claude-sonnet-4-5-20250929-v1:0', true],
  ['aws', 'anthropic.claude-sonnet', 'regional.anthropic.claude-3-5-sonnet-20241022-v2:0', true],
  ['aws', 'claude-sonnet', 'global.anthropic.claude-sonnet-5-v1:0', true],
  ['aws', 'us.anthropic.claude-sonnet', 'regional.anthropic.claude-sonnet-5-v1:0', true],
  ['aws', 'us.anthropic.claude-sonnet', 'global.anthropic.claude-sonnet-5-v1:0', false],
  ['aws', 'global.anthropic.claude-sonnet', 'regional.anthropic.claude-sonnet-5-v1:0', false],
  ['aws', 'meta.claude-sonnet', 'global.anthropic.claude-sonnet-5-v1:0', false],
  ['anthropic', 'claude-haiku', 'claude-3-5-haiku-latest', true],
  ['anthropic', 'claude-sonnet-4', 'claude-sonnet-4-6', true],
  ['anthropic', 'claude-sonnet-4', 'claude-sonnet-5', false],
  ['anthropic', 'claude-sonnet', 'claude-opus-5', false],
  ['anthropic', 'claude', 'claude-opus-5', false],
  ['openai', 'gpt', 'gpt-4.1', true],
  ['openai', 'gpt-4.1', 'gpt-4.1', false],
  ['openai', 'gpt-5', 'gpt-5-mini', false],
  ['openai', '4', 'gpt-4', false],
  ['openai', '', '4', false],
  ['openrouter', 'claude-sonnet', 'anthropic/claude-sonnet-4', true],
  ['openrouter', 'anthropic/claude-sonnet', 'acme/claude-sonnet-4', false],
])('%s: %s has the member %s: %s', (seller, name, model, expected) => {
  expect(isOfFamily(seller, name, model)).toBe(expected);
});

test('bedrock and anthropic.claude-sonnet: every candidate of the list, 18,400 tokens in and 2,100 out', () => {
  const usage = { input: 18_400, output: 2100 };
  const price = priceUsage({ provider: 'bedrock', model: 'anthropic.claude-sonnet', usage }, listRates);
  expect(price.kind).toBe('band');
  if (price.kind !== 'band') return;
  expect(price.candidates.map(({ source, usd }) => `${usdToDecimal(usd)} ${source.model}`)).toEqual([
    '0.0578 global.anthropic.claude-sonnet-5-v1:0',
    '0.06358 regional.anthropic.claude-sonnet-5-v1:0',
    '0.0867 global.anthropic.claude-sonnet-4-20250514-v1:0',
    '0.0867 global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    '0.0867 global.anthropic.claude-sonnet-4-6-v1:0',
    '0.0867 regional.anthropic.claude-3-5-sonnet-20240620-v1:0',
    '0.0867 regional.anthropic.claude-3-5-sonnet-20241022-v2:0',
    '0.0867 regional.anthropic.claude-3-7-sonnet-20250219-v1:0',
    '0.0867 regional.anthropic.claude-3-sonnet-20240229-v1:0',
    '0.0867 regional.anthropic.claude-sonnet-4-20250514-v1:0',
    '0.09537 regional.anthropic.claude-sonnet-4-5-20250929-v1:0',
    '0.09537 regional.anthropic.claude-sonnet-4-6-v1:0',
  ]);
  expect([price.low, price.high].map(usdToDecimal)).toEqual(['0.0578', '0.09537']);
});

test('one candidate is a band too, and a candidate that cannot be priced is left out of it', () => {
  const sample = rates([
    { seller: 'acme', model: 'swift-2', prices: { input: '2' } },
    { seller: 'acme', model: 'swift-1', prices: { output: '1' } },
  ]);
  const band = priceUsage({ provider: 'acme', model: 'swift', usage: { input: 1_000_000 } }, sample);
  expect(band).toMatchObject({
    kind: 'band',
    low: 2n * 10n ** 18n,
    high: 2n * 10n ** 18n,
    candidates: [{ source: { model: 'swift-2' } }],
  });
  const none = priceUsage({ provider: 'acme', model: 'swift', usage: { image_in: 1 } }, sample);
  expect(none).toMatchObject({ kind: 'unpriced', why: 'class without a rate' });
});

test('Azure answers gpt-4 and gpt-35-turbo for several models', () => {
  const price = priceUsage(
    { provider: 'azure', model: 'my-deployment', response_model: 'gpt-4', usage: { input: 1000 } },
    listRates,
  );
  expect(price).toMatchObject({
    kind: 'band',
    candidates: [
      { source: { seller: 'azure', model: 'gpt-4-turbo' }, usd: 10n ** 16n },
      { source: { seller: 'openai', model: 'gpt-4', billed_by: 'azure' }, usd: 3n * 10n ** 16n },
    ],
  });
  expect(priceUsage({ provider: 'openai', model: 'gpt-4', usage: { input: 1000 } }, listRates)).toMatchObject({
    kind: 'priced',
  });
});
