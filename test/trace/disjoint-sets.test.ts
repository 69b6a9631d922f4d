// Sets that are joined two at a time are what joining lists says, for names and for numbers, however far apart.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DisjointSets, disjointSets, numberedSets } from '../../src/trace/disjoint-sets.ts';

const member = fc.oneof(fc.nat(12), fc.nat(100_000));
const joins = fc.array(fc.tuple(member, member), { maxLength: 12 });

/** The set of every member, by going through all of them. */
function listsOf(pairs: readonly (readonly [number, number])[]): readonly ReadonlySet<number>[] {
  let lists: Set<number>[] = [...new Set(pairs.flat())].map((one) => new Set([one]));
  for (const [a, b] of pairs) {
    const met = lists.filter((list) => list.has(a) || list.has(b));
    lists = [...lists.filter((list) => !met.includes(list)), new Set(met.flatMap((list) => [...list]))];
  }
  return lists;
}

it.each<[string, () => DisjointSets<number>]>([
  ['names', () => disjointSets<number>()],
  ['numbers', () => numberedSets(8)],
])('%s', (_, newSets) => {
  fc.assert(
    fc.property(joins, (pairs) => {
      const { join, find, isAlone } = newSets();
      for (const [a, b] of pairs) join(a, b);
      const lists = listsOf(pairs);
      const leaders = lists.map((list) => [...new Set([...list].map(find))]);
      expect(leaders.map(({ length }) => length)).toEqual(lists.map(() => 1));
      expect(new Set(leaders.flat()).size).toBe(lists.length);
      for (const list of lists)
        expect([...list].map(isAlone)).toEqual(Array.from({ length: list.size }, () => list.size === 1));
      expect(find(7_777_777)).toBe(7_777_777);
      expect(isAlone(7_777_777)).toBe(true);
    }),
  );
});
