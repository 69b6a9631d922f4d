// Records beyond the limits: one clear rejection each, or the list of an envelope read element by element.
import { describe, expect, test } from 'vitest';
import { scan, scanToLines } from './read-all.ts';

const rows = (count: number, separator = ',') => Array.from({ length: count }, (_, n) => `{"n":${n}}`).join(separator);
const numbers = async (input: string, recordBytes: number, chunk?: number) => {
  const { found } = await scan(input, { recordBytes }, chunk);
  return found.map((one) => (one.kind === 'record' ? one.value.n : one.reason));
};
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

describe('limits.recordBytes', () => {
  test('a record of exactly the limit is read, one byte more is not; chunks make no difference', async () => {
    const input = '{"a":"xxxx"}\n{"a":"yyyyy"}\n {"b":1}';
    for (const chunk of [1, 2, 5, 11, 12, 13, 14, 1000]) {
      expect(await scanToLines(input, { recordBytes: 12 }, chunk)).toEqual([
        '1@0 {"a":"xxxx"}',
        '2@13 ! the record has 13 bytes, more than limits.recordBytes (12)',
        '3@28 {"b":1}',
      ]);
    }
  });

  test('a line of 20 MB is one rejection, and memory stays flat', async () => {
    const part = Buffer.alloc(64 * 1024, 'x');
    async function* line(): AsyncGenerator<Uint8Array, void> {
      yield Buffer.from('{"a":1}\n{"prompt":"');
      for (let index = 0; index < 320; index++) yield part;
      yield Buffer.from('"}\n{"a":2}\n');
    }
    const { scanChunks, toLine } = await import('./read-all.ts');
    const before = process.memoryUsage().arrayBuffers;
    const { found, totals } = await scanChunks(line());
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80 * 1024 * 1024);
    expect(found.map(toLine)).toEqual([
      '1@0 {"a":1}',
      '2@8 ! the record has 20,971,533 bytes, more than limits.recordBytes (16,777,216)',
      '3@20971542 {"a":2}',
    ]);
    expect(totals).toEqual({ bytes: 20_971_550, text_lines: 0 });
  });

  test('too large and never closed', async () => {
    expect(await scanToLines('{"a":"xxxxxxxxxx\n{"b":1}', { recordBytes: 10 })).toEqual([
      '1@0 ! the record is larger than limits.recordBytes (10) and never closed: a line break inside a string (line 1, column 17)',
      '2@17 {"b":1}',
    ]);
    expect(await scanToLines('{"a":["xxxxxxxxxx"', { recordBytes: 10 })).toEqual([
      '1@0 ! the record is larger than limits.recordBytes (10) and never closed: the input ends in the middle of this record (line 1)',
    ]);
  });

  test('a line longer than the limit that is many records', async () => {
    for (const chunk of [7, 1000]) expect(await numbers(`[${rows(50)}]`, 60, chunk)).toEqual(upTo(50));
  });
});

describe('an envelope around a list that is too large', () => {
  test.each([
    ['one line', `{"object":"list","data":[${rows(50)}],"total":50}`],
    ['lines', `{"data" : [\n${rows(50, ',\n')}\n]\n}\n`],
    [
      'pretty-printed',
      `{\n  "meta": {\n "page": 1 },\n  "Records": [\n    ${rows(50, ',\n    ')}\n  ],\n  "next": {"n":"no record"}\n}\n`,
    ],
    ['nested', `{"status":"ok","data":{"kind":"rows","result":[${rows(50)}],"stats":{"n":"no record"}}}`],
    ['mixed with other elements', `{"items":[1,"x",${rows(50)},[2],null]}`],
  ])('%s: every element once, in order', async (_, envelope) => {
    for (const chunk of [1, 17, 100_000]) {
      const input = `{"n":"before"}\n${envelope}\n{"n":"behind"}`;
      expect(await numbers(input, 120, chunk)).toEqual(['before', ...upTo(50), 'behind']);
      expect((await scan(input, { recordBytes: 120 }, chunk)).totals.text_lines).toBe(0);
    }
  });

  test('below the limit it is one record', async () => {
    expect(await scanToLines(`{"data":[${rows(3)}]}`)).toEqual(['1@0 {"data":[{"n":0},{"n":1},{"n":2}]}']);
  });

  test('lines and offsets are those of the elements', async () => {
    expect(await scanToLines('{"data":[\n{"n":0},\n\n {"n":1},{"n":\n2},{}]}', { recordBytes: 30 })).toEqual([
      '2@10 {"n":0}',
      '4@21 {"n":1}',
      '4@29 {"n":2}',
      '5@38 {}',
    ]);
  });

  test('another key is no envelope', async () => {
    expect(await scanToLines(`{"resourceSpans":[${rows(5)}]}\n{"n":9}`, { recordBytes: 20 })).toEqual([
      '1@0 ! the record has 59 bytes, more than limits.recordBytes (20)',
      '2@60 {"n":9}',
    ]);
  });

  test('an element that is too large itself', async () => {
    expect(await numbers(`{"data":[{"n":0},{"n":1,"x":"${'x'.repeat(30)}"},{"n":2}]}`, 30)).toEqual([
      0,
      'the record has 44 bytes, more than limits.recordBytes (30)',
      2,
    ]);
  });

  test('a broken element is rejected alone', async () => {
    expect(await numbers(`{"data":[{"n":0},{"n" 1},{"n":2},{"n":oops},{"n":4}],"x":{"n":5}}\n{"n":6}`, 20)).toEqual([
      0,
      'a colon is missing after a key (line 1, column 23)',
      2,
      'a word that is not JSON (line 1, column 39)',
      4,
      6,
    ]);
  });

  test('an envelope that is cut off is reported after its elements', async () => {
    expect(await scanToLines('{"data":[{"n":0},{"n":1}', { recordBytes: 20 })).toEqual([
      '1@9 {"n":0}',
      '1@17 {"n":1}',
      '1@0 ! the input ends in the middle of this record (line 1)',
    ]);
  });
});

describe('limits.depth', () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;

  test.each(['\n', ' '])('refused with its place; the next record is read', async (separator) => {
    const input = `${nested(200)}${separator}${nested(201)}${separator}{"b":1}`;
    const { found } = await scan(input);
    expect(found.map((one) => (one.kind === 'record' ? Object.keys(one.value)[0] : one.reason))).toEqual([
      'a',
      `nested deeper than 200 levels (limits.depth) (line ${separator === '\n' ? '2, column 1001' : '1, column 2198'})`,
      'b',
    ]);
  });
});
