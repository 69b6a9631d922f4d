// Ruling guesses out by floats must never lose one that exact arithmetic would find.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Usd } from '../../src/model/money.ts';
import { caseOf, compareCost, explanations, guessesNear } from '../../src/pricing/compare-cost.ts';
import { type PriceRequest, priceUsage } from '../../src/pricing/price-usage.ts';
import { compileRates, type Rates } from '../../src/pricing/rates.ts';
import type { Case } from '../../src/pricing/wrong-case.ts';
import { guessesOf } from '../../src/pricing/wrong-formulas.ts';
import { listRates } from './bundled-list.ts';
import { at, card } from './sample-card.ts';

/** Tiers, places, thresholds, rules for counting, fees, fallbacks, rivals and a contract. */
const own = compileRates([
  card(
    [
      {
        seller: 'acme',
        model: 'swift-one',
        valid_from: '2026-01-01',
        prices: { input: '3.1', cached_input: '0.37', cache_write_5m: '3.83', output: '15.7', web_search: '10' },
        over_context: [{ tokens: 200_000, prices: { input: '6.7', cached_input: '0.71', output: '23.3' } }],
        multipliers: [{ name: 'residency', by: '1.1', regions: ['eu'] }],
        counting: { web_search: { of: 'grounded_requests' } },
        disputed: [{ source: 'another list', prices: { input: '3.3' } }],
      },
      {
        seller: 'acme',
        model: 'swift-one',
        tier: 'batch',
        prices: { input: '1.55', output: '7.85', web_search: '10' },
      },
      { seller: 'acme', model: 'swift-one', valid_to: '2026-01-01', prices: { input: '4.3', output: '21.1' } },
      {
        seller: 'acme',
        model: 'swift-two',
        prices: { input: '1.7', output: '7.9', web_search: '14', requests: '0.005' },
      },
      { seller: 'rival', model: 'swift-one', prices: { input: '2.9', cached_input: '0.31', output: '13.3' } },
    ],
    { fallback: { reasoning: 'output', cache_write_1h: 'cache_write_5m', cached_input: 'input' } },
  ),
  card([], { id: 'contract', adjustments: [{ name: 'a third off', percent: '33.333', seller: 'acme' }] }),
]);

const kinds: readonly (readonly [PriceRequest, Rates])[] = [
  [{ provider: 'acme', model: 'swift-one' }, own],
  [{ provider: 'acme', model: 'swift-one', region: 'eu' }, own],
  [{ provider: 'acme', model: 'swift-one', service_tier: 'batch' }, own],
  [{ provider: 'acme', model: 'swift-two', response_model: 'swift-one', requested_tier: 'batch' }, own],
  [{ provider: 'openai', model: 'gpt-4.1-mini' }, listRates],
  [{ provider: 'openai', model: 'gpt-5.4', service_tier: 'flex' }, listRates],
  [{ provider: 'azure', model: 'gpt-4o', region: 'eu' }, listRates],
  [{ provider: 'anthropic', model: 'claude-sonnet-4-5-20250929' }, listRates],
  [{ provider: 'bedrock', model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' }, listRates],
  [{ provider: 'vertex_ai', model: 'gemini-2.5-pro' }, listRates],
  [{ provider: 'openrouter', model: 'anthropic/claude-sonnet-4.5' }, listRates],
  [{ provider: 'perplexity', model: 'sonar-pro' }, listRates],
];
const start = at('2026-05-01T00:00:00Z');

const count = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 1, max: 30_000 }),
  fc.integer({ max: 400_000, min: 1 }),
);
const few = fc.integer({ min: 0, max: 5 });
const anyRequest = fc
  .record({
    kind: fc.constantFrom(...kinds),
    usage: fc.record(
      {
        ...{ input: count, cached_input: count, cache_write_5m: count, cache_write_1h: count },
        ...{ output: count, reasoning: count, web_search: few, requests: few },
      },
      { requiredKeys: ['input'] },
    ),
    when: fc.constantFrom({}, { start }, { start, granularity: 'aggregate' as const }),
  })
  .map(({ kind: [request, rates], usage, when }) => ({ request: { ...request, ...when, usage }, rates }));
/** As it is, as a float sum leaves it, rounded down or up at some decimals, or something else. */
const step = fc.constantFrom(4, 5, 6, 8).map((decimals) => 10n ** BigInt(18 - decimals));
const anyLogging = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map((off) => (usd: Usd) => usd + BigInt(off)),
  step.map((whole) => (usd: Usd) => (usd / whole) * whole),
  step.map((whole) => (usd: Usd) => (usd / whole + 1n) * whole),
  fc.integer({ min: 1, max: 40 }).map((tenths) => (usd: Usd) => (usd * BigInt(tenths)) / 10n),
);

/** What any formula makes of the call. */
function figuresOf(given: Case): readonly Usd[] {
  return guessesOf(given.kind).guesses.flatMap(({ guess }) => guess.figures(given).map(({ usd }) => usd));
}

it('explains by the guesses that floats leave what it explains by all of them', () => {
  let [explained, ruledOut] = [0, 0];
  const causes = new Set<string>();
  fc.assert(
    fc.property(anyRequest, fc.nat(), anyLogging, ({ request, rates }, which, log) => {
      const price = priceUsage(request, rates);
      if (price.kind !== 'priced') return;
      const right = caseOf(price.usd, request, price, rates);
      if (!right) return;
      const figures = figuresOf(right);
      const given = { ...right, logged: log(figures[which % figures.length] ?? 0n) };
      const { guesses } = guessesOf(given.kind);
      const near = guessesNear(given);
      const found = explanations(given, guesses);
      expect(explanations(given, near)).toEqual(found);
      for (const { cause } of found) causes.add(cause);
      explained += found.length > 0 ? 1 : 0;
      ruledOut += guesses.length - near.length;
    }),
    { numRuns: 5000 },
  );
  expect(explained).toBeGreaterThan(1000);
  expect(causes.size).toBeGreaterThan(25);
  expect(ruledOut).toBeGreaterThan(50_000);
});

const usage = { input: 12_345, output: 678 };
const mini = { provider: 'openai', model: 'gpt-4.1-mini', start: 1_790_000_000_000_000_000n, usage };

it('rules out nearly all', () => {
  const price = priceUsage(mini, listRates);
  if (price.kind !== 'priced') throw new Error('listed');
  const given = caseOf(price.usd * 3n, mini, price, listRates);
  if (!given) throw new Error('one row');
  expect(guessesOf(given.kind).guesses.length).toBeGreaterThan(60);
  expect(guessesNear(given).length).toBeLessThan(5);
});

it('still names a neighbour whose price was logged to six decimals', () => {
  const neighbour = priceUsage({ ...mini, model: 'gpt-4.1' }, listRates);
  if (neighbour.kind !== 'priced') throw new Error('listed');
  const logged = neighbour.usd - (neighbour.usd % 10n ** 12n);
  expect(compareCost(logged, mini, priceUsage(mini, listRates), listRates)).toMatchObject({
    kind: 'differs',
    causes: ['neighbour-model'],
  });
});

it('counts requests beside tokens without ruling out who does not sell them', () => {
  const request = { provider: 'acme', model: 'swift-two', start, usage: { ...usage, requests: 3 } };
  const price = priceUsage(request, own);
  // 12345 x 3.1 + 678 x 15.7; swift-one sells no requests
  expect(compareCost(48_914_100_000_000_000n, request, price, own)).toMatchObject({ causes: ['neighbour-model'] });
});
