// Causes that need tiers, regions, thresholds, contracts or other models: each by its own figure, and quiet for the right one.
import { describe, expect, test } from 'vitest';
import { parseUsd, usdToDecimal } from '../../src/model/money.ts';
import { compareCost } from '../../src/pricing/compare-cost.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import { compileRates, type Rates } from '../../src/pricing/rates.ts';
import { at, card, rates } from './sample-card.ts';

const plain = { input: '3.1', cached_input: '0.37', cache_write_5m: '3.83', output: '15.7', web_search: '10' };
const over_context = [
  { tokens: 200_000, prices: { input: '6.7', cached_input: '0.71', cache_write_5m: '8.3', output: '23.3' } },
];
const sample = rates([
  {
    seller: 'acme',
    model: 'swift-one',
    prices: plain,
    over_context,
    multipliers: [{ name: 'residency', by: '1.1', regions: ['eu'] }],
    counting: { web_search: { of: 'grounded_requests' } },
    disputed: [{ source: 'another list', prices: { input: '3.3' } }],
  },
  {
    seller: 'acme',
    model: 'swift-one',
    tier: 'batch',
    prices: { input: '1.55', output: '7.85', web_search: '10' },
    over_context: [{ tokens: 200_000, prices: { input: '3.35', output: '11.65' } }],
  },
  { seller: 'acme', model: 'swift-one', tier: 'priority', prices: { input: '5.43', output: '27.4', web_search: '10' } },
  { seller: 'acme', model: 'swift-one', speed: 'fast', prices: { input: '18.6', output: '94.2' } },
  { seller: 'acme', model: 'swift-two', prices: { input: '1.7', output: '7.9' } },
  { seller: 'acme', model: 'heron', prices: { input: '0.9', output: '4.1' } },
  { seller: 'acme', model: 'heron', region: 'jp', prices: { input: '0.97', output: '4.3' } },
  {
    seller: 'aws',
    model: 'global.acme.swift-v1:0',
    match: [{ contains: 'global.acme.swift-v1' }],
    prices: { input: '3', output: '15' },
  },
  {
    seller: 'aws',
    model: 'regional.acme.swift-v1:0',
    match: [{ starts_with: 'us.acme.swift-v1' }],
    prices: { input: '3.3', output: '16.5' },
  },
  { seller: 'openrouter', model: 'acme/swift', prices: { input: '3.1', output: '15.7' } },
]);
const base: PriceRequest = { provider: 'acme', model: 'swift-one', start: at('2026-05-01T00:00:00Z') };
const short: PriceRequest = { ...base, usage: { input: 10_000, output: 900 } };
const long: PriceRequest = { ...base, usage: { input: 150_000, cached_input: 60_000, output: 900 } };

function causes(logged: string, request: PriceRequest, by: Rates = sample): string {
  const comparison = compareCost(parseUsd(logged) ?? -1n, request, priceUsage(request, by), by);
  if (comparison === undefined) return 'not compared';
  return comparison.kind === 'agrees' ? 'agrees' : comparison.causes.join(' + ');
}

function right(request: PriceRequest, by: Rates = sample): string {
  const price = priceUsage(request, by);
  return price.kind === 'priced' ? usdToDecimal(price.usd) : price.kind;
}

