import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIdTable } from '../../../src/engine/spill/id-table.ts';

it('says what a map of texts says, time after time', () => {
  const half = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 0xffff_ffff }));
  const table = createIdTable();
  for (const seed of [1, 2, 3]) {
    const ids = fc.sample(fc.tuple(half, half), { numRuns: 4000, seed });
    const held = new Map<string, number>();
    table.clear();
    for (const [by, [high, low]] of ids.entries()) {
      const id = `${high} ${low}`;
      expect(table.holderOf(high, low)).toBe(held.get(id));
      const first = held.get(id) ?? by;
      held.set(id, first);
      expect([id, table.hold(high, low, by)]).toEqual([id, first]);
    }
  }
});
