// What a card can say besides prices: places, speeds, endpoints, multipliers, counting rules, contracts, currencies, aliases.
import { describe, expect, test } from 'vitest';
import { usdToDecimal } from '../../src/model/money.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import { compileRates, type Rates } from '../../src/pricing/rates.ts';
import { at, card, rates } from './sample-card.ts';

const million = { input: 1_000_000 };

function usd(request: PriceRequest, by: Rates): string {
  const price = priceUsage({ provider: 'acme', model: 'm', usage: million, ...request }, by);
  return price.kind === 'priced' ? usdToDecimal(price.usd) : price.kind === 'unpriced' ? price.why : price.kind;
}

describe('selectors: the most specific row holds', () => {
  const sample = rates([
    { seller: 'acme', model: 'm', prices: { input: '1' } },
    { seller: 'acme', model: 'm', region: 'us', prices: { input: '2' } },
    { seller: 'acme', model: 'm', region: ['us-east-1', 'us-west-2'], prices: { input: '3' } },
    { seller: 'acme', model: 'm', region: 'us', endpoint: '/v1/realtime', prices: { input: '4' } },
    { seller: 'acme', model: 'm', speed: 'fast', prices: { input: '6' } },
    { seller: 'acme', model: 'm', tier: 'provisioned', prices: { input: '0', output: '0' } },
  ]);
  test.each<[string, PriceRequest, string]>([
    ['no place', {}, '1'],
    ['a place nobody lists', { region: 'eu-west-1' }, '1'],
    ['a place that is not known', { region: 'not_available' }, '1'],
    ['the very region', { region: 'US-WEST-2' }, '3'],
    ['the geography of a region', { region: 'us-east-2' }, '2'],
    ['gov is no part of us', { region: 'us-gov-west-1' }, '1'],
    ['place and endpoint', { region: 'us', endpoint: '/v1/Realtime' }, '4'],
    ['the endpoint elsewhere', { region: 'eu', endpoint: '/v1/realtime' }, '1'],
    ['the speed', { speed: 'fast' }, '6'],
    ['the speed where the tier stands', { service_tier: 'fast' }, '6'],
    ['a speed nobody sells', { speed: 'turbo' }, 'tier without a rate'],
    ['reserved capacity costs nothing per token', { service_tier: 'PROVISIONED_THROUGHPUT' }, '0'],
    ['fast batches are not sold', { speed: 'fast', service_tier: 'batch' }, 'tier without a rate'],
  ])('%s', (_, request, expected) => expect(usd(request, sample)).toBe(expected));
});

describe('multipliers', () => {
  const sample = rates([
    {
      seller: 'acme',
      model: 'm',
      prices: { input: '3', output: '7', web_search: '10' },
      over_context: [{ tokens: 2_000_000, prices: { input: '6' } }],
      multipliers: [
        { name: 'residency', by: '11/10', regions: ['eu'] },
        { name: 'thirds', by: '1/3', classes: ['output'], regions: ['jp'] },
        { name: 'not here', by: '1.5', not_regions: ['eu', 'jp', 'us', 'global'] },
      ],
    },
  ]);
  test.each<[string, PriceRequest, string]>([
    ['elsewhere', { region: 'us' }, '3'],
    ['no place', {}, '3'],
    ['a place', { region: 'eu' }, '3.3'],
    ['a region of it', { region: 'europe-west4' }, '3.3'],
    ['outside of the places named', { region: 'br' }, '4.5'],
    ['long prompts too', { region: 'eu', usage: { input: 3_000_000 } }, '19.8'],
    ['fees are left alone', { region: 'eu', usage: { web_search: 1000 } }, '10'],
  ])('%s', (_, request, expected) => expect(usd(request, sample)).toBe(expected));

  test.each<[string, string, string]>([
    ['before an uplift begins', '2026-06-30T23:59:59Z', '3'],
    ['from its first instant', '2026-07-01T00:00:00Z', '3.3'],
    ['the second takes the place of the first', '2026-09-01T00:00:00Z', '3.6'],
  ])('dated: %s', (_, start, expected) => {
    const dated = rates([
      {
        seller: 'acme',
        model: 'm',
        prices: { input: '3' },
        multipliers: [
          { name: 'residency', by: '1.1', regions: ['eu'], valid_from: '2026-07-01', valid_to: '2026-09-01' },
          { name: 'residency', by: '1.2', regions: ['eu'], valid_from: '2026-09-01' },
        ],
      },
    ]);
    expect(usd({ region: 'eu', start: at(start) }, dated)).toBe(expected);
    expect(usd({ region: 'us', start: at(start) }, dated)).toBe('3');
  });

  test('a discount of a contract and a dated uplift hold together, each in its time', () => {
    const below = card([
      {
        seller: 'acme',
        model: 'm',
        prices: { input: '10' },
        multipliers: [{ name: 'residency', by: '1.1', regions: ['eu'], valid_from: '2026-07-01' }],
      },
    ]);
    const contract = card([], {
      id: 'contract',
      adjustments: [{ name: 'deal', percent: '20', valid_from: '2026-08-01' }],
    });
    const both = compileRates([below, contract]);
    // 10, then 10 x 1.1, then 10 x 1.1 x 0.8.
    expect(usd({ region: 'eu', start: at('2026-06-30T00:00:00Z') }, both)).toBe('10');
    expect(usd({ region: 'eu', start: at('2026-07-31T00:00:00Z') }, both)).toBe('11');
    expect(usd({ region: 'eu', start: at('2026-08-01T00:00:00Z') }, both)).toBe('8.8');
  });

  test('a rate finer than 10^-18 stays exact until the line is rounded', () => {
    // 7 / 3 x 3 million tokens is 7, though a rate of 2.333… is not whole.
    const price = priceUsage({ provider: 'acme', model: 'm', region: 'jp', usage: { output: 3_000_000 } }, sample);
    expect(price).toMatchObject({
      kind: 'priced',
      usd: 7n * 10n ** 18n,
      lines: [
        {
          rate: 2_333_333_333_333_333_333n,
          list_rate: 7n * 10n ** 18n,
          scaled: [{ name: 'thirds', kind: 'uplift', by: '1/3' }],
        },
      ],
    });
    expect(price.kind === 'priced' && price.lines[0]?.rounded).toBeUndefined();
    const one = priceUsage({ provider: 'acme', model: 'm', region: 'jp', usage: { output: 1 } }, sample);
    expect(one).toMatchObject({ usd: 2_333_333_333_333n, lines: [{ rounded: true }] });
  });
});

