// Rows that stand for many calls are judged as those calls are, once none of them is undecided; and little is told apart for it.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Budget } from '../../../src/audit/budgets/budget.ts';
import { type BudgetCall, callsIn, compareBudgetCalls } from '../../../src/audit/budgets/budget-calls.ts';
import { judgeBudgets } from '../../../src/audit/budgets/judge-budgets.ts';
import type { WindowName } from '../../../src/audit/budgets/local-time.ts';
import { type Dated, openReplay } from '../../../src/audit/budgets/replay.ts';
import { undecidedRows } from '../../../src/audit/budgets/undecided.ts';
import { timeZone } from '../../../src/cli/time-zone.ts';
import { oneUsd } from '../../../src/model/money.ts';
import type { Approval } from '../../../src/model/policy.ts';
import { utc } from '../../../src/model/zone.ts';

const minute = 60_000_000_000n;
const begin = BigInt(Date.UTC(2026, 10, 2)) * 1_000_000n;
const berlin = timeZone('Europe/Berlin', 'a test');

const budget = (level: Budget['level'], label: string, usd: number, window: WindowName, zone = utc): Budget => ({
  key: `${level} ${label} ${window}`,
  level,
  label,
  usd: BigInt(usd) * oneUsd,
  window,
  zone,
});

const customer = budget('customer', 'retail', 300, 'week', berlin);
const claims = budget('team', 'claims', 120, 'month');
const key = budget('key', 'vk-1', 20, 'day');
const sales = budget('team', 'sales', 100_000, 'month');
const nothing = budget('other', 'none', 0, 'day');
const kinds: readonly (readonly Budget[])[] = [
  [customer, claims, key],
  [customer, claims],
  [customer, sales],
  [sales],
  [nothing],
];

interface Made {
  readonly kind: number;
  readonly at: number;
  readonly usd: number;
}
const madeCall = ({ kind, at, usd }: Made, index: number): Dated => ({
  key: `c${index}`,
  trace_id: `t${String(index).padStart(5, '0')}`,
  place: { source: 'a', line: index + 1, offset: index, format: 'event' },
  start: begin + BigInt(at) * (minute / 4n),
  usd: (BigInt(usd) * oneUsd) / 4n,
  budgets: kinds[kind] ?? [],
});

/** Calls of one kind in one stretch of time as one row; one alone stays as it is. */
function rowsOf(calls: readonly Dated[], length: bigint): readonly Dated[] {
  const groups = new Map<string, Dated[]>();
  for (const call of calls) {
    const name = `${call.budgets.map((one) => one.key)} ${call.start / length}`;
    groups.set(name, [...(groups.get(name) ?? []), call]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.toSorted(compareBudgetCalls);
    const last = others.at(-1);
    if (!first || !last) return group;
    const usd = group.reduce((sum, call) => sum + call.usd, 0n);
    return [{ ...first, usd, many: { calls: group.length, until: last.start } }];
  });
}

interface Decided {
  readonly rows: readonly Dated[];
  readonly opened: number;
}
type Checked = (call: BudgetCall) => boolean;
const all: Checked = () => true;

/** By days, hours and minutes, then by calls. */
function decided(calls: readonly Dated[], approvals: readonly Approval[], checked: Checked): Decided {
  const lengths = [1440n * minute, 60n * minute, minute];
  let rows = rowsOf(calls, lengths[0] ?? minute);
  const lengthOf = new Map(rows.map((row) => [row, 0]));
  for (;;) {
    rows = rows.toSorted(compareBudgetCalls);
    const undecided = undecidedRows(rows, approvals, checked);
    if (undecided.size === 0) return { rows, opened: rows.filter((row) => !row.many).length };
    rows = rows.flatMap((row) => {
      if (!undecided.has(row)) return [row];
      const inside = calls.filter(
        (call) =>
          call.budgets === row.budgets && call.start >= row.start && call.start <= (row.many?.until ?? row.start),
      );
      const finer = (lengthOf.get(row) ?? 0) + 1;
      const parts = finer < lengths.length ? rowsOf(inside, lengths[finer] ?? minute) : inside;
      for (const part of parts) lengthOf.set(part, finer);
      return parts;
    });
  }
}

const approval: Approval = {
  team: 'claims',
  valid_from: '2026-11-04',
  valid_to: '2026-11-06',
  usd: '15',
  reason_code: 'a launch',
  approved_by: '#leads',
};
const times = (calls: readonly BudgetCall[]) => {
  const starts = calls.flatMap(({ start }) => start ?? []).sort((a, b) => (a < b ? -1 : 1));
  return { from: starts[0], to: starts.at(-1) };
};
const arbitraryCalls = fc.array(
  fc.record({
    kind: fc.nat({ max: kinds.length - 1 }),
    at: fc.nat({ max: 8 * 1440 * 4 }),
    usd: fc.nat({ max: 40 }),
  }),
  { minLength: 40, maxLength: 250, size: 'max' },
);

describe('rows of many calls are judged as their calls are', () => {
  test.each<[string, readonly Approval[], Checked]>([
    ['all of them', [], all],
    ['with an approval', [approval], all],
    ['without a limit for some days', [{ ...approval, usd: undefined }], all],
    ['when some always pass', [], ({ budgets }) => budgets !== kinds[1]],
  ])('%s', (_, approvals, checked) => {
    fc.assert(
      fc.property(arbitraryCalls, (made) => {
        const calls = made.map(madeCall).toSorted(compareBudgetCalls);
        const { rows } = decided(calls, approvals, checked);
        const settings = { rules: [], approvals };
        if (checked === all)
          expect(judgeBudgets(rows, times(calls), settings)).toEqual(judgeBudgets(calls, times(calls), settings));
        const [whole, summed] = [calls, rows].map((list) => {
          const replay = openReplay(approvals);
          return list.filter((call) => replay.judge(call, checked(call)).length > 0);
        });
        const counted = (refused = whole) => refused?.reduce((sum, call) => sum + callsIn(call), 0);
        const spent = (refused = whole) => refused?.reduce((sum, call) => sum + call.usd, 0n);
        expect([counted(summed), spent(summed)]).toEqual([counted(whole), spent(whole)]);
        expect(summed?.[0]).toEqual(whole?.[0]);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

test('a month of a thousand calls a day: only those around the crossings are told apart', () => {
  const budgets = [sales, claims];
  // From the 2nd of November on, so that 29,000 are of that month.
  const calls = Array.from({ length: 30_000 }, (_, index) => {
    const start = begin + (BigInt(index) * 1440n * minute) / 1000n;
    return { ...madeCall({ kind: 0, at: 0, usd: 0 }, index), start, usd: oneUsd / 100n, budgets };
  });
  const { rows, opened } = decided(calls, [], () => true);
  // 120 dollars are 12,000 calls: 80 % at the 9,600th, all at the 12,000th, of which the next is refused.
  expect(opened).toBeLessThan(130); // an hour around each
  expect(rows.length).toBeLessThan(250);
  const expected = judgeBudgets(calls, times(calls), { rules: [] });
  expect(judgeBudgets(rows, times(calls), { rules: [] })).toEqual(expected);
  const refused = expected.windows.map(({ budget: name, crossed_100: crossed, blocked }) => [
    name,
    crossed?.key,
    blocked.calls,
    blocked.first?.key,
  ]);
  expect(refused).toContainEqual(['claims', 'c11999', 29_000 - 12_000, 'c12000']);
});
