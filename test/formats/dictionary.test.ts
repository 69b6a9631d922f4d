// Dictionaries copied from patterns are what members set one by one make, whatever came before and however full the tree of keys is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dictionary, merged } from '../../src/formats/dictionary.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';

/** Own members, set one after the other. */
function oneByOne(keys: readonly string[], values: readonly JsonValue[]): JsonObject {
  const made = {};
  for (const [at, key] of keys.entries())
    Object.defineProperty(made, key, { value: values[at], enumerable: true, configurable: true, writable: true });
  return made;
}

const ordered = (object: JsonObject): unknown => Object.keys(object).map((key) => [key, object[key]]);

const key = fc.oneof(
  fc.constantFrom(
    'team',
    'service.name',
    '__proto__',
    'constructor',
    'toString',
    '',
    '7',
    '0',
    '-1',
    'a.b',
    '"',
    '\\',
    '\u2028',
  ),
  fc.string({ maxLength: 4, unit: 'binary' }),
);
const value = fc.constantFrom<JsonValue>('a', 'b', 1, -0, true, null, ['x'], { y: 1 });
const pairs = fc.array(fc.tuple(key, value), { maxLength: 12 });

test('the same members in the same order, the last of equal keys', () => {
  fc.assert(
    fc.property(fc.array(pairs, { maxLength: 6 }), (lists) => {
      for (const list of [...lists, ...lists]) {
        const [keys, values] = [list.map(([name]) => name), list.map(([, each]) => each)];
        const made = dictionary(keys, values);
        expect(ordered(made)).toEqual(ordered(oneByOne(keys, values)));
        expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
      }
    }),
    { numRuns: 2000 },
  );
});

test('two of them share nothing', () => {
  const [a, b] = [dictionary(['team'], ['claims']), dictionary(['team'], ['sales'])];
  expect([a.team, b.team]).toEqual(['claims', 'sales']);
  expect(Object.getOwnPropertyDescriptor(dictionary(['__proto__'], [{ x: 1 }]), '__proto__')?.value).toEqual({ x: 1 });
  expect('x' in dictionary(['__proto__'], [{ x: 1 }])).toBe(false);
});

test('of merged dictionaries the later ones win', () => {
  fc.assert(
    fc.property(pairs, pairs, (first, second) => {
      const [a, b] = [first, second].map((list) =>
        oneByOne(
          list.map(([name]) => name),
          list.map(([, each]) => each),
        ),
      );
      const all = [...Object.entries(a ?? {}), ...Object.entries(b ?? {})];
      expect(ordered(merged(a ?? {}, b ?? {}))).toEqual(
        ordered(
          oneByOne(
            all.map(([name]) => name),
            all.map(([, each]) => each),
          ),
        ),
      );
    }),
  );
});

test('more keys than are kept, long keys and many keys at once', () => {
  const wrong = Array.from({ length: 60_000 }, (_, at) => dictionary([`k${at}`, 'team'], [at, 'x'])).filter(
    (made, at) => made[`k${at}`] !== at || made.team !== 'x',
  );
  expect(wrong).toEqual([]);
  const long = 'k'.repeat(5000);
  expect(dictionary([long, long], [1, 2])).toEqual({ [long]: 2 });
  const many = Array.from({ length: 1000 }, (_, at) => `k${at}`);
  expect(dictionary(many, many)).toEqual(oneByOne(many, many));
});
