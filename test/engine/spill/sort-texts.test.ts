// Texts come back in the order of their keys, whatever part of them waited on disk.
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortTexts } from '../../../src/engine/spill/sort-texts.ts';
import { compareText } from '../../../src/model/place.ts';
import { compareTimes, timeKey } from '../../../src/trace/event-order.ts';

const word = fc.string({ unit: 'binary', maxLength: 4 });

it('gives them back in order', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word)), fc.nat(300), (pairs, most) => {
      const sorted = sortTexts(tmpdir(), most);
      try {
        for (const [key, text] of pairs) sorted.add(key, text);
        const expected = pairs.toSorted(([a, x], [b, y]) => compareText(a, b) || compareText(x, y));
        const texts = sorted.texts();
        for (const _ of ['once', 'again']) expect([...texts]).toEqual(expected.map(([, text]) => text));
      } finally {
        sorted.close();
      }
    }),
  );
});

it('keys of times have the order of times', () => {
  const time = fc.option(fc.bigInt({ min: -(10n ** 21n), max: 10n ** 21n }), { nil: undefined });
  fc.assert(
    fc.property(time, time, (a, b) => {
      expect(compareText(timeKey(a), timeKey(b))).toBe(compareTimes(a, b));
    }),
  );
});
