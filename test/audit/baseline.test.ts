import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { baselineOf, entriesOf, tightened } from '../../src/audit/baseline.ts';
import { judgeGate } from '../../src/audit/gate.ts';
import { baselineSchema } from '../../src/model/baseline.ts';
import type { Event } from '../../src/model/event.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

const reportOf = (events: readonly Event[]): AuditReport => audit(events, [], sampleSettings);
/** 2026-09-30 at noon. */
const timed = (trace_id: string): Event => ({ ...ownedCall({ trace_id }), start: 1_790_769_600_000_000_000n });
const unowned = (trace_id: string): Event => {
  const { owner_team: _, ...event } = timed(trace_id);
  return event;
};
const half = reportOf([timed('a'), unowned('b')]);
const third = reportOf([timed('a'), unowned('b'), unowned('c')]);
const clean = reportOf([timed('a')]);
const accepted = baselineOf(half, 'warning', undefined);
const rules = { baseline: accepted, severity: 'warning', strict: false } as const;

describe('the baseline', () => {
  it('accepts what is there when it is written, so the same report passes', () => {
    expect(baselineSchema.parse(accepted)).toEqual(accepted);
    expect(accepted.measured).toMatchObject({ basis: 'spend', score_pct: 50, unattributed_pct: 50, calls: 2 });
    expect(accepted.accepted.map(({ code }) => code)).toEqual(['contract/owner-missing', 'coverage/over-target']);
    const gate = judgeGate(half, { baseline: rules });
    expect(gate.passed).toBe(true);
    expect(new Set(gate.baseline?.entries.map(({ state }) => state))).toEqual(new Set(['accepted']));
  });

  it('fails on what it does not accept, and still shows what it does', () => {
    const known = { ...accepted, accepted: accepted.accepted.slice(1) };
    const gate = judgeGate(half, { fail_on: 'error', baseline: { ...rules, baseline: known } });
    expect(gate.checks).toEqual([
      {
        name: 'new findings',
        limit: 'none from warning up that is not accepted',
        actual: '1 new, 1 accepted (first contract/owner-missing Billed call without an owner)',
        passed: false,
      },
    ]);
    expect(gate.baseline?.entries.map(({ state, code }) => `${state} ${code}`)).toEqual([
      'new contract/owner-missing',
      'accepted coverage/over-target',
    ]);
  });

  it('accepts until the end of its day, which is a day of the data unless another is given', () => {
    const [first, ...rest] = accepted.accepted;
    const dated = (expires: string) => ({ ...accepted, accepted: first ? [{ ...first, expires }, ...rest] : [] });
    const day = '2026-09-30';
    expect(half.generated_from.window.to?.slice(0, 10)).toBe(day);
    const stateOn = (expires: string, today?: string) =>
      entriesOf(half, { ...rules, baseline: dated(expires), ...(today === undefined ? {} : { today }) }).find(
        ({ fingerprint }) => fingerprint === first?.fingerprint,
      )?.state;
    expect(stateOn(day)).toBe('accepted');
    expect(stateOn('2001-01-01')).toBe('expired');
    expect(stateOn(day, '2999-01-01')).toBe('expired');
    expect(stateOn('2001-01-01', '2001-01-01')).toBe('accepted');
  });

  it('reports entries that are no longer needed, and fails on them only when strict', () => {
    expect(judgeGate(clean, { baseline: rules }).passed).toBe(true);
    const gate = judgeGate(clean, { baseline: { ...rules, strict: true } });
    expect(gate.passed).toBe(false);
    expect(gate.checks.at(-1)).toMatchObject({ name: 'stale entries', actual: expect.stringMatching(/^2 \(first/) });
    expect(gate.baseline?.entries.every(({ state, usd }) => state === 'stale' && usd === null)).toBe(true);
  });

  it('keeps the words of people when it is written again, and a date that is over stays over', () => {
    const [first, ...rest] = accepted.accepted;
    if (!first) throw new Error('no entry');
    const said = { ...first, owner: 'platform', reason: 'later', expires: '2001-01-01' };
    const again = baselineOf(half, 'warning', { ...accepted, accepted: [said, ...rest] });
    expect(again.accepted[0]).toEqual(said);
  });
});

describe('regression', () => {
  it('compares both shares with the stored ones', () => {
    const worse = judgeGate(third, { baseline: { ...rules, max_regression: 10 } }).checks.slice(1);
    expect(worse.map(({ name, limit, passed }) => [name, limit, passed])).toEqual([
      ['coverage regression', 'at least 40 %: 50 % in the baseline, 10 allowed', false],
      ['unattributed regression', 'at most 60 %: 50 % in the baseline, 10 allowed', false],
    ]);
    expect(judgeGate(third, { baseline: { ...rules, max_regression: 17 } }).passed).toBe(true);
    expect(judgeGate(clean, { baseline: { ...rules, max_regression: 0 } }).passed).toBe(true);
  });

  it('fails when there is nothing to compare with', () => {
    const none = judgeGate(reportOf([]), { baseline: { ...rules, max_regression: 100 } });
    expect(none.checks.slice(1).map(({ actual, passed }) => [actual, passed])).toEqual([
      ['no call', false],
      ['no call', false],
    ]);
  });
});

describe('the ratchet', () => {
  it('only goes up: better figures are kept, entries only leave', () => {
    expect(tightened(clean, accepted)).toMatchObject({
      measured: { score_pct: 100, unattributed_pct: 0 },
      accepted: [],
    });
    expect(tightened(third, accepted)).toEqual(accepted);
  });
});
