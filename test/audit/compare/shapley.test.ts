import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Factor, splitProduct } from '../../../src/audit/compare/shapley.ts';

const factor = (name: string, before: bigint, after: bigint, over = 1n): Factor<string> => ({
  name,
  before,
  after,
  over,
});
const entries = (factors: readonly Factor<string>[]) => Object.fromEntries(splitProduct(factors));

test('two factors share what they did together', () => {
  // 10 calls of 5 become 20 calls of 8: 50 to 160. Alone, traffic adds 50 and price 30; the other 30 are shared.
  expect(entries([factor('traffic', 10n, 20n), factor('price', 5n, 8n)])).toEqual({ traffic: 65n, price: 45n });
});

test('a factor that did not change has no part', () => {
  expect(entries([factor('traffic', 3n, 9n), factor('price', 7n, 7n)])).toEqual({ traffic: 42n, price: 0n });
});

test('what rounding leaves over goes to the largest part', () => {
  // 1/3 x 3 becomes 2/3 x 6: each adds one and a half, rounded away from zero to two; one too many is taken from the first.
  expect(entries([factor('a', 1n, 2n, 3n), factor('b', 3n, 6n), factor('c', 1n, 1n)])).toEqual({ a: 1n, b: 2n, c: 0n });
});

const amount = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n });
const anyFactors = fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 6 });

test('parts add up, do not depend on the order of the factors, and turn their signs when time is turned', () => {
  fc.assert(
    fc.property(anyFactors, (pairs) => {
      const factors = pairs.map(([before, after], index) => factor(`f${index}`, before, after));
      const product = (side: 'before' | 'after') => factors.reduce((all, one) => all * one[side], 1n);
      const parts = splitProduct(factors);
      expect([...parts.values()].reduce((sum, part) => sum + part, 0n)).toBe(product('after') - product('before'));
      const back = splitProduct(factors.map((one) => ({ ...one, before: one.after, after: one.before })));
      for (const [name, part] of parts) expect(back.get(name)).toBe(-part);
    }),
    { seed: 20261121, numRuns: 300 },
  );
});
