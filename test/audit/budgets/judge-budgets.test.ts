import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditTraces } from '../../../src/audit/audit-traces.ts';
import type { BudgetRule } from '../../../src/audit/budgets/budget.ts';
import { budgetCallsOf, compareBudgetCalls } from '../../../src/audit/budgets/budget-calls.ts';
import { judgeBudgets } from '../../../src/audit/budgets/judge-budgets.ts';
import { timeZone } from '../../../src/cli/time-zone.ts';
import type { BudgetsDocument } from '../../../src/model/budgets.ts';
import type { Event } from '../../../src/model/event.ts';
import { oneUsd, parseUsd, type Usd } from '../../../src/model/money.ts';
import { utc } from '../../../src/model/zone.ts';
import { ownedCall } from '../audited-events.ts';
import { sampleSettings } from '../finding-samples.ts';

const rule = (match: Record<string, string>, dollars: number, more: Partial<BudgetRule> = {}): BudgetRule => ({
  match: Object.entries(match),
  usd: BigInt(dollars) * oneUsd,
  window: 'month',
  zone: utc,
  ...more,
});

const instant = (text: string): bigint => BigInt(Date.parse(text)) * 1_000_000n;

/** A call of so many dollars: 2,500,000 prompt tokens are one. */
function call(name: string, time: string, dollars: number, said: Parameters<typeof ownedCall>[0] = {}): Event {
  return ownedCall({
    trace_id: `t-${name}`,
    provider_request_id: name,
    start: instant(time),
    usage: { input: dollars * 2_500_000 },
    ...said,
  });
}

function judge(events: readonly Event[], rules: readonly BudgetRule[], asOf?: string): BudgetsDocument {
  const settings = { rules, ...(asOf !== undefined && { as_of: instant(asOf) }) };
  const traces = [...auditTraces(events, sampleSettings)];
  const starts = events.flatMap(({ start }) => start ?? []).sort((a, b) => (a < b ? -1 : 1));
  const calls = traces.flatMap((trace) => budgetCallsOf(trace, settings)).sort(compareBudgetCalls);
  return judgeBudgets(calls, { from: starts[0], to: starts.at(-1) }, settings);
}

const window = ({ windows }: BudgetsDocument, budget: string) => windows.find((one) => one.budget === budget);

test('calls of unknown cost are counted: what was spent is at least what is shown', () => {
  const rules = [rule({ owner_team: 'claims' }, 5), rule({ owner_team: 'search' }, 5)];
  const said = (owner_team: string) => ({ owner_team });
  const document = judge(
    [
      call('1', '2026-11-02T09:00:00Z', 1, said('claims')),
      call('2', '2026-11-02T09:01:00Z', 1, { ...said('claims'), model: 'nobody-lists-it' }),
      call('3', '2026-11-02T09:02:00Z', 1, said('search')),
    ],
    rules,
  );
  expect(window(document, 'claims')).toMatchObject({ spent_usd: '1', calls: 2, unpriced_calls: 1 });
  expect(window(document, 'search')).not.toHaveProperty('unpriced_calls');
});

