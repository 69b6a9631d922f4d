import { expect, test } from 'vitest';
import { pointerTo } from '../../src/formats/pointer-to.ts';

test('a member by its key, an entry by its number; what a pointer cannot hold is escaped', () => {
  for (const _ of ['made', 'kept']) {
    expect(pointerTo('', 'hops')).toBe('/hops');
    expect(pointerTo('/hops', 0)).toBe('/hops/0');
    expect(pointerTo('/a~b', 'c/~d')).toBe('/a~b/c~1~0d');
    expect(pointerTo('/hops', '__proto__')).toBe('/hops/__proto__');
    expect(pointerTo('/hops', '')).toBe('/hops/');
  }
});

test('more pointers than are kept, and longer ones, are the same texts', () => {
  const key = 'k'.repeat(300);
  for (let index = 0; index < 25_000; index++) expect(pointerTo('/spans', index)).toBe(`/spans/${index}`);
  expect(pointerTo('/spans', 24_999)).toBe('/spans/24999');
  expect(pointerTo('/spans', key)).toBe(`/spans/${key}`);
});
