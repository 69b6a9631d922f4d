import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valuesOf } from '../../../src/scan/patterns/line-values.ts';
import { bytesOf } from './judge.ts';

const values = (text: string) =>
  valuesOf(bytesOf(text))?.map(({ path, from, to, kind }) => [path.join('.'), text.slice(from, to), kind]);

test('every value with its path, containers before their members', () => {
  expect(values('{"a":"x\\"y", "b" : {"c":[1,-2.5e3 ,null],"d":{}},"e":[]}\r')).toEqual([
    ['a', '"x\\"y"', 'string'],
    ['b', '{"c":[1,-2.5e3 ,null],"d":{}}', 'object'],
    ['b.c', '[1,-2.5e3 ,null]', 'array'],
    ['b.c.0', '1', 'number'],
    ['b.c.1', '-2.5e3', 'number'],
    ['b.c.2', 'null', 'word'],
    ['b.d', '{}', 'object'],
    ['e', '[]', 'array'],
  ]);
});

test('keys are read as JSON means them', () => {
  expect(valuesOf(bytesOf('{"\\u0061\\n":1}'))?.[0]?.path).toEqual(['a\n']);
});

test('an empty object has no values', () => {
  expect(values('{}')).toEqual([]);
});

test.each([
  ['', 'nothing'],
  ['[1]', 'no object'],
  [' {"a":1}', 'a blank before it'],
  ['{"a":1}x', 'something behind it'],
  ['{"a":1,}', 'a comma too many'],
  ['{"a":1', 'cut off'],
  ['{"a":1}\n', 'a line feed'],
  ['{"a":1,"a":2}', 'a key twice'],
  ['{"a":1,"\\u0061":2}', 'a key twice, written differently'],
  ['{"b":[{"a":1,"a":2}]}', 'a key twice deep inside'],
  ['{"__proto__":1}', 'a key that is no key'],
  [`{"a":${'['.repeat(64)}${']'.repeat(64)}}`, 'too deep'],
  [`{"a":"${'x'.repeat(1 << 20)}"}`, 'too long'],
])('%#: %s is not learned from', (text) => {
  expect(valuesOf(bytesOf(text))).toBeUndefined();
});

test('63 levels inside the object are not too deep', () => {
  expect(values(`{"a":${'['.repeat(63)}${']'.repeat(63)}}`)).toHaveLength(63);
});

test('invalid UTF-8 is not learned from', () => {
  expect(valuesOf(Uint8Array.of(...bytesOf('{"a":"'), 0xc3, ...bytesOf('"}')))).toBeUndefined();
});

test('each value is what JSON.parse finds at its path', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), fc.boolean(), (object, blanks) => {
      const text = JSON.stringify(object, null, blanks ? '\t' : '').replaceAll('\n', ' ');
      const line = bytesOf(text);
      const parsed: unknown = JSON.parse(text);
      for (const { path, from, to } of valuesOf(line) ?? []) {
        // Cast: a step into whatever was parsed.
        const there = path.reduce<unknown>(
          (inside, step) => (inside as Record<string | number, unknown>)[step],
          parsed,
        );
        expect(JSON.parse(new TextDecoder().decode(line.subarray(from, to)))).toEqual(there);
      }
    }),
  );
});