describe('counting rules', () => {
  const sample = rates([
    {
      seller: 'acme',
      model: 'm',
      prices: { input: '1', web_search: '35', file_search: '2', seconds: '3600', code_execution: '1000' },
      counting: {
        web_search: { of: 'grounded_requests' },
        file_search: { free: 2 },
        seconds: { minimum: 10, step: 5 },
      },
    },
  ]);
  test.each<[string, PriceRequest, string]>([
    ['five searches of one prompt', { usage: { web_search: 5 } }, '0.035'],
    ['a sum of 7 requests', { usage: { web_search: 50, requests: 7 }, granularity: 'aggregate' }, '0.245'],
    ['a sum of who knows how many', { usage: { web_search: 50 }, granularity: 'aggregate' }, '1.75'],
    ['two are free', { usage: { file_search: 2 } }, '0'],
    ['the third is not', { usage: { file_search: 3 } }, '0.002'],
    ['at least ten seconds', { usage: { seconds: 3 } }, '10'],
    ['in steps of five', { usage: { seconds: 11 } }, '15'],
  ])('%s', (_, request, expected) => expect(usd(request, sample)).toBe(expected));
  test('the line shows both counts', () => {
    expect(priceUsage({ provider: 'acme', model: 'm', usage: { web_search: 5 } }, sample)).toMatchObject({
      lines: [{ class: 'web_search', count: 1, logged_count: 5 }],
    });
  });
});

describe('contracts', () => {
  const base = card([
    { seller: 'acme', model: 'm', prices: { input: '10', output: '20', web_search: '10' } },
    { seller: 'acme', model: 'm', tier: 'batch', prices: { input: '5' } },
    { seller: 'acme', model: 'm-mini', prices: { input: '10' } },
    { seller: 'rival', model: 'm', prices: { input: '10' } },
  ]);
  const contract = card([{ seller: 'acme', model: 'own', prices: { input: '10' } }], {
    id: 'contract',
    adjustments: [
      { name: 'all', percent: '10', seller: 'acme' },
      { name: 'mini', percent: '25', seller: 'acme', model: { equals: 'm-mini' } },
      { name: 'output', percent: '50', seller: 'acme', model: { equals: 'm' }, tier: 'standard', classes: ['output'] },
      {
        name: 'summer',
        percent: '20',
        seller: 'acme',
        model: { equals: 'm' },
        tier: 'batch',
        valid_from: '2026-06-01',
        valid_to: '2026-09-01',
      },
      { name: 'gateway fee', kind: 'markup', percent: '5', seller: 'rival' },
    ],
  });
  const layered = compileRates([base, contract]);
  test.each<[string, PriceRequest, string]>([
    ['by seller', {}, '9'],
    ['by model, instead of by seller', { model: 'm-mini' }, '7.5'],
    ['by class', { usage: { output: 1_000_000 } }, '10'],
    ['fees are left alone', { usage: { web_search: 1000 } }, '10'],
    ['before its time', { service_tier: 'batch', start: at('2026-05-31T23:59:59Z') }, '4.5'],
    ['in its time', { service_tier: 'batch', start: at('2026-06-01T00:00:00Z') }, '4'],
    ['after its time', { service_tier: 'batch', start: at('2026-09-01T00:00:00Z') }, '4.5'],
    ['a markup', { provider: 'rival' }, '10.5'],
    ['the contract’s own rows are final', { model: 'own' }, '10'],
  ])('%s', (_, request, expected) => expect(usd(request, layered)).toBe(expected));
  test('the line names the term', () => {
    expect(priceUsage({ provider: 'acme', model: 'm', usage: million }, layered)).toMatchObject({
      lines: [
        { rate: 9n * 10n ** 18n, list_rate: 10n * 10n ** 18n, scaled: [{ name: 'all', kind: 'discount', by: '9/10' }] },
      ],
    });
  });
});

