// What traces come to beside their calls.
import { expect, it } from 'vitest';
import type { JudgedAlone, List } from '../../../src/audit/alike/one-call.ts';
import { oneCallOf } from '../../../src/audit/alike/one-call.ts';
import { column, fixedColumns } from '../../../src/engine/alike/alike-rows.ts';
import { type Best, newBest } from '../../../src/engine/alike/rank-rows.ts';
import { type CountedCall, createTraceTotals } from '../../../src/engine/alike/trace-totals.ts';
import type { Event } from '../../../src/model/event.ts';
import { ownedCall } from '../../audit/audited-events.ts';
import { sampleSettings } from '../../audit/finding-samples.ts';

function judged(other: { readonly [K in keyof Event]?: Event[K] | undefined }): JudgedAlone {
  const one = oneCallOf([{ ...ownedCall({ trace_id: 't', request_id: 'r' }), ...other } as Event], sampleSettings, []);
  if (!one) throw new Error('it stands for none');
  return one;
}

const [owned, unowned, nowhere] = [
  judged({}),
  judged({ owner_team: undefined }),
  judged({ workflow_id: undefined, component: 'batch' }),
];

function callOf(of: JudgedAlone, pico: number, rest = 0): CountedCall {
  const row = new Float64Array(fixedColumns);
  row[column.cost] = pico;
  row[column.costRest] = rest;
  return { judged: of, row, at: 0 };
}

function totals(): ReturnType<typeof createTraceTotals> {
  const lists = new Map<string, Best>();
  return createTraceTotals((list: List) => {
    const best = lists.get(list.name) ?? newBest(list);
    lists.set(list.name, best);
    return best;
  });
}

it('ranks a trace by what all its calls lose, on the list of the costliest', () => {
  const { rank, isListed } = totals();
  const most = [callOf(unowned, 60), callOf(unowned, 50), callOf(owned, 900)];
  expect(rank(most)).toBe(true);
  expect(rank([callOf(unowned, 109)])).toBe(false);
  expect(rank([callOf(unowned, 109, 999_999), callOf(unowned, 0, 1)])).toBe(true); // as much
  expect(rank([callOf(nowhere, 70), callOf(unowned, 60)])).toBe(true); // another list
  expect(rank([callOf(owned, 900)])).toBe(false);
  expect(isListed(most)).toBe(true);
});

it('does not say which list it is where two of its calls cost as much and need different things', () => {
  const { rank, isListed } = totals();
  rank([callOf(unowned, 500)]);
  rank([callOf(nowhere, 500)]);
  expect(rank([callOf(unowned, 7), callOf(unowned, 7)])).toBe(false);
  expect(rank([callOf(unowned, 7), callOf(nowhere, 7)])).toBe(true);
  expect(isListed([callOf(nowhere, 7), callOf(unowned, 7), callOf(unowned, 7)])).toBe(true);
});

it('counts a trace once for each edge and for all that its calls need', () => {
  const { add, tally } = totals();
  add([callOf(unowned, 3), callOf(unowned, 4), callOf(nowhere, 5, 6)], 2);
  add([callOf(unowned, 1)], 0);
  const { traces, events, repairs, sums } = tally();
  expect({ traces, events }).toEqual({ traces: 2, events: 2 });
  expect(sums.get('excluded')?.get('hop without metering')).toEqual({ calls: 2, usd: 0n });
  expect(
    Array.from(repairs.values(), ({ traces, needs }) => [traces, ...needs.map(({ calls, usd }) => [calls, usd])]),
  ).toEqual([
    [1, [1, 5_000_006n], [2, 7_000_000n]],
    [1, [1, 1_000_000n]],
  ]);
});
