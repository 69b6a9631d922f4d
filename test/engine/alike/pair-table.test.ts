import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createNodeTable, createPairTable, noPair } from '../../../src/engine/alike/pair-table.ts';

it('numbers pairs as they come, from 1', () => {
  const table = createPairTable(10);
  expect([table.of(0, 7), table.of(1, 7), table.of(0, 8), table.of(0, 7)]).toEqual([1, 2, 3, 1]);
});

it('takes no more than it may, and what follows no pair is none', () => {
  const table = createPairTable(2);
  expect([table.of(0, 0), table.of(0, 1), table.of(0, 2), table.of(0, 0), table.of(noPair, 0)]).toEqual([
    ...[1, 2, noPair, 1, noPair],
  ]);
});

it('says what a map of texts says, however many there are', () => {
  const near = fc.integer({ min: 0, max: 60 });
  const any = fc.oneof(near, fc.integer({ min: -1, max: 0x7fffffff }));
  const first = fc.oneof(near, fc.integer({ min: 0, max: 0x7fffffff }));
  const pairs = fc.sample(fc.tuple(first, any), { numRuns: 5000, seed: 20261121 });
  const table = createPairTable(100_000);
  const known = new Map<string, number>();
  for (const [a, b] of [...pairs, ...pairs]) {
    const expected = known.get(`${a} ${b}`) ?? known.size + 1;
    known.set(`${a} ${b}`, expected);
    expect([a, b, table.of(a, b)]).toEqual([a, b, expected]);
  }
});

it('knows what was set last of a node, and nothing of all others', () => {
  const table = createNodeTable<string>();
  for (const [node, value] of [
    [7, 'a'],
    [5000, 'b'],
    [7, 'c'],
  ] as const)
    table.set(node, value);
  expect([0, 6, 7, 5000, 5001, 1_000_000].map((node) => table.at(node))).toEqual([
    ...[undefined, undefined, 'c', 'b', undefined, undefined],
  ]);
});
