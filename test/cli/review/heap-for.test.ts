// How much memory a review may take, and inputs that are too large for it.
import { expect, test } from 'vitest';
import { heapFor } from '../../../src/cli/review/heap-for.ts';
import { UsageError } from '../../../src/model/errors.ts';

const megabyte = 1024 ** 2;
const file = (name: string, size?: number) => ({
  name,
  ...(size !== undefined && { size }),
  open: async function* () {},
});

test('the thread that reads gets what --memory grants besides what the program needs', () => {
  expect(heapFor([file('a.jsonl', 50 * megabyte)], {})).toBe(372);
  expect(heapFor([file('-')], { memory: '1GB' })).toBe(884);
});

test('inputs that are too large are refused, with what they want', () => {
  const large = [file('a.jsonl', 100 * megabyte), file('b.jsonl', 100 * megabyte)];
  expect(() => heapFor(large, {})).toThrow(UsageError);
  expect(() => heapFor(large, {})).toThrow('they take about 940MB, and --memory grants 512MB');
  expect(heapFor(large, { memory: '940MB' })).toBe(800);
});

test('a packed input counts as what comes out of it', () => {
  expect(() => heapFor([file('a.jsonl.gz', 10 * megabyte)], {})).toThrow('they take about 540MB');
});
