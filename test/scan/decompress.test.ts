// Packed inputs: what is unpacked, what is refused, and that everything readable comes out before a fault is thrown.
import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { UnreadableInput } from '../../src/model/errors.ts';
import { decompress } from '../../src/scan/decompress.ts';
import { groupDigits, type UnpackLimits } from '../../src/scan/limits.ts';
import { inChunks, scanChunks } from './read-all.ts';

interface Unpacked {
  readonly text: string;
  readonly error: unknown;
}

async function unpackAll(
  bytes: Uint8Array,
  name = 'log.jsonl',
  limits?: UnpackLimits,
  chunk = 1000,
): Promise<Unpacked> {
  const parts: Uint8Array[] = [];
  let error: unknown;
  try {
    for await (const part of decompress(inChunks(bytes, chunk), name, limits)) parts.push(Buffer.from(part));
  } catch (thrown) {
    error = thrown;
  }
  return { text: Buffer.concat(parts).toString(), error };
}

/** Lines that differ, so that they do not shrink to nothing. */
const lines = Array.from({ length: 20_000 }, (_, n) => `{"n":${n},"id":"${Math.imul(n, 2654435761) >>> 0}"}\n`).join(
  '',
);
/** A zstd frame of one raw block: single segment, one byte of content size. */
function zstdFrame(text: string): Buffer {
  const block = (text.length << 3) | 1;
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, text.length, block & 0xff, block >> 8, 0]),
    Buffer.from(text),
  ]);
}
/** A frame that holds no data. */
const skippable = Buffer.from('502a4d180400000001020304', 'hex');
const packed = zlib.gzipSync(lines);

describe('what is unpacked', () => {
  test('plain text passes through unchanged, the empty file too', async () => {
    expect(await unpackAll(Buffer.from('{"a":1}\n'))).toEqual({ text: '{"a":1}\n', error: undefined });
    expect(await unpackAll(Buffer.from(''))).toEqual({ text: '', error: undefined });
    expect(await unpackAll(Buffer.from(''), 'empty.json.br')).toEqual({ text: '', error: undefined });
    expect(await unpackAll(Buffer.from(lines))).toEqual({ text: lines, error: undefined });
  });

  test.each([1, 7, 1000, 10_000_000])('gzip by its magic bytes, in chunks of %d', async (chunk) => {
    expect(await unpackAll(zlib.gzipSync('{"a":1}\n'), 'log', {}, chunk)).toEqual({
      text: '{"a":1}\n',
      error: undefined,
    });
    if (chunk > 1) expect(await unpackAll(packed, 'log', {}, chunk)).toEqual({ text: lines, error: undefined });
  });

  test('gzip of several members, and padded with zeros', async () => {
    const members = Buffer.concat([
      zlib.gzipSync('{"a":1}\n'),
      zlib.gzipSync(''),
      zlib.gzipSync('{"a":2}\n'),
      Buffer.alloc(512),
    ]);
    for (const chunk of [1, 20, 1000]) {
      expect(await unpackAll(members, 'log', {}, chunk)).toEqual({ text: '{"a":1}\n{"a":2}\n', error: undefined });
    }
  });

  test('gzip of nothing', async () => {
    expect(await unpackAll(zlib.gzipSync(''))).toEqual({ text: '', error: undefined });
  });

  test('brotli by its name', async () => {
    expect(await unpackAll(zlib.brotliCompressSync(lines), 'log.jsonl.BR')).toEqual({ text: lines, error: undefined });
  });

  test('zstd by its magic bytes, of several frames too', async () => {
    const frames = [zstdFrame('{"a":1}\n'), skippable, zstdFrame('{"a":2}\n')];
    for (const chunk of [1, 20, 1000]) {
      expect(await unpackAll(Buffer.concat(frames), 'log.jsonl', {}, chunk)).toEqual({
        text: '{"a":1}\n{"a":2}\n',
        error: undefined,
      });
    }
  });

  test('zstd behind a skippable frame', async () => {
    expect(await unpackAll(Buffer.concat([skippable, zstdFrame('{"a":1}\n')]))).toEqual({
      text: '{"a":1}\n',
      error: undefined,
    });
  });
});

