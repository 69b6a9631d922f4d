import { expect, test } from 'vitest';
import { auditTraces } from '../../src/audit/audit-traces.ts';
import { buildReport } from '../../src/audit/build-report.ts';
import { groupsOf } from '../../src/audit/settings.ts';
import { newTally } from '../../src/audit/tally.ts';
import { addTrace } from '../../src/audit/tally-trace.ts';
import { trendOf } from '../../src/audit/trend.ts';
import type { Event } from '../../src/model/event.ts';
import type { AuditReport } from '../../src/model/report.ts';
import { sparkline } from '../../src/report/trend.ts';
import { ownedCall } from './audited-events.ts';
import { sampleSettings } from './finding-samples.ts';

let number = 0;
function call(day: string, said: Parameters<typeof ownedCall>[0] = {}): Event {
  number += 1;
  const start = BigInt(Date.parse(`${day}T12:00:00Z`)) * 1_000_000n;
  return ownedCall({
    trace_id: `t${number}`,
    provider_request_id: `r${number}`,
    start,
    usage: { input: 2_500_000 },
    ...said,
  });
}
function ownerless(day: string): Event {
  const { owner_team: _, ...event } = call(day);
  return event;
}
function reportOf(events: readonly Event[]): AuditReport {
  const tally = newTally();
  for (const trace of auditTraces(events, sampleSettings)) addTrace(tally, trace, groupsOf(sampleSettings));
  return buildReport(tally, [], sampleSettings);
}

test('days become weeks from Monday on, whichever report they come from', () => {
  const october = reportOf([call('2026-10-30'), ownerless('2026-11-01')]);
  const november = reportOf([call('2026-11-02'), call('2026-11-08'), call('2026-11-09')]);
  const trend = trendOf(
    [
      { name: 'b', report: november },
      { name: 'a', report: october },
    ],
    'week',
    2,
    '0.0.0',
  );
  expect(trend.periods).toMatchObject([
    { period: '2026-10-26', days: 2, usd: '2', proven_pct: 50, unattributed_pct: 50 },
    { period: '2026-11-02', days: 2, usd: '2', proven_pct: 100 },
    { period: '2026-11-09', days: 1, usd: '1' },
  ]);
  expect(trend.total).toMatchObject({ usd: '5', calls: 5, unattributed_usd: '1' });
  expect(
    trendOf(
      [
        { name: 'a', report: october },
        { name: 'b', report: november },
      ],
      'week',
      2,
      '0.0.0',
    ),
  ).toEqual(trend);
});

test('a day in two reports is counted once, from the one with more calls', () => {
  const half = reportOf([call('2026-11-02')]);
  const whole = reportOf([call('2026-11-02'), call('2026-11-02')]);
  const trend = trendOf(
    [
      { name: 'half', report: half },
      { name: 'whole', report: whole },
    ],
    'month',
    2,
    '0.0.0',
  );
  expect(trend.total).toMatchObject({ usd: '2', calls: 2 });
  expect(trend.counted_once).toEqual([{ day: '2026-11-02', reports: ['half', 'whole'], taken: 'whole' }]);
});

test('the sparkline goes from 0 to 100 %, and a period without a share is a space', () => {
  expect(sparkline([0, 12.5, 50, 99.9, 100, null], true)).toBe('▁▂▅██ ');
  expect(sparkline([0, 100], false)).toBe('_#');
});
