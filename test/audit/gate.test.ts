import { describe, expect, it } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { judgeGate } from '../../src/audit/gate.ts';
import { percentText } from '../../src/audit/percent-text.ts';
import type { TeamLimits } from '../../src/audit/team-checks.ts';
import type { Event } from '../../src/model/event.ts';
import { parseUsd } from '../../src/model/money.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

const input = {
  path: 'log.jsonl',
  format: 'event',
  formats: { event: 3 },
  records: 3,
  events: 3,
  calls: 3,
  skipped: 0,
  rejected: 1,
  left_out: 0,
  text_lines: 0,
  bytes: 9,
  problems: [{ kind: 'rejected' as const, line: 2, reason: 'cut off', hint: null, records: 1 }],
};
const reportOf = (events: readonly Event[]): AuditReport => audit(events, [input], sampleSettings);
const unowned = (said: Parameters<typeof ownedCall>[0]): Event => {
  const { owner_team: _, ...event } = ownedCall(said);
  return event;
};
/** Three quarters proven: $0.000768 x 3 of x 4. */
const report = reportOf([
  ownedCall({ trace_id: 'a' }),
  ownedCall({ trace_id: 'b' }),
  ownedCall({ trace_id: 'c' }),
  unowned({ trace_id: 'd' }),
]);
const nothing = audit([], [], sampleSettings);

describe('the gate', () => {
  it('passes without limits', () => {
    expect(judgeGate(report, {})).toEqual({ passed: true, checks: [] });
  });

  it('holds coverage against its limit, which may be met exactly', () => {
    expect(judgeGate(report, { min_coverage_pct: 75 })).toEqual({
      passed: true,
      checks: [{ name: 'coverage', limit: 'at least 75 %', actual: '75 % by spend', passed: true }],
    });
    expect(judgeGate(report, { min_coverage_pct: 75.1 }).passed).toBe(false);
  });

  it('says of a share of spend how many calls it knows nothing of', () => {
    const half = reportOf([ownedCall({ trace_id: 'a' }), unowned({ trace_id: 'b', model: 'nobody-lists-it' })]);
    const { checks } = judgeGate(half, { min_coverage_pct: 75, max_unattributed: { pct: 25 } });
    expect(checks.map(({ actual }) => actual)).toEqual([
      '100 % by spend, without 1 unpriced call',
      '0 % by spend, without 1 unpriced call',
    ]);
  });

  it('holds the unattributed share or amount against its limit', () => {
    expect(judgeGate(report, { max_unattributed: { pct: 25 } }).checks[0]).toMatchObject({
      actual: '25 % by spend',
      passed: true,
    });
    expect(judgeGate(report, { max_unattributed: { usd: parseUsd('0.0005') ?? 0n } })).toMatchObject({
      passed: false,
      checks: [{ limit: 'at most $0.0005', actual: '$0.000768', passed: false }],
    });
  });

  it('says that an amount is a lower bound when some calls have no price', () => {
    const some = reportOf([unowned({ trace_id: 'a' }), unowned({ trace_id: 'b', model: 'o9-preview' })]);
    expect(judgeGate(some, { max_unattributed: { usd: 10n ** 18n } }).checks[0]?.actual).toBe('at least $0.000768');
  });

  it('counts rejected records', () => {
    expect(judgeGate(report, { max_rejected_pct: 1 }).checks).toEqual([
      { name: 'rejected', limit: 'at most 1 %', actual: '33.33 %, 1 of 3 records', passed: false },
    ]);
    expect(judgeGate(nothing, { max_rejected_pct: 0 }).passed).toBe(true);
    const atLimit = { ...report, ledger: { ...report.ledger, rejected: 7, records: 1000 } };
    expect(judgeGate(atLimit, { max_rejected_pct: 0.7 }).checks).toEqual([
      { name: 'rejected', limit: 'at most 0.7 %', actual: '0.7 %, 7 of 1000 records', passed: true },
    ]);
  });

  it('fails on findings of the severity or worse', () => {
    const { findings: _, ...facts } = report;
    const warned: AuditReport = {
      ...facts,
      findings: [{ code: 'x/y', severity: 'warning', count: 1, usd: '0', message: '', help: '', examples: [] }],
    };
    expect(judgeGate(warned, { fail_on: 'error' }).passed).toBe(true);
    expect(judgeGate(warned, { fail_on: 'warning' }).checks).toEqual([
      { name: 'findings', limit: 'none of severity warning or above', actual: '1 (first x/y)', passed: false },
    ]);
  });

  it('does not let an input without calls pass a limit on what they cost', () => {
    expect(judgeGate(nothing, { min_coverage_pct: 0, max_unattributed: { pct: 100 } })).toMatchObject({
      passed: false,
      checks: [
        { actual: 'no call', passed: false },
        { actual: 'no call', passed: false },
      ],
    });
  });
});

describe('percentText', () => {
  it.each([
    [76.493217, 90, '76.49 %'],
    [75, 75, '75 %'],
    [89.999999, 90, '89.999999 %'],
    [89.996, 90, '89.996 %'],
    [2.000001, 2, '2.000001 %'],
    [2.0049, 2, '2.005 %'],
    [0.000001, 0, '0.000001 %'],
    [100, 99.99, '100 %'],
  ])('%f beside %f is %s', (value, limit, text) => {
    expect(percentText(value, limit)).toBe(text);
  });
});

describe('limits of a team', () => {
  const team = report.groups.owner_team?.find(({ key }) => key !== null)?.key ?? '';
  const checksOf = (name: string, limit: TeamLimits) => judgeGate(report, { teams: new Map([[name, limit]]) }).checks;

  it('are held against the spend of that team', () => {
    expect(checksOf(team, { min_coverage_pct: 100, max_unattributed: { pct: 0 } })).toMatchObject([
      { name: `coverage of ${team}`, actual: '100 %, $0.002304 of $0.002304', passed: true },
      { name: `unattributed of ${team}`, actual: '0 %, $0 of $0.002304', passed: true },
    ]);
  });

  it('pass without a call of the team, unless its name is a misspelt one', () => {
    expect(checksOf('nobody-at-all', { min_coverage_pct: 100 })[0]).toMatchObject({
      actual: 'no call of this team',
      passed: true,
    });
    expect(checksOf(`${team}x`, { min_coverage_pct: 100 })[0]?.passed).toBe(false);
  });
});