describe('what cannot be read to its end', () => {
  test('gzip that is cut off: what is readable comes first, wherever the cut and the chunks are', async () => {
    const cut = packed.subarray(0, Math.floor(packed.length / 2));
    const results = await Promise.all([1000, 4096, 10_000_000].map((chunk) => unpackAll(cut, 'log.gz', {}, chunk)));
    for (const { text, error } of results) {
      expect(text).toBe(results[0]?.text);
      expect(lines.startsWith(text)).toBe(true);
      expect(text.length).toBeGreaterThan(lines.length / 4);
      expect(error).toBeInstanceOf(UnreadableInput);
      expect(error).toMatchObject({
        input: 'log.gz',
        message: `gzip stream ends early after ${groupDigits(cut.length)} bytes`,
      });
    }
  });

  test('gzip cut off at every byte of a small file', async () => {
    const small = zlib.gzipSync('{"a":1}\n');
    for (let length = 2; length < small.length; length++) {
      const { text, error } = await unpackAll(small.subarray(0, length));
      expect('{"a":1}\n'.startsWith(text)).toBe(true);
      expect(error).toMatchObject({ message: `gzip stream ends early after ${length} bytes` });
    }
  });

  test('a cut-off brotli stream', async () => {
    const brotli = zlib.brotliCompressSync(lines);
    const { text, error } = await unpackAll(brotli.subarray(0, brotli.length - 100), 'log.br');
    expect(lines.startsWith(text)).toBe(true);
    expect(text.length).toBeGreaterThan(0);
    expect(error).toMatchObject({ message: expect.stringMatching(/^brotli stream ends early after [\d,]+ bytes$/) });
  });

  test('a cut-off zstd stream', async () => {
    const whole = Buffer.concat([zstdFrame('{"a":1}\n'), zstdFrame('{"a":2}\n')]);
    for (let cut = 1; cut < 17; cut++) {
      const { text, error } = await unpackAll(whole.subarray(0, -cut));
      expect(text.slice(0, 8)).toBe('{"a":1}\n');
      expect('{"a":1}\n{"a":2}\n'.startsWith(text)).toBe(true);
      expect(error).toMatchObject({ message: `zstd stream ends early after ${whole.length - cut} bytes` });
    }
  });

  test('corrupt data: what stands well before the fault comes first', async () => {
    const bad = Buffer.from(packed);
    bad.fill(0xff, bad.length - 5000, bad.length - 4000);
    const { text, error } = await unpackAll(bad);
    expect(text.slice(0, 200_000)).toBe(lines.slice(0, 200_000));
    expect(error).toBeInstanceOf(UnreadableInput);
    expect(error).toMatchObject({
      message: expect.stringMatching(/^gzip data is corrupt within the first [\d,]+ bytes \(.+\)$/),
    });
  });

  test('a wrong checksum', async () => {
    const bad = zlib.gzipSync('{"a":1}\n');
    bad[bad.length - 8] = (bad[bad.length - 8] ?? 0) ^ 1;
    const { text, error } = await unpackAll(bad);
    expect(text).toBe('{"a":1}\n');
    expect(error).toMatchObject({
      message: `gzip data is corrupt within the first ${bad.length} bytes (incorrect data check)`,
    });
  });

  test('a .br file that is no brotli', async () => {
    const { error } = await unpackAll(Buffer.from('{"a":1}\n'), 'log.br');
    expect(error).toBeInstanceOf(UnreadableInput);
  });

  const tar = Buffer.concat([Buffer.from('log.jsonl'), Buffer.alloc(248), Buffer.from('ustar\0'), Buffer.alloc(249)]);
  test.each([
    ['zip', Buffer.from('504b030414000000', 'hex'), 'is a zip archive', 'Unpack it first: unzip FILE.'],
    ['tar', tar, 'is a tar archive', 'Unpack it first: tar -xf FILE.'],
    ['tar.gz', zlib.gzipSync(tar), 'is a tar archive', 'Unpack it first: tar -xf FILE.'],
    ['xz', Buffer.from('fd377a585a000000', 'hex'), 'is compressed with xz', 'Unpack it first: xz -d FILE.'],
    ['bzip2', Buffer.from('BZh91AY'), 'is compressed with bzip2', 'Unpack it first: bunzip2 FILE.'],
  ])('%s is refused with what to do', async (_, bytes, message, hint) => {
    for (const chunk of [1, 1000]) {
      const { text, error } = await unpackAll(bytes, 'log', {}, chunk);
      expect(text).toBe('');
      expect(error).toBeInstanceOf(UnreadableInput);
      expect(error).toMatchObject({ input: 'log', message, hint });
    }
  });

  test('an error of the source passes through as it is, behind what was read', async () => {
    const gone = new Error('disk gone');
    async function* failing(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
      yield bytes;
      throw gone;
    }
    for (const bytes of [Buffer.from('{"a":1}\n'), zlib.gzipSync('{"a":1}\n')]) {
      const parts: Uint8Array[] = [];
      const reading = (async () => {
        for await (const part of decompress(failing(bytes), 'log')) parts.push(Buffer.from(part));
      })();
      await expect(reading).rejects.toBe(gone);
      expect(Buffer.concat(parts).toString()).toBe('{"a":1}\n');
    }
  });
});

