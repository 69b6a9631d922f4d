// Shares of amounts: six decimals, and no rounding onto nothing or all.
import { expect, test } from 'vitest';
import { percentOf, restOfPercent } from '../../src/model/money.ts';

test.each([
  ['a third', 1n, 3n, 33.333333],
  ['half a millionth goes to the even one', 15n, 1_000_000_000n, 0.000002],
  ['nothing', 0n, 7n, 0],
  ['all', 7n, 7n, 100],
  ['next to nothing', 1n, 10n ** 30n, 0.000001],
  ['next to all', 10n ** 30n - 1n, 10n ** 30n, 99.999999],
  ['a budget next to spent, and a little over', 10n ** 30n + 1n, 10n ** 30n, 100.000001],
  ['a little less than before', -1n, 10n ** 30n, -0.000001],
])('%s', (_, part, whole, pct) => {
  expect(percentOf(part, whole)).toBe(pct);
});

test('what is left of 100 % has no more digits than what was taken', () => {
  expect([99.9, 8.04, 0, 100].map(restOfPercent)).toEqual([0.1, 91.96, 100, 0]);
});

test('nothing is no share of nothing', () => {
  expect(percentOf(0n, 0n)).toBeUndefined();
});