describe('a $500 team of ten keys with $75 each', () => {
  const rules = [rule({ owner_team: 'claims' }, 500), rule({ owner_team: 'claims', virtual_key: '*' }, 75)];
  const key = (number: number): string => `vk-${number}`;
  const at = (minute: number): string => new Date(Date.UTC(2026, 10, 2, 9, minute)).toISOString();

  test('one key runs out first: its next call is the first that is refused, by the key alone', () => {
    const events = Array.from({ length: 6 }, (_, n) => call(`c${n + 1}`, at(n), 25, { virtual_key: key(1) }));
    const document = judge(events, rules);
    // 25 + 25 + 25 = 75: the fourth call finds nothing left.
    expect(document.blocked).toMatchObject({ calls: 3, usd: '75', first: { key: 'c4', by: ['key vk-1'] } });
    expect(window(document, 'vk-1')).toMatchObject({
      spent_usd: '150',
      crossed_80: { key: 'c3', spent_before_usd: '50' },
      crossed_100: { key: 'c3', spent_before_usd: '50' },
      blocked: { calls: 3, first: { key: 'c4' } },
    });
    expect(window(document, 'claims')).toMatchObject({ spent_usd: '150', blocked: { calls: 0, first: null } });
  });

  test('ten keys stay under theirs, the team runs out: the first call after $500 is refused by the team', () => {
    // 72 dollars by each of ten keys: after seven of them 504 are spent, the limit is passed with the seventh.
    const events = Array.from({ length: 10 }, (_, n) => call(`c${n + 1}`, at(n), 72, { virtual_key: key(n) }));
    const document = judge(events, rules);
    expect(document.blocked).toMatchObject({ calls: 3, usd: '216', first: { key: 'c8', by: ['team claims'] } });
    expect(window(document, 'claims')).toMatchObject({
      spent_usd: '720',
      spent_pct: 144,
      crossed_80: { key: 'c6', spent_before_usd: '360' },
      crossed_100: { key: 'c7', spent_before_usd: '432' },
      blocked: { calls: 3, usd: '216', first: { key: 'c8' } },
    });
    expect(window(document, 'vk-7')).toMatchObject({ spent_usd: '72', blocked: { calls: 0 } });
  });

  test('exactly $500 leaves nothing: the call that brings it there passes, the next does not', () => {
    const events = Array.from({ length: 11 }, (_, n) => call(`n${n}`, at(n), 50, { virtual_key: key(n) }));
    expect(judge(events, rules).blocked).toMatchObject({ calls: 1, first: { at: '2026-11-02T09:10:00Z' } });
  });

  test('what a key refuses is not spent by the team', () => {
    // 20 calls of 25 by one key: only three pass. The team has 425 left for 17 calls of other keys.
    const first = Array.from({ length: 20 }, (_, n) => call(`a${n}`, at(n), 25, { virtual_key: key(1) }));
    const then = Array.from({ length: 6 }, (_, n) => call(`b${n}`, at(30 + n), 70, { virtual_key: key(2 + n) }));
    const document = judge([...first, ...then], rules);
    expect(document.blocked).toMatchObject({ calls: 17, usd: '425', first: { key: 'a3', by: ['key vk-1'] } });
  });
});

describe('windows', () => {
  const twoDays = [call('late', '2026-10-31T23:30:00Z', 1), call('early', '2026-11-01T00:30:00Z', 2)];
  test('a month ends where the stated zone has midnight', () => {
    const spans = (zone: string) =>
      judge(twoDays, [rule({ owner_team: 'claims' }, 10, { zone: timeZone(zone, 'the test') })]).windows.map(
        ({ first_day, spent_usd, current }) => [first_day, spent_usd, current],
      );
    expect(spans('UTC')).toEqual([
      ['2026-11-01', '2', true],
      ['2026-10-01', '1', false],
    ]);
    expect(spans('Europe/Berlin')).toEqual([['2026-11-01', '3', true]]);
    expect(spans('America/New_York')).toEqual([['2026-10-01', '3', true]]);
    expect(spans('-01:00')).toEqual([['2026-10-01', '3', true]]);
  });

  test('weeks begin on Monday, days at midnight', () => {
    const days = (name: 'week' | 'day') =>
      judge(
        [call('sunday', '2026-11-08T12:00:00Z', 1), call('monday', '2026-11-09T12:00:00Z', 1)],
        [rule({ owner_team: 'claims' }, 10, { window: name })],
      ).windows.map(({ first_day, last_day }) => `${first_day} ${last_day}`);
    expect(days('week')).toEqual(['2026-11-09 2026-11-15', '2026-11-02 2026-11-08']);
    expect(days('day')).toEqual(['2026-11-09 2026-11-09', '2026-11-08 2026-11-08']);
  });
});

