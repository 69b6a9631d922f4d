// The gate: limits against a finished report. It judges only; the exit code is decided in the command line.
import type { Severity } from '../model/finding.ts';
import { parseUsd, type Usd, usdToDecimal } from '../model/money.ts';
import type { AuditReport } from '../model/report.ts';
import { entriesOf, type Held, isAtLeast, lastDayOf } from './baseline.ts';
import { baselineChecks } from './baseline-checks.ts';
import { percentText } from './percent-text.ts';
import { rejectedPct } from './rejected-share.ts';
import { type TeamLimits, teamChecks } from './team-checks.ts';

export type UnattributedLimit = { readonly pct: number } | { readonly usd: Usd };

export interface GateLimits {
  readonly min_coverage_pct?: number;
  readonly max_unattributed?: UnattributedLimit;
  readonly max_rejected_pct?: number;
  readonly fail_on?: Severity;
  /** hard: as if everything were enforced already. */
  readonly mode?: 'soft' | 'hard';
  readonly teams?: ReadonlyMap<string, TeamLimits>;
  /** Takes the place of `fail_on`: only problems it does not accept fail. */
  readonly baseline?: Held & { readonly max_regression?: number; readonly strict: boolean };
}

type Gate = NonNullable<AuditReport['gate']>;
export type Check = Gate['checks'][number];

export function judgeGate(report: AuditReport, limits: GateLimits): Gate {
  const { baseline } = limits;
  const entries = baseline && entriesOf(report, baseline);
  const checks = [
    ...(limits.min_coverage_pct === undefined ? [] : [coverageCheck(report, limits.min_coverage_pct)]),
    ...(limits.max_unattributed === undefined ? [] : [unattributedCheck(report, limits.max_unattributed)]),
    ...(limits.max_rejected_pct === undefined ? [] : [rejectedCheck(report, limits.max_rejected_pct)]),
    ...[...(limits.teams ?? [])].flatMap(([team, limit]) => teamChecks(report, team, limit)),
    ...(baseline ? baselineChecks(report, baseline, entries ?? []) : []),
    ...(limits.fail_on === undefined || baseline ? [] : [findingsCheck(report, limits.fail_on)]),
    ...enforcementChecks(report, limits.mode),
  ];
  const held = entries && { baseline: { day: baseline?.today ?? lastDayOf(report) ?? null, entries: [...entries] } };
  return { passed: checks.every(({ passed }) => passed), checks, ...held };
}

/** Without any call there is nothing proven, so a coverage limit fails. */
function coverageCheck({ coverage, totals }: AuditReport, limit: number): Check {
  const actual = coverage.score;
  return {
    name: 'coverage',
    limit: `at least ${limit} %`,
    actual: actual === null ? 'no call' : `${percentText(actual, limit)} by ${basisText(coverage, totals)}`,
    passed: actual !== null && actual >= limit,
  };
}

/** A share of money says how many calls it knows nothing of. */
function basisText({ basis }: AuditReport['coverage'], { unpriced_calls: unknown }: AuditReport['totals']): string {
  if (basis !== 'spend' || unknown === 0) return basis;
  return `spend, without ${unknown} unpriced ${unknown === 1 ? 'call' : 'calls'}`;
}

/** Calls without a price are not in the amount, which then says so. */
function unattributedCheck(
  { coverage, totals }: Pick<AuditReport, 'coverage' | 'totals'>,
  limit: UnattributedLimit,
): Check {
  const { unattributed } = coverage;
  if ('pct' in limit) {
    const actual = unattributed.pct;
    return {
      name: 'unattributed',
      limit: `at most ${limit.pct} %`,
      actual: actual === null ? 'no call' : `${percentText(actual, limit.pct)} by ${basisText(coverage, totals)}`,
      passed: actual !== null && actual <= limit.pct,
    };
  }
  return {
    name: 'unattributed',
    limit: `at most $${usdToDecimal(limit.usd)}`,
    actual: `${totals.lower_bound ? 'at least ' : ''}$${unattributed.usd}`,
    passed: (parseUsd(unattributed.usd) ?? 0n) <= limit.usd,
  };
}

function rejectedCheck({ ledger }: AuditReport, limit: number): Check {
  const actual = rejectedPct(ledger);
  return {
    name: 'rejected',
    limit: `at most ${limit} %`,
    actual: `${percentText(actual, limit)}, ${ledger.rejected} of ${ledger.records} records`,
    passed: actual <= limit,
  };
}

/** Soft tells and fails nothing. Without a mode the rules that were hard on the day of a call count. */
function enforcementChecks({ contract, enforcement }: AuditReport, mode: GateLimits['mode']): Check[] {
  if (mode === 'soft') return [];
  const check = (name: string, limit: string, sum: { readonly calls: number; readonly usd: string }): Check => ({
    name,
    limit,
    actual: sum.calls === 0 ? 'none' : `${sum.calls} ${sum.calls === 1 ? 'call' : 'calls'}, $${sum.usd}`,
    passed: sum.calls === 0,
  });
  const hard = mode === 'hard';
  return [
    ...(hard && contract.violations ? [check('contract', 'no call that it rejects', contract.violations)] : []),
    ...(enforcement && hard ? [check('policy', 'no call that any rule rejects', enforcement.rejected)] : []),
    ...(enforcement && !hard && enforcement.rules.some((rule) => rule.mode === 'hard')
      ? [check('policy', 'no call that a rule in force rejects', enforcement.in_force)]
      : []),
  ];
}

function findingsCheck({ findings }: AuditReport, limit: Severity): Check {
  const counted = findings.filter(({ severity }) => isAtLeast(severity, limit));
  const worst = counted[0];
  return {
    name: 'findings',
    limit: `none of severity ${limit} or above`,
    actual: worst ? `${counted.length} (first ${worst.code})` : 'none',
    passed: counted.length === 0,
  };
}
