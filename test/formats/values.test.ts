import { expect, test } from 'vitest';
import {
  isNullLike,
  readAmount,
  readCount,
  readFlag,
  readId,
  readLinks,
  readText,
  readTraceparent,
} from '../../src/formats/values.ts';
import type { MappingNote } from '../../src/model/event.ts';
import type { JsonValue } from '../../src/model/json.ts';

test.each(['', 'None', 'NULL', 'undefined', 'n/a', '<nil>', '-'])('%j says nothing', (text) => {
  expect(isNullLike(text)).toBe(true);
  expect(readText(text)).toBeUndefined();
});

test('scalars are text, objects and lists are not', () => {
  expect(readText('  claims ')).toBe('claims');
  expect(readText(4711)).toBe('4711');
  expect(readText(true)).toBe('true');
  expect(readText({ name: 'claims' })).toBeUndefined();
  expect(readText(['claims'])).toBeUndefined();
  expect(readText(null)).toBeUndefined();
});

const id = (field: 'trace_id' | 'parent_span_id' | 'request_id', value: JsonValue) => {
  const notes: MappingNote[] = [];
  return [readId(field, value, notes), notes.map((note) => ('change' in note ? note.change : note.kind))];
};

test('spellings of one trace id become one, and every change is noted', () => {
  const hex = '0af7651916cd43dd8448eb211c80319c';
  expect(id('trace_id', hex)).toEqual([hex, []]);
  expect(id('trace_id', hex.toUpperCase())).toEqual([hex, ['case']]);
  expect(id('trace_id', '0af76519-16cd-43dd-8448-eb211c80319c')).toEqual([hex, ['dashes']]);
  expect(id('trace_id', 'CvdlGRbNQ92ESOshHIAxnA==')).toEqual([hex, ['base64']]);
  expect(id('trace_id', '1-0AF76519-16cd43dd8448eb211c80319c')).toEqual([hex, ['x-ray']]);
  expect(id('trace_id', 'Root=1-0af76519-16cd43dd8448eb211c80319c;Parent=00f067aa0ba902b7')).toEqual([hex, ['x-ray']]);
  expect(id('parent_span_id', '1-0af76519-16cd43dd8448eb211c80319c')[1]).toEqual([]);
  expect(id('trace_id', '1234567890123456789')).toEqual(['1234567890123456789', ['decimal-id']]);
  expect(id('trace_id', 'tr_9F4C')).toEqual(['tr_9F4C', []]);
});

test('null-like and all-zero ids are absent; a parent of zeros is only a root', () => {
  expect(id('trace_id', 'None')).toEqual([undefined, ['null-like-id']]);
  expect(id('trace_id', '00000000000000000000000000000000')).toEqual([undefined, ['null-like-id']]);
  expect(id('parent_span_id', '0000000000000000')).toEqual([undefined, []]);
  expect(id('parent_span_id', '')).toEqual([undefined, []]);
});

test('other ids are compared exactly and never reshaped', () => {
  expect(id('request_id', '0AF76519-16CD-43DD-8448-EB211C80319C')).toEqual([
    '0AF76519-16CD-43DD-8448-EB211C80319C',
    [],
  ]);
});

const count = (value: JsonValue, name = 'input') => {
  const notes: MappingNote[] = [];
  return [readCount(name, value, notes), notes.length];
};

test('counts are whole and not negative; anything else is noted', () => {
  expect(count(56)).toEqual([56, 0]);
  expect(count('56')).toEqual([56, 0]);
  expect(count('3.0')).toEqual([3, 0]);
  expect(count(0)).toEqual([0, 0]);
  expect(count(12.5)).toEqual([undefined, 1]);
  expect(count(12.5, 'seconds')).toEqual([12.5, 0]);
  expect(count(-1)).toEqual([undefined, 1]);
  expect(count('many')).toEqual([undefined, 1]);
  expect(count(1e300)).toEqual([undefined, 1]);
  expect(count(null)).toEqual([undefined, 0]);
  expect(count('None')).toEqual([undefined, 0]);
  expect(count({ tokens: 5 })).toEqual([undefined, 0]);
});

test('amounts are exact in every unit', () => {
  expect(readAmount(0.00231, 'usd')).toBe(2_310_000_000_000_000n);
  expect(readAmount('0.00231', 'usd')).toBe(2_310_000_000_000_000n);
  expect(readAmount('2.5e-06', 'usd')).toBe(2_500_000_000_000n);
  expect(readAmount('123.45', 'cents')).toBe(1_234_500_000_000_000_000n);
  expect(readAmount(1500, 'nano-usd')).toBe(1_500_000_000_000n);
  expect(readAmount('free', 'usd')).toBeUndefined();
  expect(readAmount(true, 'usd')).toBeUndefined();
});

test('flags', () => {
  expect([true, 'HIT', 1, 'yes', '1.0'].map(readFlag)).toEqual([true, true, true, true, true]);
  expect([false, 'miss', 0, 'bypass', '0.0'].map(readFlag)).toEqual([false, false, false, false, false]);
  expect(['perhaps', null, {}].map(readFlag)).toEqual([undefined, undefined, undefined]);
});

test('a traceparent is two ids; invalid ones are nothing', () => {
  expect(readTraceparent('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')).toEqual({
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    span_id: 'b7ad6b7169203331',
  });
  expect(readTraceparent('00-00000000000000000000000000000000-b7ad6b7169203331-01')).toBeUndefined();
  expect(readTraceparent('ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')).toBeUndefined();
  expect(readTraceparent('0af7651916cd43dd8448eb211c80319c')).toBeUndefined();
});

test('links in every spelling', () => {
  expect(
    readLinks([
      { trace_id: 'tr_a', span_id: 's_a' },
      { traceId: 'tr_b' },
      { context: { trace_id: 'tr_c', span_id: 's_c' } },
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      { span_id: 'alone' },
      'none',
      7,
    ]),
  ).toEqual([
    { trace_id: 'tr_a', span_id: 's_a' },
    { trace_id: 'tr_b' },
    { trace_id: 'tr_c', span_id: 's_c' },
    { trace_id: '0af7651916cd43dd8448eb211c80319c', span_id: 'b7ad6b7169203331' },
  ]);
  expect(readLinks(undefined)).toEqual([]);
});
