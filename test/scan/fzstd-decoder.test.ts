// zstd without Node's help, on every Node: a frame made by the zstd program, and hostile headers.
import { describe, expect, test } from 'vitest';
import { createFzstdDecoder } from '../../src/scan/fzstd-decoder.ts';
import { frameOfLines, lines } from './zstd-frame.ts';

async function unpack(bytes: Uint8Array, step: number): Promise<string> {
  const decoder = await createFzstdDecoder();
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += step) {
    for await (const part of decoder.take(bytes.subarray(from, from + step))) parts.push(Buffer.from(part));
  }
  for await (const part of decoder.end()) parts.push(Buffer.from(part));
  expect(decoder.consumed()).toBe(bytes.length);
  return Buffer.concat(parts).toString();
}

test.each([1, 7, 512, 100_000])('a frame of several blocks with a checksum, fed %d bytes at a time', async (step) => {
  const text = await unpack(frameOfLines, step);
  expect(text.length).toBe(232_887);
  expect(text).toBe(lines);
});

test('what it keeps is its own: the caller may reuse the buffer', async () => {
  const decoder = await createFzstdDecoder();
  const parts: Uint8Array[] = [];
  const buffer = Buffer.alloc(100);
  for (let from = 0; from < frameOfLines.length; from += 100) {
    const length = frameOfLines.copy(buffer, 0, from, from + 100);
    for await (const part of decoder.take(buffer.subarray(0, length))) parts.push(Buffer.from(part));
    buffer.fill(0);
  }
  for await (const part of decoder.end()) parts.push(Buffer.from(part));
  expect(Buffer.concat(parts).toString()).toBe(lines);
});

describe('hostile frames', () => {
  test.each([
    ['a window of 2 GiB', '28b52ffd00a8010000', 'a window of 2,147,483,648 bytes'],
    ['a single segment of 1 TiB', '28b52ffde00000000000010000010000', 'a window of 1,099,511,627,776 bytes'],
    ['a reserved block type', '28b52ffd20020700007b7d', 'invalid block type'],
    ['a block cut off', '28b52ffd2002110000', 'unexpected EOF'],
  ])('%s', async (_, hex, message) => {
    await expect(unpack(Buffer.from(hex, 'hex'), 4096)).rejects.toThrow(message);
  });

  test('a thousand blocks of one repeated byte come out bit by bit', async () => {
    const block = '02001041'; // 131,072 times "A"
    const bomb = Buffer.from(`28b52ffd0058${block.repeat(1000)}010000`, 'hex');
    const decoder = await createFzstdDecoder();
    let largest = 0;
    let sum = 0;
    for (let from = 0; from < bomb.length; from += 4096) {
      for await (const part of decoder.take(bomb.subarray(from, from + 4096))) {
        largest = Math.max(largest, part.length);
        sum += part.length;
      }
    }
    expect({ largest, sum }).toEqual({ largest: 131_072, sum: 131_072_000 });
  });
});
