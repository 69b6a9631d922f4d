import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileProjection, parseText, readPaths } from '../../src/formats/project.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';

function at(record: JsonObject, paths: readonly string[], text: readonly string[] = []) {
  const projection = compileProjection(paths, text);
  const values = readPaths(record, projection);
  return paths.map((path) => values[projection.paths.indexOf(path)]);
}

test('a dot nests or belongs to the key, whichever the record has', () => {
  const path = 'gen_ai.usage.input_tokens';
  expect(at({ 'gen_ai.usage.input_tokens': 1 }, [path])).toEqual([1]);
  expect(at({ gen_ai: { usage: { input_tokens: 2 } } }, [path])).toEqual([2]);
  expect(at({ 'gen_ai.usage': { input_tokens: 3 } }, [path])).toEqual([3]);
  expect(at({ gen_ai: { 'usage.input_tokens': 4 } }, [path])).toEqual([4]);
});

test('the longest literal key wins, in either order of keys', () => {
  expect(at({ 'a.b': 1, a: { b: 2 } }, ['a.b'])).toEqual([1]);
  expect(at({ a: { b: 2 }, 'a.b': 1 }, ['a.b'])).toEqual([1]);
});

test('a path and a longer one through it are both read', () => {
  expect(at({ error: { type: 'Timeout' } }, ['error', 'error.type'])).toEqual([{ type: 'Timeout' }, 'Timeout']);
});

test('null is absent, false and zero and empty text are not', () => {
  expect(at({ a: null, b: false, c: 0, d: '' }, ['a', 'b', 'c', 'd'])).toEqual([undefined, false, 0, '']);
});

test('members that hold JSON as text are opened where the table says so', () => {
  const record = { metadata: '{"team":"claims"}', note: '{"team":"sales"}' };
  expect(at(record, ['metadata.team', 'note.team'], ['metadata'])).toEqual(['claims', undefined]);
  expect(at({ outer: { inner: '[{"x":1}]' } }, ['outer.inner.0.x'], ['outer.inner'])).toEqual([1]);
});

test('in a list the key is a position, from the end when negative', () => {
  const record = { chunks: [{ usage: 1 }, { usage: 2 }, { usage: 3 }] };
  expect(at(record, ['chunks.0.usage', 'chunks.-1.usage', 'chunks.9.usage', 'chunks.x'])).toEqual([
    1,
    3,
    undefined,
    undefined,
  ]);
});

test('nothing inherited is ever read', () => {
  expect(at({}, ['constructor', 'toString.name', '__proto__'])).toEqual([undefined, undefined, undefined]);
  expect(at(JSON.parse('{"__proto__":{"team":"x"}}'), ['__proto__.team'])).toEqual(['x']);
});

test('text that is not a JSON object or list stays text', () => {
  expect(parseText('hello')).toBe('hello');
  expect(parseText('{broken')).toBe('{broken');
  expect(parseText('12')).toBe('12');
  expect(parseText(' [1] ')).toEqual([1]);
});

test('what a projection remembers of the record before changes nothing', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'a.b', 'b.c', 'a.b.c', 'metadata', '0', '__proto__');
  const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<JsonValue>(null, 0, 'x', '{"a":{"b":1}}', '[{"c":2}]'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  }));
  const paths = ['a', 'a.b', 'a.b.c', 'b.c', 'a.0.c', 'a.-1', 'metadata.a.b', 'metadata.0.c'];
  const kept = compileProjection(paths, ['metadata']);
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(key, value, { maxKeys: 6, noNullPrototype: true }), { maxLength: 6 }),
      (records) => {
        for (const record of [...records, ...records])
          expect([...readPaths(record, kept)]).toEqual([...readPaths(record, compileProjection(paths, ['metadata']))]);
      },
    ),
    { numRuns: 1000 },
  );
});
