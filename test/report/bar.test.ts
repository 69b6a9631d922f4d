// The split bar: parts add up to the width, and nothing that is not nothing disappears.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitBar } from '../../src/report/bar.ts';

test('shares become cells', () => {
  expect(splitBar([725n, 165n, 110n], 40)).toEqual([29, 7, 4]);
  expect(splitBar([1n, 1n, 1n], 10)).toEqual([4, 3, 3]);
  expect(splitBar([1_000_000n, 1n, 0n], 20)).toEqual([19, 1, 0]);
  expect(splitBar([0n, 0n, 0n], 20)).toEqual([0, 0, 0]);
});

test('cells add up to the width', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 30n }), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 5, max: 200 }),
      (parts, width) => {
        const cells = splitBar(parts, width);
        const any = parts.some((part) => part > 0n);
        expect(cells.reduce((sum, n) => sum + n, 0)).toBe(any ? width : 0);
        expect(cells.map((n) => n > 0)).toEqual(parts.map((part) => part > 0n));
      },
    ),
  );
});
