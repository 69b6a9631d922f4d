// Ends of zstd frames, found on any Node: the frames are written out by hand from the format's description.
import { describe, expect, test } from 'vitest';
import { inZstdSteps, type Step } from '../../src/scan/packed-steps.ts';
import { inChunks } from './read-all.ts';

/** One line per member: its length, and whether it is whole. */
async function members(hex: string, chunk: number): Promise<string[]> {
  const lines: string[] = [];
  let length = 0;
  let last: Step['next'] = 'member ends';
  for await (const { bytes, next } of inZstdSteps(inChunks(Buffer.from(hex, 'hex'), chunk))) {
    length += bytes.length;
    last = next;
    if (next === 'go on') continue;
    lines.push(`${length} ${next}`);
    length = 0;
  }
  expect(last).not.toBe('go on');
  return lines;
}

const magic = '28b52ffd';
const frames = {
  'single segment, raw block': `${magic}20021100007b7d`,
  'window, checksum, no content size': `${magic}0400110000${'7b7d'}01020304`,
  'four-byte content size and dictionary id': `${magic}a302000000${'05000000'}1100007b7d`,
  'two blocks, the second of one repeated byte': `${magic}20041000007b7d13000041`,
  'empty last block': `${magic}0000010000`,
  skippable: '532a4d1803000000010203',
};

describe.each([1, 3, 1000])('in chunks of %d', (chunk) => {
  test.each(Object.entries(frames))('%s', async (_, hex) => {
    const length = hex.length / 2;
    expect(await members(hex, chunk)).toEqual([`${length} member ends`]);
    expect(await members(hex + hex, chunk)).toEqual([`${length} member ends`, `${length} member ends`]);
    expect(await members(hex.slice(0, -2), chunk)).toEqual([`${length - 1} cut off`]);
    expect(await members(hex + hex.slice(0, 2), chunk)).toEqual([`${length} member ends`, '1 cut off']);
  });

  test('all of them in a row', async () => {
    const all = Object.values(frames);
    expect(await members(all.join(''), chunk)).toEqual(all.map((hex) => `${hex.length / 2} member ends`));
  });
});
