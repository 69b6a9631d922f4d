import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupKey, groupNames } from '../../src/audit/group-keys.ts';
import type { CallFilter } from '../../src/audit/select-calls.ts';
import { parseUsd, usdToDecimal } from '../../src/model/money.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { anyLog, inputsOfLines } from '../generate/arbitrary-log.ts';
import { hold, reportOf } from './law.ts';

const byAll = { group_by: groupNames };

interface Amount {
  readonly usd: string;
  readonly calls: number;
}

const usdOf = (amounts: readonly string[]): string =>
  usdToDecimal(amounts.reduce((sum, text) => sum + (parseUsd(text) ?? 0n), 0n));

const sumOf = (rows: readonly Amount[]): Amount => ({
  usd: usdOf(rows.map(({ usd }) => usd)),
  calls: rows.reduce((sum, { calls }) => sum + calls, 0),
});

function expectBalanced({ totals, coverage, unattributed, groups, ledger, excluded }: AuditReport): void {
  const total: Amount = { usd: totals.spend_usd, calls: totals.calls };
  const { proven, recoverable, unattributed: unowned } = coverage;
  expect(sumOf([proven, recoverable, unowned])).toEqual(total);
  expect(sumOf(Object.values(totals.by_basis))).toEqual(total);
  expect(sumOf(Object.values(coverage.grades))).toEqual(total);

  expect(sumOf(coverage.by_day)).toEqual(total);
  for (const day of coverage.by_day)
    expect(usdOf([day.proven_usd, day.recoverable_usd, day.unattributed_usd])).toBe(day.usd);
  const part = (name: 'proven' | 'recoverable' | 'unattributed'): string =>
    usdOf(coverage.by_day.map((day) => day[`${name}_usd`]));
  expect([part('proven'), part('recoverable'), part('unattributed')]).toEqual([
    proven.usd,
    recoverable.usd,
    unowned.usd,
  ]);

  const lost: Amount = { usd: unowned.usd, calls: unowned.calls };
  const { by_cause, by_component, by_model, by_day } = unattributed;
  for (const rows of [by_cause, by_component, by_model, by_day]) expect(sumOf(rows)).toEqual(lost);

  for (const [name, rows] of Object.entries(groups)) {
    expect({ name, ...sumOf(rows) }).toEqual({ name, ...total });
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    for (const row of rows)
      expect({ name, usd: usdOf([row.proven_usd, row.recoverable_usd, row.unattributed_usd]) }).toEqual({
        name,
        usd: row.usd,
      });
    for (const one of ['proven', 'recoverable', 'unattributed'] as const)
      expect({ name, usd: usdOf(rows.map((row) => row[`${one}_usd`])) }).toEqual({ name, usd: coverage[one].usd });
  }
  expect(Object.keys(groups).sort()).toEqual([...groupNames].sort());
  for (const field of Object.values(coverage.fields)) {
    expect(parseUsd(field.usd) ?? 0n).toBeLessThanOrEqual(parseUsd(total.usd) ?? 0n);
    expect(field.calls).toBeLessThanOrEqual(total.calls);
  }

  expect(ledger.billed_calls).toBe(totals.calls);
  expect(ledger.events).toBe(ledger.billed_calls + ledger.excluded_events);
  expect(excluded.reduce((sum, row) => sum + (row.unit === 'event' ? row.records : 0), 0)).toBe(ledger.excluded_events);
}

it('every way of splitting the spend adds up to the total, to the last digit', async () => {
  await hold(anyLog, 60, async (lines) => expectBalanced(await reportOf(inputsOfLines(lines), byAll)));
});

it('so it does when only some of the calls are asked for, and the ledger tells of the rest', async () => {
  const filters: readonly CallFilter[] = [
    (call) => groupKey(call, 'owner_team') === 'support',
    (call) => groupKey(call, 'model') === undefined,
    (call) => call.part !== 'proven',
    () => false,
  ];
  await hold(fc.tuple(anyLog, fc.constantFrom(...filters)), 30, async ([lines, select]) => {
    const files = inputsOfLines(lines);
    const [all, some] = [await reportOf(files, byAll), await reportOf(files, { ...byAll, select })];
    expectBalanced(some);
    expect(some.ledger.events).toBe(all.ledger.events);
    const left = some.excluded.filter(({ reason }) => reason === 'filtered out').map(({ usd }) => usd);
    expect(usdOf([some.totals.spend_usd, ...left])).toBe(all.totals.spend_usd);
  });
});
