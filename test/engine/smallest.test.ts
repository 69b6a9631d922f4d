// A bounded choice that no order changes, and whose values saw everything of their name.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepSmallest } from '../../src/engine/smallest.ts';

const count = (names: readonly string[], most: number): Record<string, number> => {
  const kept = keepSmallest<{ times: number }>(most);
  for (const name of names) {
    const value = kept.of(name, () => ({ times: 0 }));
    if (value) value.times += 1;
  }
  return Object.fromEntries([...kept.values()].map(([name, { times }]) => [name, times]));
};

test('keeps everything while there is room', () => {
  expect(count(['a', 'b', 'a'], 2)).toEqual({ a: 2, b: 1 });
});

test('the same names whatever the order, each counted from its first to its last', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 3 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (names, most) => {
        const forward = count(names, most);
        expect(count([...names].reverse(), most)).toEqual(forward);
        expect(count([...names].sort(), most)).toEqual(forward);
        expect(Object.keys(forward)).toHaveLength(Math.min(most, new Set(names).size));
        for (const [name, times] of Object.entries(forward)) {
          expect(times).toBe(names.filter((other) => other === name).length);
        }
      },
    ),
  );
});