describe('expansion', () => {
  const bomb = zlib.gzipSync(Buffer.alloc(4 * 1024 * 1024));

  test('more bytes than the limit', async () => {
    const { text, error } = await unpackAll(bomb, 'bomb.gz', { unpackedBytes: 1_000_000 });
    expect(text.length).toBeLessThanOrEqual(1_000_000);
    expect(error).toMatchObject({
      input: 'bomb.gz',
      message: 'unpacks to more than 1,000,000 bytes (limits.unpackedBytes)',
    });
  });

  test('a higher ratio than the limit, once enough has come out', async () => {
    const limits = { ratio: 100, ratioAfterBytes: 1_000_000 };
    const { text, error } = await unpackAll(bomb, 'bomb.gz', limits);
    expect(text.length).toBeLessThanOrEqual(1_100_000);
    expect(error).toBeInstanceOf(UnreadableInput);
    expect(error).toMatchObject({ message: expect.stringContaining('more than 100 times its size (limits.ratio)') });
    expect((await unpackAll(packed, 'log', limits)).error).toBeUndefined();
  });

  test('the defaults let a repetitive log through', async () => {
    expect((await unpackAll(bomb)).error).toBeUndefined();
  });
});

describe('the stream', () => {
  test('nothing is read ahead of the reader, and the source is closed when the reader stops', async () => {
    let taken = 0;
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array, void> {
      try {
        for await (const chunk of inChunks(packed, 2000)) {
          taken += chunk.length;
          yield chunk;
        }
      } finally {
        closed = true;
      }
    }
    let got = 0;
    for await (const part of decompress(source(), 'log')) {
      got += part.length;
      if (got > 50_000) break;
    }
    expect(taken).toBeLessThan(packed.length / 2);
    expect(closed).toBe(true);
  });

  test('records of a truncated gzip file are read before the error', async () => {
    const cut = zlib.gzipSync('{"a":1}\n{"a":2}\n').subarray(0, -6);
    await expect(scanChunks(decompress(inChunks(cut), 'log.gz'))).rejects.toThrow('gzip stream ends early');
    const { scanRecords } = await import('../../src/scan/scan-records.ts');
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const batch of scanRecords(decompress(inChunks(cut), 'log.gz'))) seen.push(...batch);
    })();
    await expect(reading).rejects.toThrow(UnreadableInput);
    expect(seen).toEqual([
      { kind: 'record', value: { a: 1 }, line: 1, offset: 0 },
      { kind: 'record', value: { a: 2 }, line: 2, offset: 8 },
    ]);
  });
});
