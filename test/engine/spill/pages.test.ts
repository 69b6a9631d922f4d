// A page has the bytes that were put there, whichever of them are in memory.
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { createPages, pageBytes } from '../../../src/engine/spill/pages.ts';
import { openSpillFile } from '../../../src/engine/spill/spill-file.ts';

const file = openSpillFile(tmpdir());
afterAll(file.close);

it('gives back what was added, in any order', () => {
  const asked = fc.array(fc.nat(29), { maxLength: 100 });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }),
      fc.nat(9),
      asked,
      (counts, held, order) => {
        for (const pages of [createPages(), createPages(file, held * pageBytes)]) {
          let next = 0;
          for (const count of counts) {
            const bytes = new Uint8Array(count * pageBytes);
            for (let page = 0; page < count; page++) bytes.fill(next + page, page * pageBytes);
            expect(pages.add(bytes)).toBe(next);
            next += count;
          }
          for (const number of order) {
            const page = number % next;
            const { bytes, view } = pages.at(page);
            expect([bytes[0], bytes.at(-1), view.getUint8(7)]).toEqual([page, page, page]);
          }
        }
      },
    ),
  );
});