describe('hit', () => {
  test.each<[string, PriceRequest, string, string]>([
    // right 150000 x 6.7 + 60000 x 0.71 + 900 x 23.3 = 1.005 + 0.0426 + 0.02097 = 1.06857
    ['long-context-ignored', long, '1.06857', '0.50133'],
    // 150000 x 3.1 + 50000 x 0.37 + 10000 x 0.71 + 900 x 15.7
    ['long-context-on-excess-only', long, '1.06857', '0.50473'],
    // no class is over 200000 by itself: the plain rates, so both names are given
    ['long-context-not-for-cache', long, '1.06857', '1.04817'],
    // 10000 x 6.7 + 900 x 23.3; right 0.031 + 0.01413
    ['long-context-not-due', short, '0.04513', '0.08797'],
    ['aggregate-as-one-call', { ...short, granularity: 'aggregate' }, '0.04513', '0.08797'],
    // 10000 x 1.55 + 900 x 7.85 = 0.0155 + 0.007065
    ['batch-ignored', { ...short, service_tier: 'batch' }, '0.022565', '0.04513'],
    ['other-tier', short, '0.04513', '0.022565'],
    // 10000 x 5.43 + 900 x 27.4
    ['other-tier', short, '0.04513', '0.07896'],
    ['other-tier', { ...short, service_tier: 'priority' }, '0.07896', '0.022565'],
    ['requested-tier', { ...short, requested_tier: 'batch' }, '0.04513', '0.022565'],
    ['requested-tier', { ...short, requested_tier: 'default', service_tier: 'priority' }, '0.07896', '0.04513'],
    ['tier-ignored', { ...short, requested_tier: 'auto', service_tier: 'priority' }, '0.07896', '0.04513'],
    ['other-tier', { ...short, requested_tier: 'priority' }, '0.04513', '0.022565'],
    ['discount-applied-twice', { ...short, service_tier: 'batch' }, '0.022565', '0.0112825'],
    ['tier-ignored', { ...short, speed: 'fast' }, '0.27078', '0.04513'],
    // 0.04513 x 1.1
    ['region-uplift-ignored', { ...short, region: 'eu' }, '0.049643', '0.04513'],
    ['region-uplift-not-due', { ...short, region: 'us' }, '0.04513', '0.049643'],
    ['region-uplift-not-due', short, '0.04513', '0.049643'],
    // 10000 x 0.97 + 900 x 4.3; right 10000 x 0.9 + 900 x 4.1
    ['other-region', { ...short, model: 'heron' }, '0.01269', '0.01357'],
    // 10000 x 3 + 900 x 15 = 0.0435 and 10000 x 3.3 + 900 x 16.5 = 0.04785
    ['other-region', { ...short, provider: 'aws', model: 'us.acme.swift-v1:0' }, '0.04785', '0.0435'],
    ['other-region', { ...short, provider: 'aws', model: 'global.acme.swift-v1:0' }, '0.0435', '0.04785'],
    // 0.04513 and one fee of 10 / 1000 for three queries
    ['tool-fee-missing', { ...short, usage: { ...short.usage, web_search: 3 } }, '0.05513', '0.04513'],
    ['tool-fee-by-event', { ...short, usage: { ...short.usage, web_search: 3 } }, '0.05513', '0.07513'],
    // 10000 x 1.7 + 900 x 7.9
    ['neighbour-model', short, '0.04513', '0.02411'],
    // 10000 x 3.3 + 900 x 15.7
    ['disputed-rate', short, '0.04513', '0.04713'],
    ['logged-zero', short, '0.04513', '0'],
    ['own-key-fee-only', { ...short, provider: 'openrouter', model: 'acme/swift' }, '0.04513', '0.0022565'],
    ['upstream-cost-added-twice', { ...short, provider: 'openrouter', model: 'acme/swift' }, '0.04513', '0.09026'],
    // 900 x 15.7
    ['input-dropped', short, '0.04513', '0.01413'],
    // (10000 - 7000) x 3.1 + 7000 x 0.37 + 900 x 15.7
    [
      'cached-input-subtracted-twice',
      { ...base, usage: { input: 10_000, cached_input: 7000, output: 900 } },
      '0.04772',
      '0.02602',
    ],
    // an input of 10000 beside 12000 cached is cut to nothing
    [
      'cached-input-subtracted-twice',
      { ...base, usage: { input: 10_000, cached_input: 12_000, output: 900 } },
      '0.04957',
      '0.01857',
    ],
  ])('%s', (cause, request, price, logged) => {
    expect(right(request)).toBe(price);
    expect(causes(price, request)).toBe('agrees');
    expect(causes(logged, request).split(' + ')).toContain(cause);
  });

  test('long-context-by-class: 210,000 uncached are long by themselves, the cache is not', () => {
    const request = { ...base, usage: { input: 210_000, cached_input: 60_000, output: 900 } };
    // 210000 x 6.7 + 60000 x 0.37 + 900 x 15.7; right 1.407 + 0.0426 + 0.02097
    expect(right(request)).toBe('1.47057');
    expect(causes('1.44333', request)).toBe('long-context-by-class');
  });

  test('a batch call at the batch price without the long tier', () => {
    const request = { ...base, service_tier: 'batch', usage: { input: 210_000, output: 900 } };
    // 210000 x 3.35 + 900 x 11.65; without 210000 x 1.55 + 900 x 7.85
    expect(right(request)).toBe('0.713985');
    expect(causes('0.332565', request)).toBe('long-context-ignored');
  });

  test('contract-ignored', () => {
    const contract = card([], { id: 'contract', adjustments: [{ name: 'ten off', percent: '10', seller: 'acme' }] });
    const layered = compileRates([
      card([{ seller: 'acme', model: 'm', prices: { input: '3.1', output: '15.7' } }]),
      contract,
    ]);
    expect(right({ ...short, model: 'm' }, layered)).toBe('0.040617');
    expect(causes('0.04513', { ...short, model: 'm' }, layered)).toBe('contract-ignored');
  });
});

describe('quiet', () => {
  test.each<[string, PriceRequest, string]>([
    ['a standard call at twice its price is no tier that is listed', short, '0.09026'],
    ['a model of another brand is no neighbour', { ...short, model: 'swift-two' }, '0.01269'],
    ['a seller that is no gateway charges no fee for own keys', short, '0.0022565'],
    ['a figure nobody lists', short, '0.0777'],
  ])('%s', (_, request, logged) => {
    expect(causes(logged, request)).toMatch(/^(unexplained|double-price-tier)$/);
  });
  test('a roll-up over the threshold in sum is not long', () => {
    const request = { ...base, granularity: 'aggregate' as const, usage: { input: 900_000, output: 900 } };
    // 900000 x 3.1 + 900 x 15.7
    expect(right(request)).toBe('2.80413');
    expect(causes('2.80413', request)).toBe('agrees');
  });
  test('a free call logged as nothing', () => {
    const free = rates([{ seller: 'acme', model: 'm:free', prices: { input: '0', output: '0' } }]);
    expect(causes('0', { ...short, model: 'm:free' }, free)).toBe('agrees');
  });
});

test('thousands of calls no formula explains are judged within the test, on a list of many models', () => {
  const many = rates(
    Array.from({ length: 400 }, (_, index) => ({
      seller: 'acme',
      model: `swift-${index}`,
      prices: { input: `1.${index + 1000}`, output: '7.9' },
    })),
  );
  const request = { ...short, model: 'swift-7' };
  const price = priceUsage(request, many);
  for (let n = 0; n < 2_000; n += 1) {
    const compared = compareCost(77_777_777_777_777_777n + BigInt(n) * 10n ** 9n, request, price, many);
    expect(compared).toMatchObject({ kind: 'differs', causes: ['unexplained'] });
  }
});
