// Ruling rows out by floats must never lose one that exact arithmetic would find.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareCost, reachOf, reproduces } from '../../src/pricing/compare-cost.ts';
import type { PriceRow } from '../../src/pricing/compile-row.ts';
import { isFarFrom, rowsNear } from '../../src/pricing/near-rows.ts';
import { priceLines } from '../../src/pricing/price-lines.ts';
import { priceUsage } from '../../src/pricing/price-usage.ts';
import { listRates } from './bundled-list.ts';

const brands = [
  listRates.neighbours('openai', 'gpt'),
  listRates.neighbours('anthropic', 'claude'),
  listRates.neighbours('google', 'gemini'),
];
const anyRow = fc.tuple(fc.nat(brands.length - 1), fc.nat());
const tokens = fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 400_000 }));
const anyUsage = fc.record(
  { input: tokens, cached_input: tokens, output: tokens, reasoning: tokens },
  { requiredKeys: ['input'] },
);
/** As billed, as a float sum leaves it, or rounded down at some decimals. */
const anyLogging = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map((off) => (usd: bigint) => usd + BigInt(off)),
  fc.constantFrom(4, 5, 6, 8).map((decimals) => (usd: bigint) => usd - (usd % 10n ** BigInt(18 - decimals))),
);

const promptOf = ({ input, cached_input: cached = 0 }: { input: number; cached_input?: number }): number =>
  input + cached;

it('keeps every row whose price exact arithmetic takes for the logged figure', () => {
  let kept = 0;
  fc.assert(
    fc.property(anyRow, anyUsage, anyLogging, ([brand, number], usage, log) => {
      const rows = brands[brand] ?? [];
      const row = rows[number % rows.length];
      const prompt = promptOf(usage);
      if (!row) return;
      const priced = priceLines(usage, row, { aggregate: false, prompt });
      if (priced.kind !== 'lines' || priced.lines.some((line) => line.priced_as !== undefined)) return;
      const logged = log(priced.usd);
      if (!reproduces(logged, priced.usd)) return;
      kept += 1;
      const near = rowsNear(rows, priced.lines, { logged, reach: Number(reachOf(logged)), prompt });
      expect(near.includes(row)).toBe(true);
    }),
    { numRuns: 5000 },
  );
  expect(kept).toBeGreaterThan(500);
});

it('counts that cost the logged figure are never too far off, whatever the prompt was', () => {
  let [kept, far] = [0, 0];
  fc.assert(
    fc.property(anyRow, anyUsage, anyUsage, anyLogging, ([brand, number], usage, other, log) => {
      const rows = brands[brand] ?? [];
      const row = rows[number % rows.length];
      const prompt = promptOf(usage);
      const priced = row && priceLines(usage, row, { aggregate: false, prompt });
      if (!row || priced?.kind !== 'lines') return;
      const logged = log(priced.usd);
      const wanted = { logged, reach: Number(reachOf(logged)), prompt };
      if (isFarFrom(other, row, wanted)) far += 1;
      if (!reproduces(logged, priced.usd)) return;
      kept += 1;
      expect(isFarFrom(usage, row, wanted)).toBe(false);
    }),
    { numRuns: 5000 },
  );
  expect(kept).toBeGreaterThan(500);
  expect(far).toBeGreaterThan(500);
});

it('rules out nearly all others', () => {
  const [rows = []] = brands;
  const usage = { input: 12_345, output: 678 };
  const request = { provider: 'openai', model: 'gpt-4.1-mini', start: 1_790_000_000_000_000_000n, usage };
  const price = priceUsage(request, listRates);
  if (price.kind !== 'priced') throw new Error('listed');
  const left = rowsNear(rows, price.lines, { logged: price.usd, reach: Number(reachOf(price.usd)), prompt: 12_345 });
  const models = (some: readonly PriceRow[]): number => new Set(some.map(({ source }) => source.model)).size;
  expect(models(rows)).toBeGreaterThan(30);
  expect(models(left)).toBeLessThan(models(rows) / 3);
});

it('still names a neighbour whose price was logged to six decimals', () => {
  const usage = { input: 12_345, output: 678 };
  const request = { provider: 'openai', model: 'gpt-4.1-mini', start: 1_790_000_000_000_000_000n, usage };
  const asked = priceUsage(request, listRates);
  const neighbour = priceUsage({ ...request, model: 'gpt-4.1' }, listRates);
  if (neighbour.kind !== 'priced') throw new Error('listed');
  const logged = neighbour.usd - (neighbour.usd % 10n ** 12n);
  expect(compareCost(logged, request, asked, listRates)).toMatchObject({
    kind: 'differs',
    causes: ['neighbour-model'],
  });
});
