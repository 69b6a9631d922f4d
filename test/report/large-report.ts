// A large company's quarter, generated: enough days, teams, breaks and findings to see whether outputs keep their limits.
import type { AuditReport } from '../../src/model/report.ts';
import { monthReport } from './sample-report.ts';

export interface LargeSizes {
  readonly days?: number;
  readonly groups?: number;
  readonly breaks?: number;
  readonly findings?: number;
}

export function largeReport({ days = 0, groups = 0, breaks = 0, findings = 0 }: LargeSizes): AuditReport {
  return {
    ...monthReport,
    coverage: { ...monthReport.coverage, by_day: listOf(days, day) },
    groups: groups === 0 ? monthReport.groups : { owner_team: listOf(groups, team) },
    breaks:
      breaks === 0
        ? monthReport.breaks
        : listOf(breaks, (i) => ({
            ...pick(monthReport.breaks, i),
            from: `component-${i % 997}`,
            to: `component-${(i % 997) + 1 + Math.floor(i / 997)}`,
            usd: `${breaks - i}.25`,
          })),
    findings:
      findings === 0
        ? monthReport.findings
        : listOf(findings, (i) => ({
            ...pick(monthReport.findings, i),
            code: `contract/made-up-${i}`,
            usd: `${findings - i}.5`,
          })),
  };
}

function listOf<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

function pick<T>(list: readonly T[], i: number): T {
  const item = list[i % list.length];
  if (item === undefined) throw new Error('the sample has none');
  return item;
}

function day(i: number): AuditReport['coverage']['by_day'][number] {
  const date = new Date(Date.UTC(2026, 6, 1) + i * 86_400_000).toISOString().slice(0, 10);
  const weekend = i % 7 >= 5;
  const [proven, recoverable, none] = [weekend ? 180 : 480 + (i % 5) * 30, i > 40 ? 140 : 60, 20 + ((i * 37) % 90)];
  const all = proven + recoverable + none;
  return {
    day: date,
    usd: String(all),
    calls: all * 2,
    proven_usd: String(proven),
    recoverable_usd: String(recoverable),
    unattributed_usd: String(none),
    score: Math.round((proven / all) * 1e8) / 1e6,
  };
}

function team(i: number): AuditReport['groups'][string][number] {
  return {
    key: i === 7 ? null : `team-${String(i).padStart(5, '0')}`,
    calls: 10 + ((i * 7919) % 5000),
    usd: `${(i * 104729) % 100003}.5`,
    share_pct: 0.01,
    proven_usd: `${(i * 104729) % 100003}.5`,
    recoverable_usd: '0',
    unattributed_usd: '0',
    input_tokens: i * 1000,
    output_tokens: i * 100,
  };
}