describe('forecast', () => {
  const events = [call('a', '2026-11-01T00:00:00Z', 10), call('b', '2026-11-11T00:00:00Z', 20)];
  test('goes on at the rate so far, to the end of the window', () => {
    // 30 dollars in 10 of 30 days.
    expect(judge(events, [rule({ owner_team: 'claims' }, 60)]).windows).toMatchObject([
      { burn_usd_per_day: '3', forecast_usd: '90', forecast_pct: 150, exhausted_on: '2026-11-21', state: 'fine' },
    ]);
  });
  test('now is the newest call unless told otherwise, and later calls are left out', () => {
    const document = judge(events, [rule({ owner_team: 'claims' }, 60)], '2026-11-06T00:00:00Z');
    expect(document).toMatchObject({
      as_of: '2026-11-06T00:00:00Z',
      as_of_from: 'flag',
      later: { calls: 1, usd: '20' },
    });
    expect(document.windows).toMatchObject([{ spent_usd: '10', forecast_usd: '60', exhausted_on: null }]);
  });
  test('logs that begin inside the window are measured from their first call', () => {
    const late = [call('a', '2026-11-11T00:00:00Z', 5), call('b', '2026-11-16T00:00:00Z', 5)];
    expect(judge(late, [rule({ owner_team: 'claims' }, 60)]).windows).toMatchObject([
      { measured_from: '2026-11-11T00:00:00Z', burn_usd_per_day: '2', forecast_usd: '40', exhausted_on: null },
    ]);
  });
});

test('a day over twice the mean of the days before it is a spike; days without spend count as nothing', () => {
  const days = [1, 2, 5].map((day) => call(`d${day}`, `2026-11-0${day}T12:00:00Z`, 1));
  // On the fifth, the mean of four days is $0.50, and $1 is not over twice that.
  expect(judge(days, [rule({ owner_team: 'claims' }, 60)]).spikes).toEqual([]);
  const jump = [...days, call('d6', '2026-11-06T12:00:00Z', 2)];
  expect(judge(jump, [rule({ owner_team: 'claims' }, 60)]).spikes).toMatchObject([
    { day: '2026-11-06', usd: '2', mean_usd: '0.6', mean_days: 5 },
  ]);
});

test('a team with several budgets spikes once, with what it spent once', () => {
  const days = [1, 2, 3].map((day) => call(`d${day}`, `2026-11-0${day}T10:00:00Z`, 1));
  const spikes = judge(
    [...days, call('d4', '2026-11-04T10:00:00Z', 5)],
    [
      rule({ owner_team: 'claims' }, 60),
      rule({ owner_team: 'claims' }, 20, { window: 'week' }),
      rule({ owner_team: 'claims' }, 9, { window: 'day', zone: timeZone('Europe/Berlin', 'here') }),
    ],
  ).spikes;
  expect(spikes).toMatchObject([{ day: '2026-11-04', usd: '5', mean_usd: '1', time_zone: 'Europe/Berlin' }]);
  expect(spikes).toHaveLength(1);
});

test('calls without a time are in no window and are told', () => {
  const event = call('timeless', '2026-11-01T00:00:00Z', 3);
  const { start: _, ...timeless } = event;
  expect(judge([timeless], [rule({ owner_team: 'claims' }, 60)])).toMatchObject({
    as_of: null,
    undated: { calls: 1, usd: '3' },
    windows: [],
  });
});

test('windows of a budget hold every dated call once, and no check lets more through than the limit and one call', () => {
  const anyCall = fc.record({
    minute: fc.nat(80_000),
    dollars: fc.integer({ min: 0, max: 40 }),
    key: fc.constantFrom('a', 'b', 'c'),
  });
  fc.assert(
    fc.property(fc.array(anyCall, { maxLength: 40 }), fc.integer({ min: 0, max: 200 }), (list, limit) => {
      const events = list.map(({ minute, dollars, key }, n) =>
        call(`c${n}`, new Date(Date.UTC(2026, 9, 1, 0, minute)).toISOString(), dollars, { virtual_key: key }),
      );
      const rules = [rule({ owner_team: 'claims' }, limit), rule({ virtual_key: '*' }, 30, { window: 'week' })];
      const document = judge(events, rules);
      const money = (text: string): Usd => parseUsd(text) ?? 0n;
      const total = list.reduce((sum, { dollars }) => sum + BigInt(dollars) * oneUsd, 0n);
      for (const level of ['team', 'key'] as const) {
        const windows = document.windows.filter((one) => one.level === level);
        expect(windows.reduce((sum, { spent_usd }) => sum + money(spent_usd), 0n)).toBe(total);
      }
      const passed = total - money(document.blocked.usd);
      const months = document.windows.filter(({ level }) => level === 'team').length;
      expect(passed).toBeLessThanOrEqual(BigInt(months) * BigInt(limit + 40) * oneUsd);
    }),
    { seed: 20261121, numRuns: 60 },
  );
});
