import { expect, test } from 'vitest';
import { auditTraces } from '../../src/audit/audit-traces.ts';
import { budgetCallsOf, compareBudgetCalls } from '../../src/audit/budgets/budget-calls.ts';
import { judgeBudgets } from '../../src/audit/budgets/judge-budgets.ts';
import { registryBudgets } from '../../src/cli/load-budgets.ts';
import { timeZone } from '../../src/cli/time-zone.ts';
import { readRegistry } from '../../src/registry/read-registry.ts';
import { ownedCall } from '../audit/audited-events.ts';
import { sampleSettings } from '../audit/finding-samples.ts';

const registry = readRegistry(
  {
    parents: [{ id: 'insurance', budget: { usd: '1000' } }],
    teams: [{ id: 'claims', aliases: ['Claims-Desk'], parent: 'insurance', budget: { usd: '500' } }],
    identities: Array.from({ length: 10 }, (_, n) => ({
      match: { virtual_key: `vk-${n}` },
      team: 'claims',
      exclusive: true,
      budget: { usd: '75', time_zone: 'Europe/Berlin' },
    })),
  },
  'registry.yaml',
);

/** A million prompt tokens are $0.40. */
const call = (number: number, key: number, dollars: number) =>
  ownedCall({
    owner_team: 'Claims-Desk',
    virtual_key: `vk-${key}`,
    trace_id: `t${number}`,
    provider_request_id: `c${number}`,
    start: BigInt(Date.UTC(2026, 10, 2, 9, number)) * 1_000_000n,
    usage: { input: dollars * 2_500_000 },
  });

function judge(calls: readonly ReturnType<typeof call>[]) {
  const budgets = registryBudgets(registry);
  const traces = [...auditTraces(calls, { ...sampleSettings, registry })];
  const rows = traces.flatMap((trace) => budgetCallsOf(trace, budgets)).sort(compareBudgetCalls);
  return judgeBudgets(rows, { from: calls[0]?.start, to: calls.at(-1)?.start }, budgets);
}

test('a registry gives customer, team and keys a budget, and the check names the first call that either refuses', () => {
  // Nine keys spend 55: 495. The tenth spends 10 and with that the team's 500.
  const spread = [...Array.from({ length: 9 }, (_, n) => call(n, n, 55)), call(9, 9, 10), call(10, 0, 5)];
  const document = judge(spread);
  expect(document.blocked).toMatchObject({ calls: 1, usd: '5', first: { key: 'c10', by: ['team claims'] } });
  expect(document.windows.map(({ level, budget, spent_usd }) => [level, budget, spent_usd]).slice(0, 3)).toEqual([
    ['customer', 'insurance', '510'],
    ['team', 'claims', '510'],
    ['key', 'virtual_key=vk-0', '60'],
  ]);
  // One key alone: 75 after three calls, so the fourth is refused by the key while the team has 425 left.
  expect(judge([25, 25, 25, 25].map((dollars, n) => call(n, 4, dollars))).blocked).toMatchObject({
    calls: 1,
    first: { key: 'c3', by: ['key virtual_key=vk-4'] },
  });
});

test('a zone by name has its summer time, by offset or UTC it has none', () => {
  const berlin = timeZone('Europe/Berlin', 'the test');
  expect(berlin.changes.filter(({ at }) => new Date(Number(at / 1_000_000n)).getUTCFullYear() === 2026)).toEqual([
    { at: BigInt(Date.UTC(2026, 2, 29, 1)) * 1_000_000n, offset: 7_200_000_000_000n },
    { at: BigInt(Date.UTC(2026, 9, 25, 1)) * 1_000_000n, offset: 3_600_000_000_000n },
  ]);
  expect(timeZone('-03:30', 'the test')).toEqual({ name: '-03:30', offset: -12_600_000_000_000n, changes: [] });
  expect(() => timeZone('Mars/Olympus', 'the test')).toThrow('the test names no time zone: Mars/Olympus');
});
