import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSum,
  growIn,
  keepTop,
  mergeTop,
  type Running,
  type Sum,
  type Top,
  withCandidate,
} from '../../src/audit/sums.ts';

const top: Top<{ readonly rank: number; readonly name: string }> = {
  most: 4,
  compare: (a, b) => a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
};
const candidates = fc.array(fc.record({ rank: fc.nat(6), name: fc.constantFrom('a', 'b', 'c') }));

describe('the first few', () => {
  it('are what sorting everything would leave, in whatever order they come', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const kept = list.reduce<typeof list>((sofar, one) => [...withCandidate(top, sofar, one)], []);
        const [expected, growing] = [[...list].sort(top.compare).slice(0, top.most), keepTop(top)];
        for (const one of list) growing.add(one);
        expect(kept).toEqual(expected);
        expect(growing.list()).toEqual(expected);
      }),
    );
  });

  it('of two lists are the same in either order', () => {
    fc.assert(
      fc.property(candidates, candidates, (a, b) => {
        const [first, second] = [mergeTop(top, [], a), mergeTop(top, [], b)];
        expect(mergeTop(top, first, second)).toEqual(mergeTop(top, second, first));
      }),
    );
  });
});

it('a sum that grows leaves the one it began with as it was', () => {
  const given: Sum = { calls: 1, usd: 5n };
  const rows = new Map<string, Running<Sum>>();
  growIn(rows, 'team', given, addSum);
  growIn(rows, 'team', given, addSum);
  expect(rows.get('team')).toEqual({ calls: 2, usd: 10n });
  expect(given).toEqual({ calls: 1, usd: 5n });
});