describe('currency', () => {
  const sample = rates([{ seller: 'acme', model: 'm', valid_from: '2026-01-15', prices: { input: '2' } }], {
    currency: 'EUR',
    fx: [
      { valid_from: '2026-02-01', usd: '1.0842', source: 'ECB 2026-01-30' },
      { valid_from: '2026-03-01', usd: '1.1', source: 'ECB 2026-02-27' },
    ],
  });
  test.each<[string, PriceRequest, string]>([
    ['before the first rate', { start: at('2026-01-20T00:00:00Z') }, 'not on sale then'],
    ['at the first', { start: at('2026-02-01T00:00:00Z') }, '2.1684'],
    ['at the second', { start: at('2026-03-01T00:00:00Z') }, '2.2'],
    ['no time: the newest', {}, '2.2'],
  ])('%s', (_, request, expected) => expect(usd(request, sample)).toBe(expected));
});

test('an alias moves with time', () => {
  const sample = rates([
    { seller: 'acme', model: 'm-1', prices: { input: '1' } },
    { seller: 'acme', model: 'm-2', prices: { input: '2' } },
    { seller: 'acme', model: 'm-2', tier: 'batch', prices: { input: '1.5' } },
    { seller: 'acme', model: 'm-latest', valid_to: '2026-04-01', alias_of: 'm-1', prices: {} },
    { seller: 'acme', model: 'm-latest', valid_from: '2026-04-01', alias_of: 'm-2', prices: {} },
  ]);
  const latest = (start: string, service_tier?: string): string =>
    usd({ model: 'm-latest', start: at(start), ...(service_tier && { service_tier }) }, sample);
  expect(latest('2026-03-31T23:59:59Z')).toBe('1');
  expect(latest('2026-04-01T00:00:00Z')).toBe('2');
  expect(latest('2026-04-01T00:00:00Z', 'batch')).toBe('1.5');
  expect(latest('2026-03-01T00:00:00Z', 'batch')).toBe('not on sale then');
});

describe('a card that contradicts itself', () => {
  const row = { seller: 'acme', model: 'm', prices: { input: '1' } };
  test.each<[string, readonly unknown[], Record<string, unknown>, RegExp]>([
    [
      'one region twice',
      [
        { ...row, region: ['us', 'eu'] },
        { ...row, region: 'EU' },
      ],
      {},
      /both price/,
    ],
    [
      'told apart by region and by endpoint',
      [
        { ...row, region: 'us' },
        { ...row, endpoint: '/a' },
      ],
      {},
      /both price/,
    ],
    ['a currency without a rate', [row], { currency: 'EUR' }, /in EUR and has no exchange rate/],
    ['an alias of nothing', [row, { ...row, model: 'n', alias_of: 'x', prices: {} }], {}, /is an alias of "x"/],
    [
      'an alias of an alias',
      [row, { ...row, model: 'n', alias_of: 'm', prices: {} }, { ...row, model: 'o', alias_of: 'n', prices: {} }],
      {},
      /is an alias of "n"/,
    ],
    [
      'two equal discounts',
      [row],
      {
        adjustments: [
          { name: 'a', percent: '5', seller: 'acme' },
          { name: 'b', percent: '7', model: { equals: 'm' } },
        ],
      },
      /neither is more specific/,
    ],
    [
      'an uplift that ends before it starts',
      [{ ...row, multipliers: [{ name: 'a', by: '1.1', valid_from: '2026-02-01', valid_to: '2026-01-01' }] }],
      {},
      /multipliers\[0\] ends before it starts/,
    ],
    ['more than everything off', [row], { adjustments: [{ name: 'a', percent: '101' }] }, /more than 100 %/],
  ])('%s', (_, rows, more, message) => expect(() => card(rows, more)).toThrow(message));

  test.each<[string, readonly unknown[], Record<string, unknown>]>([
    [
      'a region and its geography',
      [
        { ...row, region: 'us' },
        { ...row, region: 'us-east-1' },
      ],
      {},
    ],
    ['two speeds', [row, { ...row, speed: 'fast' }], {}],
    [
      'a discount and a markup',
      [row],
      {
        adjustments: [
          { name: 'a', percent: '5' },
          { name: 'b', percent: '5', kind: 'markup' },
        ],
      },
    ],
    [
      'discounts one after the other',
      [row],
      {
        adjustments: [
          { name: 'a', percent: '5', valid_to: '2026-01-01' },
          { name: 'b', percent: '7', valid_from: '2026-01-01' },
        ],
      },
    ],
  ])('fine: %s', (_, rows, more) => expect(() => card(rows, more)).not.toThrow());
});
