// Globs: `*` stands for any characters, everything else for itself.
import { expect, test } from 'vitest';
import { compileGlob } from '../../src/registry/glob.ts';

test.each([
  ['vk-1', 'vk-1', true],
  ['vk-1', 'vk-10', false],
  ['vk-*', 'vk-', true],
  ['*', '', true],
  ['arn:aws:iam::*:role/support-*', 'arn:aws:iam::123:role/support-bot', true],
  ['arn:aws:iam::*:role/support-*', 'arn:aws:iam::123:role/sales-bot', false],
  ['a*a', 'a', false],
  ['a*b*c', 'a-c-b', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a.b', 'axb', false],
])('%s and %s: %s', (pattern, value, fits) => {
  expect(compileGlob(pattern).test(value)).toBe(fits);
});

test('a hostile value takes linear time', () => {
  const glob = compileGlob(`${'a*'.repeat(90)}b`);
  expect(glob.test('a'.repeat(200_000))).toBe(false);
});
