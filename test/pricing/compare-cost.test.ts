// Logged figures against the card: rounding and float noise agree, every known wrong formula is named by its own figure.
import { describe, expect, test } from 'vitest';
import { parseUsd, usdToDecimal } from '../../src/model/money.ts';
import type { Comparison } from '../../src/model/price.ts';
import { compareCost } from '../../src/pricing/compare-cost.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import type { Rates } from '../../src/pricing/rates.ts';
import { listRates } from './bundled-list.ts';
import { at, rates } from './sample-card.ts';

function compared(logged: string, request: PriceRequest, by: Rates): Comparison | undefined {
  return compareCost(parseUsd(logged) ?? -1n, request, priceUsage(request, by), by);
}

/** The causes, or how it agrees. */
function verdict(logged: string, request: PriceRequest, by: Rates = sample): string {
  const comparison = compared(logged, request, by);
  if (comparison === undefined) return 'not compared';
  if (comparison.kind === 'differs') return comparison.causes.join(' + ');
  return comparison.rounded_to === undefined ? 'agrees' : `rounded to ${comparison.rounded_to}`;
}

// Prime-like rates keep the wrong formulas apart.
const sample = rates(
  [
    {
      seller: 'acme',
      model: 'm',
      valid_from: '2026-01-01',
      prices: {
        input: '3.1',
        cached_input: '0.37',
        cache_write_5m: '3.83',
        cache_write_1h: '6.11',
        output: '15.7',
        web_search: '10',
      },
      over_context: [{ tokens: 200_000, prices: { input: '6.7', output: '23.3' } }],
    },
    {
      seller: 'acme',
      model: 'm',
      valid_to: '2026-01-01',
      prices: { input: '4.3', cached_input: '0.43', output: '21.1' },
    },
    { seller: 'acme', model: 'big', prices: { input: '16.9', cached_input: '1.7', output: '77.3' } },
    { seller: 'rival', model: 'm', prices: { input: '2.9', cached_input: '0.31', output: '13.3' } },
  ],
  { fallback: { reasoning: 'output' } },
);
const call: PriceRequest = {
  provider: 'acme',
  model: 'm',
  start: at('2026-05-01T00:00:00Z'),
  usage: { input: 10_000, cached_input: 7000, cache_write_5m: 2000, cache_write_1h: 1000, output: 900, reasoning: 300 },
};
// 0.031 + 0.00259 + 0.00766 + 0.00611 + 0.01413 + 0.00471 = 0.0662
const price = '0.0662';

test('the right price', () => {
  const right = priceUsage(call, sample);
  expect(right.kind === 'priced' && usdToDecimal(right.usd)).toBe(price);
});

describe('agreement', () => {
  test.each([
    ['exact', price, 'agrees'],
    ['float noise', '0.06620000000000001', 'agrees'],
    ['under 10^-9 USD', '0.066200001', 'agrees'],
    ['over 10^-9 USD', '0.0662000011', 'unexplained'],
  ])('%s', (_, logged, expected) => expect(verdict(logged, call)).toBe(expected));

  const odd: PriceRequest = {
    provider: 'acme',
    model: 'm',
    start: at('2026-05-01T00:00:00Z'),
    usage: { input: 1234, output: 5 },
  };
  // 0.0038254 + 0.0000785 = 0.0039039
  test.each([
    ['0.0039', 'rounded to 4'],
    ['0.00390', 'rounded to 4'],
    ['0.004', 'rounded to 4'],
    ['0.003904', 'rounded to 6'],
    ['0.00391', 'rounded to 5'],
    ['0.003903', 'unexplained'],
    ['0.0038', 'unexplained'],
  ])('0.0039039 logged as %s', (logged, expected) => expect(verdict(logged, odd)).toBe(expected));

  test('a small price is not rounded to nothing', () => {
    const tiny: PriceRequest = { ...odd, usage: { input: 10 } };
    expect(verdict('0', tiny)).toBe('logged-zero');
    expect(verdict('0.0001', tiny)).toBe('rounded to 4');
  });
  test('nothing for nothing', () => expect(verdict('0', { ...odd, usage: {} })).toBe('agrees'));
});

