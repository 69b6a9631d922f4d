// The size of inputs before they are read: packed ones count as what comes out of them, pipes as nothing.
import { expect, test } from 'vitest';
import { unpackedBytes } from '../../src/cli/input-size.ts';

const open = async function* () {};

test('sizes add up, packed ones tenfold', () => {
  const files = [
    { name: 'a.jsonl', size: 70, open },
    { name: 'b.jsonl.gz', size: 3, open },
    { name: '-', open },
  ];
  expect(unpackedBytes(files)).toBe(100);
});
