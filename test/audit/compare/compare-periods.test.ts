import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tracesInShares } from '../../../src/audit/audit-traces.ts';
import { comparePeriods, type Period } from '../../../src/audit/compare/compare-periods.ts';
import { openPeriod, openSplit } from '../../../src/audit/compare/open-period.ts';
import { readInputs } from '../../../src/engine/read-inputs.ts';
import type { PeriodComparison } from '../../../src/model/comparison.ts';
import type { Event } from '../../../src/model/event.ts';
import { parseUsd } from '../../../src/model/money.ts';
import { anyLog, inputsOfLines } from '../../generate/arbitrary-log.ts';
import { hold, settings } from '../../laws/law.ts';
import { holdInAnyOrder } from '../../laws/seen-in-any-order.ts';
import { ownedCall } from '../audited-events.ts';
import { sampleSettings } from '../finding-samples.ts';

const bySamplePrices = { ...sampleSettings };

function periodOf(name: string, events: readonly Event[], by = bySamplePrices, withCalls = true): Period {
  const { see, finish } = openPeriod(name, by);
  for (const audited of tracesInShares(events, by)) see(audited);
  const period = finish([]);
  return withCalls ? period : { ...period, cells: undefined };
}

let number = 0;
const call = (said: Parameters<typeof ownedCall>[0] = {}): Event => {
  number += 1;
  return ownedCall({ trace_id: `t${number}`, provider_request_id: `r${number}`, ...said });
};
const many = (count: number, said: Parameters<typeof ownedCall>[0] = {}): Event[] =>
  Array.from({ length: count }, () => call(said));

const partsOf = ({ parts }: PeriodComparison['total']) =>
  Object.fromEntries(parts.filter(({ usd }) => usd !== '0').map(({ part, usd }) => [part, usd]));

describe('one factor at a time', () => {
  // 1,000 prompt tokens at $0.40 and 100 output tokens at $1.60 a million: $0.00056.
  const usage = { input: 1000, output: 100 };
  const changed = (events: readonly Event[]) =>
    partsOf(comparePeriods(periodOf('a', many(10, { usage })), periodOf('b', events)).total);

  test('nothing', () => expect(changed(many(10, { usage }))).toEqual({}));
  test('traffic', () => expect(changed(many(15, { usage }))).toEqual({ traffic: '0.0028' }));
  test('tokens in', () =>
    expect(changed(many(10, { usage: { input: 1500, output: 100 } }))).toEqual({ tokens_in: '0.002' }));
  test('tokens out', () =>
    expect(changed(many(10, { usage: { input: 1000, output: 300 } }))).toEqual({ tokens_out: '0.0032' }));
  test('cache share', () =>
    expect(changed(many(10, { usage: { input: 500, cached_input: 500, output: 100 } }))).toEqual({
      cache_share: '-0.0015',
    }));
  test('no call at all any more', () => expect(changed([])).toEqual({ traffic: '-0.0056' }));
  test('half of the calls without a known price: their share of the mix costs nothing', () =>
    expect(changed([...many(5, { usage }), ...many(5, { usage, model: 'no-such-model' })])).toEqual({
      model_mix: '-0.0028',
    }));
  test('a retry', () => {
    const retried = [
      call({ usage, trace_id: 'again', span_id: 'a', attempt: 1, status: 'error', request_id: 'q1' }),
      call({ usage, trace_id: 'again', span_id: 'b', attempt: 2, retry_of: 'q1' }),
    ];
    expect(changed([...many(9, { usage }), ...retried])).toEqual({ retries: '0.00056' });
  });
});

test('a team that is new has only traffic, one that went away too', () => {
  const document = comparePeriods(
    periodOf('a', many(4, { owner_team: 'old' })),
    periodOf('b', many(2, { owner_team: 'new' })),
  );
  expect(document.teams.map((team) => [team.team, team.change_usd, team.change_pct, partsOf(team)])).toEqual([
    ['old', '-0.003072', -100, { traffic: '-0.003072' }],
    ['new', '0.001536', null, { traffic: '0.001536' }],
  ]);
});

test('two saved reports tell traffic, tokens and the rest', () => {
  const before = periodOf('a', many(10, { usage: { input: 1000, output: 100 } }), bySamplePrices, false);
  const after = periodOf('b', many(10, { usage: { input: 2000, output: 200 } }), bySamplePrices, false);
  const document = comparePeriods(before, after);
  expect([document.split, partsOf(document.total)]).toEqual(['coarse', { tokens: '0.0056' }]);
});

const cents = (text: string): bigint => parseUsd(text) ?? 0n;
const sum = (texts: readonly string[]): bigint => texts.reduce((all, text) => all + cents(text), 0n);

test('for any two logs the parts leave no residue, and comparing backwards turns every sign', async () => {
  const read = async (lines: Parameters<typeof inputsOfLines>[0]) => (await readInputs(inputsOfLines(lines))).events;
  await hold(fc.tuple(anyLog, anyLog, fc.boolean()), 60, async ([first, second, withCalls]) => {
    const before = periodOf('a', await read(first), settings, withCalls);
    const after = periodOf('b', await read(second), settings, withCalls);
    const [there, back] = [comparePeriods(before, after), comparePeriods(after, before)];
    for (const one of [there.total, ...there.teams]) {
      expect(sum(one.parts.map(({ usd }) => usd))).toBe(cents(one.after_usd) - cents(one.before_usd));
      expect(cents(one.change_usd)).toBe(cents(one.after_usd) - cents(one.before_usd));
    }
    expect(sum(there.teams.map(({ before_usd }) => before_usd))).toBe(cents(before.report.totals.spend_usd));
    expect(sum(there.teams.map(({ after_usd }) => after_usd))).toBe(cents(after.report.totals.spend_usd));
    const negated = new Map(back.teams.map((team) => [team.team, team.parts.map(({ usd }) => -cents(usd))]));
    for (const { team, parts } of there.teams) expect(parts.map(({ usd }) => cents(usd))).toEqual(negated.get(team));
  });
});

test('an input is cut in two alike, in whatever order traces are seen', async () => {
  const noon = BigInt(Date.UTC(2026, 10, 2, 12)) * 1_000_000n;
  await holdInAnyOrder(settings, 20, () => {
    const { see, finish } = openSplit('noon', ({ call }) => (call.metering.start ?? 0n) >= noon, settings);
    const other = openPeriod('all', settings);
    return {
      see: (audited) => {
        see(audited);
        other.see(audited);
      },
      finish: () => {
        const { before, after } = finish([]);
        return [comparePeriods(before, after), comparePeriods(other.finish([]), after)];
      },
    };
  });
}, 60_000);
