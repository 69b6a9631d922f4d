import { describe, expect, it } from 'vitest';
import { repairPlan } from '../../src/audit/repair-plan.ts';
import { noSum, type Sum } from '../../src/audit/sums.ts';
import { emptyTally, type Need, type Tally } from '../../src/audit/tally.ts';
import { oneUsd, percentOf } from '../../src/model/money.ts';

/** "set api" is a change of that kind at that component; one list of needs for each trace. */
function tallyOf(traces: readonly (readonly { needs: string; usd: number; calls?: number }[])[]): Tally {
  const fixes = new Map<string, { kind: 'set' | 'trace-id'; component: string; fields: string[] }>();
  const key = (word: string): string => {
    const [kind = '', component = ''] = word.split(' ');
    const name = `${kind}\n\n${component}`;
    fixes.set(name, {
      kind: kind === 'set' ? 'set' : 'trace-id',
      component,
      fields: [kind === 'set' ? 'owner_team' : 'trace_id'],
    });
    return name;
  };
  const repairs = traces.map((needs) => ({
    traces: 1,
    needs: needs.map(
      ({ needs: words, usd, calls = 1 }): Need => ({
        fixes: words.split(', ').map(key).sort(),
        usd: BigInt(Math.round(usd * 100)) * (oneUsd / 100n),
        calls,
      }),
    ),
  }));
  return { ...emptyTally, fixes, repairs: new Map(repairs.map((repair, index) => [String(index), repair])) };
}

function plan(tally: Tally, totalUsd = 100): string[] {
  const share = ({ usd }: Sum): number | undefined => percentOf(usd, BigInt(totalUsd) * oneUsd);
  return repairPlan(tally, noSum, share).map(
    ({ fix, usd, calls, traces, coverage_before: from, coverage_after: to }) =>
      `${fix}: $${usd}, ${calls} calls, ${traces} traces, ${from} -> ${to}`,
  );
}

describe('the repair plan', () => {
  it('puts what only helps together on one line, which says what it proves', () => {
    expect(plan(tallyOf([[{ needs: 'set gw, log gw', usd: 20 }], [{ needs: 'set gw, log gw', usd: 5 }]]))).toEqual([
      'set owner_team and log the trace id at gw: $25, 2 calls, 2 traces, 0 -> 25',
    ]);
  });

  it('prefers the most money for the fewest changes', () => {
    const tally = tallyOf([
      [{ needs: 'set a', usd: 30 }],
      [{ needs: 'set b, set c', usd: 50 }],
      [{ needs: 'set d', usd: 20 }],
    ]);
    expect(plan(tally)).toEqual([
      'set owner_team at a, where the path begins: $30, 1 calls, 1 traces, 0 -> 30',
      'set owner_team at b and set owner_team at c: $50, 1 calls, 1 traces, 30 -> 80',
      'set owner_team at d, where the path begins: $20, 1 calls, 1 traces, 80 -> 100',
    ]);
  });

  it('counts for a set what needs only a part of it, and for the next only what is left', () => {
    const tally = tallyOf([
      [{ needs: 'set a', usd: 10 }],
      [{ needs: 'set b', usd: 10 }],
      [{ needs: 'set a, set b', usd: 60 }],
      [{ needs: 'set a, set c', usd: 8 }],
    ]);
    expect(plan(tally)).toEqual([
      'set owner_team at a and set owner_team at b: $80, 3 calls, 3 traces, 0 -> 80',
      'set owner_team at c, where the path begins: $8, 1 calls, 1 traces, 80 -> 88',
    ]);
  });

  it('counts a trace once on a line, however its calls differ', () => {
    const tally = tallyOf([
      [
        { needs: 'set a', usd: 1 },
        { needs: 'set a, log a', usd: 9, calls: 2 },
      ],
    ]);
    expect(plan(tally)).toEqual(['set owner_team and log the trace id at a: $10, 3 calls, 1 traces, 0 -> 10']);
  });

  it('goes by calls, then by name, where nothing has a price', () => {
    const tally = tallyOf([
      [{ needs: 'set b', usd: 0 }],
      [{ needs: 'set a', usd: 0 }],
      [{ needs: 'set c', usd: 0, calls: 2 }],
    ]);
    expect(plan(tally).map((line) => line.slice(0, 19))).toEqual([
      'set owner_team at c',
      'set owner_team at a',
      'set owner_team at b',
    ]);
  });

  it('names every kind of change and every component of a line', () => {
    const [line] = repairPlan(tallyOf([[{ needs: 'set api, log gw', usd: 1 }]]), noSum, () => undefined);
    expect(line).toMatchObject({
      kind: 'set and trace-id',
      component: 'api and gw',
      fields: ['trace_id', 'owner_team'],
    });
  });

  it('has no line when nothing is to be repaired, and at most 25', () => {
    expect(plan(emptyTally)).toEqual([]);
    const many = Array.from({ length: 40 }, (_, index) => [{ needs: `set c${index}`, usd: 1 }]);
    expect(plan(tallyOf(many))).toHaveLength(25);
  });

  it('stays quick when thousands of traces are all broken differently', { timeout: 5000 }, () => {
    const words = (index: number): string =>
      Array.from({ length: 12 }, (_, bit) => (index >> bit) & 1 && `set c${bit}`)
        .filter(Boolean)
        .join(', ');
    const all = Array.from({ length: 4095 }, (_, index) => [{ needs: words(index + 1), usd: (index * 7919) % 100 }]);
    expect(plan(tallyOf(all))).toHaveLength(2);
  });
});
