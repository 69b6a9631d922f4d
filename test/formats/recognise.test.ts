import { expect, test } from 'vitest';
import type { Condition } from '../../src/formats/format.ts';
import { compileRecognition } from '../../src/formats/recognise.ts';
import type { JsonObject } from '../../src/model/json.ts';

const holds = (conditions: readonly Condition[], record: JsonObject, json: readonly string[] = []) =>
  compileRecognition(conditions, json)(record);

test('present, equal, starts with', () => {
  expect(holds(['a'], { a: 0 })).toBe(true);
  expect(holds(['a'], { a: null })).toBe(false);
  expect(holds(['a=x'], { a: 'x' })).toBe(true);
  expect(holds(['a=x'], { a: 'xy' })).toBe(false);
  expect(holds(['a^=x'], { a: 'xy' })).toBe(true);
  expect(holds(['a^=x'], { a: 1 })).toBe(false);
});

test('a dash is how access logs write nothing', () => {
  expect(holds(['a'], { a: '-' })).toBe(false);
  expect(holds(['!a'], { a: '-' })).toBe(true);
  expect(holds(['a'], { a: '' })).toBe(true);
});

test('object, list, not', () => {
  expect(holds(['a{}'], { a: {} })).toBe(true);
  expect(holds(['a{}'], { a: 'text' })).toBe(false);
  expect(holds(['a[]'], { a: [] })).toBe(true);
  expect(holds(['!a'], { b: 1 })).toBe(true);
  expect(holds(['!a{}'], { a: 'text' })).toBe(true);
  expect(holds(['!a=x'], { a: 'x' })).toBe(false);
});

test('all of the outer list, any of an inner one', () => {
  const conditions = [['a', 'b'], 'c'];
  expect(holds(conditions, { b: 1, c: 1 })).toBe(true);
  expect(holds(conditions, { b: 1 })).toBe(false);
  expect(holds(conditions, { c: 1 })).toBe(false);
});

test('paths nest, and look into JSON text where the table says so', () => {
  expect(holds(['a.b'], { a: { b: 1 } })).toBe(true);
  expect(holds(['a.b'], { a: '{"b":1}' })).toBe(false);
  expect(holds(['a.b'], { a: '{"b":1}' }, ['a'])).toBe(true);
});
