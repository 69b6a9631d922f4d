import { expect, test } from 'vitest';
import { holderOf, listOf } from '../../src/formats/nested-lists.ts';

test.each([
  ['/provider_calls/0', 'provider_calls', ''],
  ['/worker/calls/12', 'calls', '/worker'],
  ['/hops/1/llm_calls/3', 'llm_calls', '/hops/1'],
  ['/calls/0/calls/1', 'calls', '/calls/0'],
])('%s is an entry of %s below "%s"', (pointer, list, holder) => {
  expect(listOf(pointer)).toBe(list);
  expect(holderOf(pointer)).toBe(holder);
});

test.each([
  '',
  '/',
  '/0',
  '/hops/1',
  '/worker',
  '/calls',
  '/calls/',
  '/calls/x',
  '/calls/1x',
  '/my_calls/0',
  '/calls/0/gateway',
])('"%s" is none', (pointer) => {
  expect(listOf(pointer)).toBeUndefined();
  expect(holderOf(pointer)).toBe(pointer);
});

test('an event without a pointer is no entry', () => expect(listOf(undefined)).toBeUndefined());
