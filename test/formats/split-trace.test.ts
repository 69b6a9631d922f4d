// Whoever reads a trace by its keys finds the parts that a trace read as a record is split into.
import { expect, test } from 'vitest';
import { partAt, splitTrace } from '../../src/formats/split-trace.ts';
import type { JsonObject, JsonValue } from '../../src/model/json.ts';
import { isArray, isObject } from '../../src/model/json.ts';
import { nestedTraces, nestedTwists } from '../generate/nested-lines.ts';
import { random } from '../generate/random.ts';
import { allSamples, recordsOf } from './samples.ts';

type Keys = readonly (string | number)[];

function* objectsIn(value: JsonValue, keys: Keys = []): Iterable<Keys> {
  if (isObject(value)) {
    yield keys;
    for (const [key, inner] of Object.entries(value)) yield* objectsIn(inner, [...keys, key]);
  } else if (isArray(value)) for (const [index, inner] of value.entries()) yield* objectsIn(inner, [...keys, index]);
}

const pointer = (keys: Keys): string => keys.map((key) => `/${key}`).join('');
const isPart = (keys: Keys): boolean => partAt([...keys, ''])?.depth === keys.length;

const samples = allSamples()
  .filter(({ format }) => format === 'nested-trace')
  .flatMap(({ text }) => recordsOf(text))
  .filter((record): record is JsonObject => isObject(record));

test('the parts of samples, and of traces with anything odd', () => {
  const names = Object.keys(nestedTwists);
  const traces = nestedTraces(500, [[], ['another form'], ['another list']], names, random(1));
  expect(samples.length).toBeGreaterThan(3);
  for (const record of [...samples, ...traces]) {
    const found = [...objectsIn(record)].filter(isPart).map(pointer);
    expect(found.sort()).toEqual(
      splitTrace(record)
        .map((part) => part.pointer)
        .sort(),
    );
  }
});
