// What the scanner promises for any bytes: cuts into chunks change nothing, nothing throws, every place is true, work stays linear.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFramer } from '../../src/scan/framer.ts';
import { scanDefaults } from '../../src/scan/limits.ts';
import { rescanFactor } from '../../src/scan/read-broken.ts';
import type { Scanned } from '../../src/scan/scanned.ts';

interface Outcome {
  readonly found: readonly Scanned[];
  readonly textLines: number;
  readonly rescanned: number;
}

function frame(bytes: Uint8Array, cuts: readonly number[] = [], recordBytes = scanDefaults.recordBytes): Outcome {
  const framer = createFramer({ recordBytes, depth: 6 });
  const found: Scanned[] = [];
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  for (let index = 1; index < places.length; index++) {
    found.push(...framer.feed(bytes.subarray(places[index - 1], places[index])));
  }
  found.push(...framer.end());
  return { found, textLines: framer.textLines(), rescanned: framer.rescannedBytes() };
}

/** Pieces that meet in pastes and logs, whole and broken, so that every state is entered from every other. */
const piece = fc.oneof(
  { arbitrary: fc.json({ maxDepth: 3 }), weight: 3 },
  {
    arbitrary: fc
      .dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 2 }))
      .map((value) => JSON.stringify(value)),
    weight: 6,
  },
  {
    arbitrary: fc
      .dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 3 }))
      .map((value) => JSON.stringify(value, null, 2)),
    weight: 3,
  },
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    '\\',
    "'",
    ':',
    '{}',
    '{ }',
    '{"',
    '{"a":',
    '{"a":1,',
    '{"a":[',
    '{"a":"x',
    'oops',
    'NaN',
  ),
  fc.constantFrom(
    '\n',
    '\r\n',
    '  ',
    '\t',
    '\0',
    '\uFEFF',
    '```json\n',
    'INFO ',
    '$ rm {} \\;',
    '$',
    '{HOME}',
    "{'a': 1}",
    '{a: "x"}',
    '{“a”: 1}',
  ),
  fc.constantFrom(
    '{"data":[',
    '{"x":{"items": [',
    ']}',
    ']}}',
    '"}',
    '12345678901234567890',
    '{"n":9007199254740993}\n',
  ),
  fc.string({ maxLength: 5 }),
);
const input = fc
  .array(fc.tuple(piece, fc.constantFrom('', '', ' ', '\n', '\n', ',\n')))
  .map((parts) => Buffer.from(parts.flat().join('')));
const cuts = fc.array(fc.nat(), { maxLength: 8 });

