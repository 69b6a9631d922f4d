// How much memory a review asks for: only what large inputs need, never more than the machine has.
import { expect, test } from 'vitest';
import { wantedHeap } from '../../../src/cli/review/larger-heap.ts';

const gigabyte = 1024 ** 3;
const file = (name: string, size?: number) => ({
  name,
  ...(size !== undefined && { size }),
  open: async function* () {},
});

test('inputs that fit ask for nothing', () => {
  expect(wantedHeap([file('a.jsonl', gigabyte / 2)], 4 * gigabyte, 16 * gigabyte)).toBeUndefined();
  expect(wantedHeap([file('-')], 4 * gigabyte, 16 * gigabyte)).toBeUndefined();
});

test('large inputs ask for four bytes for each of theirs, in MB', () => {
  expect(wantedHeap([file('a.jsonl', gigabyte), file('b.jsonl', gigabyte)], 4 * gigabyte, 64 * gigabyte)).toBe(
    8 * 1024,
  );
});

test('a packed input counts as what comes out of it', () => {
  expect(wantedHeap([file('a.jsonl.gz', gigabyte / 5)], 4 * gigabyte, 64 * gigabyte)).toBe(8 * 1024);
});

test('never more than four fifths of the machine', () => {
  expect(wantedHeap([file('a.jsonl', 10 * gigabyte)], 4 * gigabyte, 10 * gigabyte)).toBe(8 * 1024);
});
