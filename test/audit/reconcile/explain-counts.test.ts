import { expect, test } from 'vitest';
import { explainCounts } from '../../../src/audit/reconcile/explain-counts.ts';
import type { Usage, UsageClass } from '../../../src/model/usage.ts';

const sums = (usage: Usage): Map<UsageClass, bigint> =>
  new Map(Object.entries(usage).map(([name, count]) => [name as UsageClass, BigInt(count)])); // the keys of a Usage

const explained = (billed: Usage, logged: Usage) =>
  explainCounts(sums(billed), sums(logged)).map(({ kind, meter, count, logged_as }) =>
    [kind, ...(logged_as ? [logged_as, 'as'] : []), meter, Number(count)].join(' '),
  );

test.each<[string, Usage, Usage, string[]]>([
  ['nothing', { input: 10, output: 2 }, { input: 10, output: 2 }, []],
  [
    'more of all: requests nobody logged',
    { input: 15, output: 3 },
    { input: 10, output: 2 },
    ['volume input 5', 'volume output 1'],
  ],
  ['less of all', { input: 5, output: 1 }, { input: 10, output: 2 }, ['volume input -5', 'volume output -1']],
  [
    'cached logged as input',
    { input: 4, cached_input: 6, output: 2 },
    { input: 10, output: 2 },
    ['swapped input as cached_input 6'],
  ],
  [
    'cached logged as input beside requests nobody logged',
    { input: 4, cached_input: 16, output: 3 },
    { input: 10, output: 2 },
    ['swapped input as cached_input 6', 'volume cached_input 10', 'volume output 1'],
  ],
  [
    'cached inside input and beside it',
    { input: 4, cached_input: 6, output: 2 },
    { input: 10, cached_input: 6, output: 2 },
    ['counted-twice input -6'],
  ],
  [
    'a class never logged',
    { input: 10, cache_write_5m: 3, output: 2 },
    { input: 10, output: 2 },
    ['differs cache_write_5m 3'],
  ],
  ['reasoning never logged', { input: 10, output: 9 }, { input: 10, output: 2 }, ['differs output 7']],
  [
    'two lifetimes logged as one',
    { cache_write_5m: 3, cache_write_1h: 7, output: 2 },
    { cache_write_5m: 10, output: 2 },
    ['swapped cache_write_5m as cache_write_1h 7'],
  ],
])('%s', (_, billed, logged, expected) => {
  expect(explained(billed, logged)).toEqual(expected);
});
