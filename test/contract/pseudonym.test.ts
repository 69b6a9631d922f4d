// Pseudonyms: the same on every machine, and different for different values.
import { expect, test } from 'vitest';
import { masked, pseudonym } from '../../src/contract/pseudonym.ts';

test('is stable', () => {
  expect(pseudonym('')).toMatch(/^[0-9a-f]{12}$/);
  expect(pseudonym('jane@example.com')).toBe(pseudonym('jane@example.com'));
  expect(masked('j***', 'jane')).toBe(`j*** [masked ${pseudonym('jane')}]`);
});

test('no two of 200,000 similar values share one', () => {
  const names = new Set<string>();
  for (let index = 0; index < 200_000; index += 1) names.add(pseudonym(`user${index}@example.com`));
  expect(names.size).toBe(200_000);
});
