// Exactness: prices equal fractions of whole numbers to the last digit. A million pairs run in `npm run bench`.
import { expect, test } from 'vitest';
import { differingPairs } from './exact-reference.ts';

test('100,000 random pairs of rates and usage equal the reference', () => {
  expect(differingPairs(1000, 100, 20_261_121)).toEqual([]);
}, 60_000);