describe('any input', () => {
  test('cut into chunks anywhere, it gives the same result', () => {
    fc.assert(
      fc.property(input, cuts, fc.constantFrom(10, 25, 60, 1000), (bytes, where, recordBytes) => {
        expect(frame(bytes, where, recordBytes)).toEqual(frame(bytes, [], recordBytes));
      }),
      { numRuns: 1500 },
    );
  });

  test('byte by byte, it gives the same result', () => {
    fc.assert(
      fc.property(input, fc.constantFrom(10, 40, 1000), (bytes, recordBytes) => {
        expect(frame(bytes, [...bytes.keys()], recordBytes)).toEqual(frame(bytes, [], recordBytes));
      }),
      { numRuns: 500 },
    );
  });

  test('line and offset are those of an opening brace, in ascending order', () => {
    fc.assert(
      fc.property(input, (bytes) => {
        const { found } = frame(bytes);
        const offsets = found.map((one) => one.offset);
        expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
        for (const { line, offset } of found) {
          expect(bytes.toString('latin1', offset, offset + 1)).toBe('{');
          expect(bytes.toString('latin1', 0, offset).split('\n')).toHaveLength(line);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('arbitrary bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), cuts, (bytes, where) => {
        expect(frame(bytes, where)).toEqual(frame(bytes));
      }),
    );
  });
});

describe('good records between anything that ends with its line', () => {
  const record = fc
    .dictionary(fc.string(), fc.jsonValue())
    .map((value) => JSON.stringify(value, (_, part) => (typeof part === 'number' ? part % 1e15 : part)));
  const truncated = fc
    .tuple(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), fc.nat())
    .map(([value, cut]) => JSON.stringify({ id: 1, ...value }).slice(0, 6 + (cut % 200)));

  test('a record cut off on its line costs only itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(truncated, record), { maxLength: 6 }), (pairs) => {
        const good = pairs.map(([, whole]) => whole);
        const lines = pairs.flat().map((line) => `${line}\n`);
        const framer = createFramer(scanDefaults);
        const found = [...framer.feed(Buffer.from(lines.join(''))), ...framer.end()];
        const onOddLines = found.filter((one) => one.line % 2 === 0);
        expect(onOddLines.map((one) => one.kind === 'record' && JSON.stringify(one.value))).toEqual(
          good.map((text) => JSON.stringify(JSON.parse(text))),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('streaming', () => {
  test.each([
    ['an array on one line', '[{"n":0}, {"n":1}, {"n":2}, {"n"'],
    ['concatenated objects', '{"n":0}\n{"n":1}{"n":2}{"n"'],
    ['a pretty-printed array', '[\n  {\n    "n": 0\n  },\n  {"n":1},\n  {"n":2},\n  {"n"'],
  ])('%s: a record is there as soon as its last byte is', (_, text) => {
    const framer = createFramer(scanDefaults);
    const early = framer.feed(Buffer.from(text));
    expect(early.map((one) => one.kind === 'record' && one.value.n)).toEqual([0, 1, 2].slice(0, early.length));
    expect(early.length).toBe(text.startsWith('[') ? 3 : 1);
  });
});

describe('hostile input takes linear work', () => {
  const size = 1024 * 1024;
  const fill = (unit: string) => Buffer.from(unit.repeat(Math.ceil(size / unit.length)));

  test.each([
    ['braces', '{'],
    ['braces on lines', '{\n'],
    ['braces and quotes', '{"'],
    ['braces and quotes in prose', 'x {" {" '],
    ['unclosed objects on one line', '{"a":'],
    ['unclosed objects on lines', '{"a":\n'],
    ['unclosed objects on lines, indented', ' {"a":\n'],
    ['unclosed arrays', '{"a":[\n{"b":1},\n'],
    ['unclosed arrays beside closed records', '{"a":1},{"b":[\n'],
    ['unterminated strings', '{"a":"\n'],
    ['one unterminated string', '{"a":"xxxxxxxxxxxxxxxx'],
    ['unterminated keys in prose', 'x {"xxxxxxxxxxxxxxxxxxx\n'],
    ['broken records on one line', '{"a" 1}'],
    ['bad words on one line', '{"a":x}'],
    ['backslashes', '{"a":"\\\\\\\\\\\\\\\\'],
    ['single-quoted', "{'a':"],
    ['bare keys', '{a:'],
    ['names in prose', 'x{name'],
    ['blanks behind braces', '{          '],
    ['line breaks behind braces', 'x{\n\n\n\n\n\n\n\n'],
    ['commas', '{"a":[1,,'],
    ['trailing commas', '{"a":[1,],}'],
    ['brackets', '[[[[]'],
    ['empty objects', '{}'],
    ['empty objects in prose', 'x{} '],
    ['closing brackets', '}]'],
    ['envelopes', '{"data":['],
    ['long numbers', '{"a":12345678901234567890},'],
    ['long lines that almost parse', '{"a":1} {"b":2}x'],
  ])(
    '%s',
    (_, unit) => {
      const bytes = fill(unit);
      const framer = createFramer({ recordBytes: 256 * 1024, depth: 200 });
      let found = 0;
      for (let from = 0; from < bytes.length; from += 65_536)
        found += framer.feed(bytes.subarray(from, from + 65_536)).length;
      found += framer.end().length;
      expect(found).toBeLessThanOrEqual(bytes.length);
      expect(framer.rescannedBytes()).toBeLessThan((rescanFactor + 2) * bytes.length + 1024 * 1024);
    },
    60_000,
  );
});

describe('the collected samples', () => {
  const folder = join(import.meta.dirname, '../../../shared/fixtures');
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    : [];
  if (files.length === 0) console.log('the collected samples are not beside this checkout: they were not tried');

  test('each is read as one record, or as the elements of its array', () => {
    for (const name of files) {
      const bytes = readFileSync(join(folder, name));
      const whole: unknown = JSON.parse(bytes.toString());
      const framer = createFramer(scanDefaults);
      const found = [...framer.feed(bytes), ...framer.end()];
      expect(found.map((one) => one.kind)).toEqual(Array.isArray(whole) ? whole.map(() => 'record') : ['record']);
      expect(framer.textLines()).toBe(0);
    }
  });

  test('cut off anywhere, none throws and nothing is silent', () => {
    for (const name of files) {
      const bytes = readFileSync(join(folder, name));
      for (let length = 1; length < bytes.length - 2; length += 97) {
        const framer = createFramer(scanDefaults);
        const found = [...framer.feed(bytes.subarray(0, length)), ...framer.end()];
        if (bytes.toString('latin1', 0, length).trim() === '[') continue;
        expect(found.length, `${name} at ${length}`).toBeGreaterThan(0);
      }
    }
  });
});
