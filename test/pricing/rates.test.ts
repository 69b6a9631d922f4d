// Cards over cards: the last one goes first, as far as it holds.
import { expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import { compileRates } from '../../src/pricing/rates.ts';
import { list, listRates } from './bundled-list.ts';
import { at, card } from './sample-card.ts';

const contract = card(
  [
    {
      seller: 'OpenAI',
      model: 'gpt-4.1-mini',
      valid_from: '2026-01-01',
      valid_to: '2026-07-01',
      prices: { input: '0.30', output: '1.20' },
    },
    { seller: 'bedrock', model: 'regional.amazon.nova-2-lite-v1:0', prices: { input: '0.1' } },
    { seller: 'azure', model: 'gpt-4o', prices: { input: '1' } },
    { seller: 'openai', model: 'o-series', match: [{ regex: 'o[34](-mini)?' }], prices: { input: '9' } },
  ],
  { id: 'contract-7' },
);
const layered = compileRates([list, contract]);
const million = { input: 1_000_000 };

function source(request: PriceRequest): string {
  const price = priceUsage({ usage: million, ...request }, layered);
  return price.kind === 'priced' ? `${price.source.card} ${usdToDecimal(price.usd)}` : price.kind;
}

test.each<[string, PriceRequest, string]>([
  ['in its time', { provider: 'openai', model: 'gpt-4.1-mini', start: at('2026-03-01T00:00:00Z') }, 'contract-7 0.3'],
  [
    'for the snapshots of the model too',
    { provider: 'openai', model: 'gpt-4.1-mini-2025-04-14', start: at('2026-03-01T00:00:00Z') },
    'contract-7 0.3',
  ],
  [
    'after its time the list',
    { provider: 'openai', model: 'gpt-4.1-mini', start: at('2026-07-01T00:00:00Z') },
    'list-2026-09-23 0.4',
  ],
  ['under any name of the seller', { provider: 'aws', model: 'eu.amazon.nova-2-lite-v1:0' }, 'contract-7 0.1'],
  ['for the seller it names', { provider: 'azure', model: 'gpt-4o' }, 'contract-7 1'],
  ['not for the lender', { provider: 'openai', model: 'gpt-4o' }, 'list-2026-09-23 2.5'],
  ['by its matchers', { provider: 'openai', model: 'o4-mini' }, 'contract-7 9'],
  ['whole ids only', { provider: 'openai', model: 'o4-mini-high' }, 'list-2026-09-23 1.1'],
])('%s', (_, request, expected) => expect(source(request)).toBe(expected));

test('a class the contract leaves out is not filled from the list', () => {
  const price = priceUsage(
    { provider: 'openai', model: 'gpt-4.1-mini', start: at('2026-03-01T00:00:00Z'), usage: { cached_input: 1 } },
    layered,
  );
  expect(price).toEqual({
    kind: 'unpriced',
    why: 'class without a rate',
    detail: 'contract-7 has no cached_input rate for OpenAI gpt-4.1-mini',
  });
});

test('the cards are named in the order given', () => {
  expect(layered.cards).toEqual([
    {
      id: 'list-2026-09-23',
      as_of: '2026-09-23',
      source:
        'genai-prices 0.1.8, litellm price map 2026-08-01, Portkey models 2026-08-21 (all MIT), own dated changes',
    },
    { id: 'contract-7' },
  ]);
});

test('rival matchers that fit alike give a band, the longer text wins', () => {
  const rates = compileRates([
    card([
      { seller: 'acme', model: 'a', match: [{ starts_with: 'swift' }], prices: { input: '1' } },
      { seller: 'acme', model: 'b', match: [{ ends_with: '-fast' }], prices: { input: '2' } },
      { seller: 'acme', model: 'c', match: [{ starts_with: 'swift-x-' }], prices: { input: '3' } },
      { seller: 'acme', model: 'd', match: [{ contains: 'swift-x-long-text' }], prices: { input: '4' } },
      { seller: 'acme', model: 'e', match: [{ equals: 'Swift-X-One' }], prices: { input: '5' } },
    ]),
  ]);
  const usd = (model: string): string => {
    const price = priceUsage({ provider: 'acme', model, usage: million }, rates);
    return price.kind === 'priced'
      ? usdToDecimal(price.usd)
      : price.kind === 'band'
        ? price.candidates.map(({ source: { model: id } }) => id).join()
        : price.why;
  };
  expect(['swift-1', 'swift-fast', 'swift-x-fast', 'swift-x-long-text', 'SWIFT-x-one', 'swan'].map(usd)).toEqual([
    '1',
    'a,b',
    '3',
    '3',
    '5',
    'unknown model',
  ]);
});

test('no match reaches past the seller and the id: unknown snapshots and siblings stay unknown', () => {
  const why = (provider: string, model: string): string =>
    priceUsage({ provider, model, usage: million }, listRates).kind;
  expect(why('openai', 'gpt-4.1-mini-2027-01-01')).toBe('unpriced');
  expect(why('openai', 'gpt-4.1-micro')).toBe('unpriced');
  expect(why('openai', 'xgpt-4o')).toBe('unpriced');
  expect(why('google', 'gemini-2.5-pro-next-tts')).toBe('unpriced');
  expect(why('aws', 'amazon.titan-embed-text-v9:0')).toBe('unpriced');
});
