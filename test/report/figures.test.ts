// Figures: every rule of display, with the values written out.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseUsd } from '../../src/model/money.ts';
import {
  amountOf,
  count,
  duration,
  exactMoney,
  money,
  percent,
  perUnit,
  share,
  signedMoney,
} from '../../src/report/figures.ts';

describe('money', () => {
  test.each([
    ['0', '$0.00'],
    ['22000', '$22,000.00'],
    ['1234567.895', '$1,234,567.90'],
    ['1', '$1.00'],
    ['1.005', '$1.00'],
    ['0.999999', '$1.00'],
    ['0.5', '$0.50'],
    ['0.0867', '$0.0867'],
    ['0.091', '$0.091'],
    ['0.012345678', '$0.01235'],
    ['0.0009156', '$0.0009156'],
    ['0.00231', '$0.00231'],
    ['0.0000002', '$0.0000002'],
    ['0.000000012345', '$0.000000012'],
    ['0.0000000001', '<$0.000000001'],
    ['0.000000000000000001', '<$0.000000001'],
    ['-0.000000000000000001', '-<$0.000000001'],
    ['-2420.5', '-$2,420.50'],
    ['999999999999.99', '$999,999,999,999.99'],
    ['123456789012345678901234567890.1', '$1.235e29'],
    ['99999999999999', '$1.000e14'],
  ])('%s shows as %s', (amount, shown) => {
    expect(money(amountOf(amount))).toBe(shown);
  });

  test('no amount but nothing shows as nothing', () => {
    fc.assert(
      fc.property(fc.bigInt(), (amount) => {
        expect(/[1-9]/.test(money(amount))).toBe(amount !== 0n);
      }),
    );
  });

  test('a difference has its sign, unless it is none', () => {
    expect([280_442n, -1n, 0n].map((n) => signedMoney(n * 10n ** 15n))).toEqual(['+$280.44', '-$0.001', '$0.00']);
  });

  test('exact money keeps every digit', () => {
    expect(exactMoney(parseUsd('1234.000000000000000001') ?? 0n)).toBe('$1,234.000000000000000001');
    expect(exactMoney(parseUsd('-3') ?? 0n)).toBe('-$3.00');
  });
});

describe('share', () => {
  test.each([
    [0n, 100n, '0.0 %'],
    [100n, 100n, '100.0 %'],
    [1n, 100_000n, '<0.1 %'],
    [99_999n, 100_000n, '>99.9 %'],
    [9_995n, 10_000n, '>99.9 %'],
    [9_994n, 10_000n, '99.9 %'],
    [11n, 100n, '11.0 %'],
    [5n, 0n, 'n/a'],
    [-50n, 100n, '-50.0 %'],
    [300_000n, 100n, '>1,000 %'],
    [-300_000n, 100n, '<-1,000 %'],
  ])('%s of %s is %s', (part, whole, shown) => {
    expect(share(part, whole)).toBe(shown);
  });

  test('a percentage that came as a number follows the same rule', () => {
    expect([null, 0, 0.01, 72.5, 99.987, 100].map(percent)).toEqual([
      'n/a',
      '0.0 %',
      '<0.1 %',
      '72.5 %',
      '>99.9 %',
      '100.0 %',
    ]);
  });
});

test('counts, units and durations', () => {
  expect([0, 999, 1000, 2_210_441_900, 1234.5, 1e21].map(count)).toEqual([
    '0',
    '999',
    '1,000',
    '2,210,441,900',
    '1,234.5',
    '1e+21',
  ]);
  expect([1, 1_000, 1_000_000, 250].map(perUnit)).toEqual(['1', '1K', '1M', '250']);
  expect([0.04, 9.96, 4810.2, 61_234, 5_400_000, 86_400_000].map(duration)).toEqual([
    '0 ms',
    '10 ms',
    '4,810 ms',
    '61.2 s',
    '90 min',
    '24 h',
  ]);
});
