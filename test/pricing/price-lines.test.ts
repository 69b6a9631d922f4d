// Exactness: random counts and rates against a rational reference.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineUsd } from '../../src/pricing/price-lines.ts';
import { priceUsage } from '../../src/pricing/price-usage.ts';
import { rateOf, scaleRate } from '../../src/pricing/rate.ts';
import { rates } from './sample-card.ts';

const perOf = { input: 1_000_000n, output: 1_000_000n, web_search: 1000n, seconds: 3600n, images: 1n } as const;
type Name = keyof typeof perOf;
const names = Object.keys(perOf).filter((name): name is Name => name in perOf);

const rateText = fc
  .tuple(fc.nat(9999), fc.nat(18), fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }))
  .map(([whole, decimals, digits]) =>
    decimals === 0 ? `${whole}` : `${whole}.${digits.toString().padStart(18, '0').slice(0, decimals)}`,
  );
/** A count and its exact fraction. */
const count = fc.oneof(
  fc.maxSafeNat().map((whole) => ({ value: whole, over: BigInt(whole), under: 1n })),
  fc.nat(1_000_000).map((thousandths) => ({ value: thousandths / 1000, over: BigInt(thousandths), under: 1000n })),
);

/** Half-even at 10^-18 of over * rate / (per * under), with the rate given as text. */
function reference(over: bigint, under: bigint, rate: string, per: bigint): bigint {
  const [whole = '', fraction = ''] = rate.split('.');
  const dividend = over * BigInt(whole + fraction) * 10n ** BigInt(18 - fraction.length);
  const divisor = per * under;
  const floor = dividend / divisor;
  const rest = 2n * (dividend - floor * divisor);
  if (rest === divisor) return floor % 2n === 0n ? floor : floor + 1n;
  return rest > divisor ? floor + 1n : floor;
}

test('10,000 random (usage, rate) pairs equal the rational reference', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ rate: rateText, count }), { minLength: 5, maxLength: 5 }), (pairs) => {
      const given = names.map((name, index) => ({
        name,
        rate: pairs[index]?.rate ?? '0',
        count: pairs[index]?.count ?? { value: 0, over: 0n, under: 1n },
      }));
      const price = priceUsage(
        {
          provider: 'acme',
          model: 'm',
          usage: Object.fromEntries(given.map(({ name, count: { value } }) => [name, value])),
        },
        rates([
          { seller: 'acme', model: 'm', prices: Object.fromEntries(given.map(({ name, rate }) => [name, rate])) },
        ]),
      );
      const expected = given.map(({ name, rate, count: { over, under } }) => reference(over, under, rate, perOf[name]));
      expect(price.kind === 'priced' && price.usd).toBe(expected.reduce((sum, usd) => sum + usd, 0n));
    }),
    { numRuns: 2000, seed: 20_261_121 },
  );
});

test('1,000,000 random counts, rates and multipliers equal the rational reference', () => {
  // A linear congruential generator: the same numbers in every run.
  let state = 20_261_121n;
  const next = (below: bigint): bigint => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & ((1n << 64n) - 1n);
    return (state >> 16n) % below;
  };
  const pers = [1_000_000, 1000, 3600, 1] as const;
  const factors = [
    [1n, 1n],
    [11n, 10n],
    [1n, 2n],
    [9n, 10n],
    [1n, 3n],
    [7n, 6n],
  ] as const;
  let wrong = 0;
  for (let n = 0; n < 1_000_000; n += 1) {
    const [over, under] = factors[n % factors.length] ?? [1n, 1n];
    const per = pers[n % pers.length] ?? 1;
    // Mostly prices as vendors write them, some with all 18 decimals.
    const usd = n % 7 === 0 ? next(10n ** 20n) : next(10n ** 8n) * 10n ** 12n;
    const count = Number(next(n % 3 === 0 ? 1n << 53n : 200_000n));
    const plain = rateOf(usd, per);
    const { usd: line } = lineUsd(
      count,
      over === under ? plain : scaleRate(plain, { numerator: over, denominator: under }),
    );
    const [dividend, divisor] = [BigInt(count) * usd * over, BigInt(per) * under];
    const floor = dividend / divisor;
    const rest = 2n * (dividend - floor * divisor);
    const up = rest > divisor || (rest === divisor && floor % 2n === 1n);
    if (line !== (up ? floor + 1n : floor)) wrong += 1;
  }
  expect(wrong).toBe(0);
}, 60_000);
