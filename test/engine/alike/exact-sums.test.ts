import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createExactSums, mostExact } from '../../../src/engine/alike/exact-sums.ts';
import { hold } from '../../laws/law.ts';

it('is zero where nothing was added', () => {
  expect(createExactSums().at(1000)).toBe(0n);
});

it('stays exact where doubles are not', () => {
  const sums = createExactSums();
  for (let times = 0; times < 5; times++) sums.add(3, mostExact);
  sums.add(3, 1);
  sums.add(4, 1);
  expect([sums.at(3), sums.at(4)]).toEqual([5n * 2n ** 52n + 1n, 1n]);
});

it('sums as bigints do, in any column', async () => {
  const amount = fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: mostExact }), fc.constant(mostExact));
  await hold(fc.array(fc.tuple(fc.nat(70), amount), { maxLength: 300 }), 60, (amounts) => {
    const sums = createExactSums();
    const expected = new Map<number, bigint>();
    for (const [at, amount] of amounts) {
      sums.add(at, amount);
      expected.set(at, (expected.get(at) ?? 0n) + BigInt(amount));
    }
    for (let at = 0; at <= 70; at++) expect(sums.at(at)).toBe(expected.get(at) ?? 0n);
  });
});