describe('wrong formulas', () => {
  test.each<[string, string, string]>([
    // price + 7000 x 3.1
    ['cached-input-counted-twice', '0.0879', 'cached input at the full rate and again at the cached rate'],
    // price + 7000 x (3.1 - 0.37)
    ['cached-input-at-full-rate', '0.08531', 'cached input at the full rate'],
    ['cached-input-free', '0.06361', 'cached input left out'],
    ['cache-write-ignored', '0.05243', 'cache writes left out'],
    // 0.05243 + 3000 x 3.1
    ['cache-write-at-input-rate', '0.06173', 'cache writes at the input rate'],
    ['cache-ttl-collapsed', '0.06392', 'one-hour cache writes at the five-minute rate'],
    ['cache-ttl-collapsed', '0.07076', 'five-minute cache writes at the one-hour rate'],
    ['reasoning-added-twice', '0.07091', 'reasoning counted inside the output and again'],
    ['reasoning-dropped', '0.06149', 'reasoning left out'],
    ['output-dropped', '0.04736', 'output left out'],
    ['half-price-tier', '0.0331', 'tokens at half price (batch, flex)'],
    ['double-price-tier', '0.1324', 'tokens at double price (priority)'],
    ['unit-slip', '6.62', 'x 100'],
    ['unit-slip', '0.000000066200', '/ 1000000'],
    ['unit-slip', '0.01655', '/ 4'],
  ])('%s: %s', (cause, logged, detail) => {
    expect(compared(logged, call, sample)).toEqual({
      kind: 'differs',
      logged: parseUsd(logged),
      repriced: parseUsd(price),
      causes: [cause],
      detail,
    });
  });

  const plain: PriceRequest = { ...call, usage: { input: 10_000, cached_input: 1000, output: 900 } };
  test('stale-rate', () => {
    // 10000 x 4.3 + 1000 x 0.43 + 900 x 21.1
    expect(compared('0.06242', plain, sample)).toMatchObject({
      causes: ['stale-rate'],
      detail: 'the rates of sample until 2026-01-01',
    });
  });
  test('other-seller', () => {
    // 10000 x 2.9 + 1000 x 0.31 + 900 x 13.3
    expect(compared('0.04128', plain, sample)).toMatchObject({
      causes: ['other-seller'],
      detail: 'the price of rival',
    });
  });
  test('requested-model', () => {
    // 10000 x 16.9 + 1000 x 1.7 + 900 x 77.3
    const fallback = { ...plain, model: 'big', response_model: 'm' };
    expect(compared('0.24027', fallback, sample)).toMatchObject({
      causes: ['requested-model'],
      detail: 'big as requested instead of m as served',
    });
  });
  test('long-context-ignored', () => {
    const long = { ...call, usage: { input: 200_001, output: 900 } };
    // 200001 x 3.1 + 900 x 15.7; right: 200001 x 6.7 + 900 x 23.3
    expect(compared('0.6341331', long, sample)).toMatchObject({
      causes: ['long-context-ignored'],
      detail: 'rates for prompts up to 200000 tokens',
    });
  });
  test('fees stay outside service tiers', () => {
    // 0.0331 + 0.02; right: 0.0662 + 0.02
    expect(verdict('0.0531', { ...call, usage: { ...call.usage, web_search: 2 } })).toBe('half-price-tier');
  });
  test('rounding of the wrong figure too', () => {
    expect(verdict('0.0879', call)).toBe('cached-input-counted-twice');
    expect(verdict('0.0614', call)).toBe('unexplained');
    expect(verdict('0.0615', call)).toBe('reasoning-dropped');
  });
  test('several formulas that fit are all listed, in the order of the table', () => {
    const even = rates([{ seller: 'acme', model: 'm', prices: { input: '2', cached_input: '1', output: '10' } }]);
    // 1000 x 2 + 1000 x 1 + 300 x 10 = 0.006; without output 0.003 = without input = half
    const both: PriceRequest = {
      provider: 'acme',
      model: 'm',
      usage: { input: 1000, cached_input: 1000, output: 300 },
    };
    expect(compared('0.003', both, even)).toMatchObject({
      causes: ['output-dropped', 'input-dropped', 'half-price-tier'],
      detail: 'output left out; everything but the output left out; tokens at half price (batch, flex)',
    });
  });
  test('none fits', () => {
    expect(compared('0.1', call, sample)).toMatchObject({
      causes: ['unexplained'],
      detail: '1.511 times the price of the card, which no known mistake explains',
    });
    expect(compared('-1', call, sample)).toMatchObject({ causes: ['unexplained'] });
  });
});

test('a band or no price is not compared', () => {
  expect(verdict('1', { ...call, model: 'unknown' })).toBe('not compared');
  expect(verdict('1', { provider: 'aws', model: 'anthropic.claude-sonnet', usage: { input: 1 } }, listRates)).toBe(
    'not compared',
  );
});

describe('on the bundled list', () => {
  const mini: PriceRequest = { provider: 'openai', model: 'gpt-4.1-mini' };
  test('0.00231 for 0.0009156 has no known formula', () => {
    const comparison = compared(
      '0.00231',
      { ...mini, usage: { input: 520, cached_input: 900, output: 386 } },
      listRates,
    );
    expect(comparison).toMatchObject({
      kind: 'differs',
      logged: 2_310_000_000_000_000n,
      repriced: 915_600_000_000_000n,
      causes: ['unexplained'],
    });
  });
  test('0.002 for 0.002048 is rounding to four decimals', () => {
    expect(verdict('0.002', { ...mini, usage: { input: 3200, output: 480 } }, listRates)).toBe('rounded to 4');
  });
});
