// A chain of the spill file gives back what was appended, in pieces or as one, wherever its blocks end.
import { tmpdir } from 'node:os';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSpillFile } from '../../../src/engine/spill/spill-file.ts';

it('gives back what was appended', () => {
  const file = openSpillFile(tmpdir());
  try {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.integer({ min: 1, max: 16 }), (parts, blockBytes) => {
        const [chain, other] = [file.newChain(blockBytes), file.newChain(blockBytes)];
        for (const part of parts) {
          chain.append(part);
          other.append(Uint8Array.of(1, 2, 3));
        }
        const all = parts.flatMap((part) => [...part]);
        expect([...chain.whole()]).toEqual(all);
        expect(Array.from(chain.pieces(), (piece) => [...piece]).flat()).toEqual(all);
        expect(chain.length()).toBe(all.length);
      }),
    );
  } finally {
    file.close();
  }
});
