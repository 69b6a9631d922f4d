// Gate limits: what --min-coverage, --max-unattributed, --max-rejected and --fail-on say, over what the config says.
import type { GateLimits } from '../audit/gate.ts';
import type { TeamLimits } from '../audit/team-checks.ts';
import type { Baseline } from '../model/baseline.ts';
import { UsageError } from '../model/errors.ts';
import { type Severity, severities } from '../model/finding.ts';
import { parseUsd } from '../model/money.ts';
import { type BaselineFlags, needsBaseline, readDay, readPoints } from './baseline-file.ts';
import type { Config } from './config/config-schema.ts';
import { knownNames } from './did-you-mean.ts';

export interface GateFlags extends BaselineFlags {
  readonly minCoverage?: string;
  readonly maxUnattributed?: string;
  readonly failOn?: string;
  readonly mode?: string;
}

/** With a baseline, a problem below this needs no acceptance unless --fail-on says so. */
const baselineSeverity: Severity = 'warning';

/** Rejected records over this share make any result misleading; one bad line in a hundred is still told, not fatal. */
export const defaultMaxRejectedPct = 1;

/** `enforced`: the policy has a hard rule. `baseline` is false when none is named, undefined when it is still to be written. */
export function gateLimits(
  flags: GateFlags,
  gate: Config['gate'],
  maxRejectedPct: number,
  baseline: Baseline | undefined | false,
  enforced = false,
): GateLimits {
  const mode = flags.mode === undefined ? undefined : readMode(flags.mode);
  const minCoverage =
    flags.minCoverage === undefined ? gate?.min_coverage_pct : readPercent('--min-coverage', flags.minCoverage);
  const unattributed = flags.maxUnattributed ?? gate?.max_unattributed;
  const failOn = flags.failOn === undefined ? gate?.fail_on : readSeverity(flags.failOn);
  const teams = teamLimits(gate?.teams ?? {});
  if (baseline === false) {
    const lost = needsBaseline(flags);
    if (lost !== undefined) throw new UsageError(`${lost} needs a baseline`, 'name its file with --baseline FILE');
    if (!hasLimit(flags, gate, enforced)) {
      throw new UsageError(
        'the gate has no limit',
        'give --min-coverage 95, --max-unattributed 2% (or $500), --fail-on error, --mode hard or --baseline FILE, or put them under "gate" in the config',
      );
    }
  }
  return {
    ...(minCoverage === undefined ? {} : { min_coverage_pct: minCoverage }),
    ...(unattributed === undefined ? {} : { max_unattributed: readUnattributed(unattributed) }),
    max_rejected_pct: maxRejectedPct,
    ...(failOn === undefined ? {} : { fail_on: failOn }),
    ...(mode === undefined ? {} : { mode }),
    ...(teams.size === 0 ? {} : { teams }),
    ...(baseline ? { baseline: heldBaseline(flags, gate, baseline, failOn) } : {}),
  };
}

/** Besides a baseline. */
export function hasLimit(flags: GateFlags, gate: Config['gate'], enforced: boolean): boolean {
  return (
    (flags.minCoverage ?? gate?.min_coverage_pct) !== undefined ||
    (flags.maxUnattributed ?? gate?.max_unattributed) !== undefined ||
    (flags.failOn ?? gate?.fail_on) !== undefined ||
    Object.keys(gate?.teams ?? {}).length > 0 ||
    enforced ||
    flags.mode === 'hard'
  );
}

function readMode(text: string): 'soft' | 'hard' {
  if (text === 'soft' || text === 'hard') return text;
  throw new UsageError(`--mode knows no "${text}"`, knownNames(text, ['soft', 'hard']));
}

/** What problems need acceptance from; used before a baseline is there, too. */
export function acceptanceSeverity(limits: GateLimits): Severity {
  return limits.fail_on ?? baselineSeverity;
}

export function heldBaseline(
  flags: BaselineFlags,
  gate: Config['gate'],
  baseline: Baseline,
  failOn: Severity | undefined,
): NonNullable<GateLimits['baseline']> {
  const points = flags.maxRegression === undefined ? gate?.max_regression : readPoints(flags.maxRegression);
  const allowed = points ?? (flags.ratchet ? 0 : undefined);
  return {
    baseline,
    severity: failOn ?? baselineSeverity,
    strict: flags.strictBaseline ?? false,
    ...(flags.today === undefined ? {} : { today: readDay(flags.today) }),
    ...(allowed === undefined ? {} : { max_regression: allowed }),
  };
}

function teamLimits(teams: NonNullable<NonNullable<Config['gate']>['teams']>): ReadonlyMap<string, TeamLimits> {
  return new Map(
    Object.entries(teams).map(([team, { min_coverage_pct, max_unattributed }]) => [
      team,
      {
        ...(min_coverage_pct === undefined ? {} : { min_coverage_pct }),
        ...(max_unattributed === undefined ? {} : { max_unattributed: readUnattributed(max_unattributed) }),
      },
    ]),
  );
}

/** "95" and "95%" mean the same. */
export function readPercent(flag: string, text: string): number {
  const number = Number(text.replace(/\s*%$/, ''));
  if (/^\d+(\.\d+)?\s*%?$/.test(text) && number <= 100) return number;
  throw new UsageError(`${flag} ${text} is no percentage`, 'write a number from 0 to 100, such as 97.5');
}

/** A bare number could mean either, so it needs its sign. */
function readUnattributed(text: string): NonNullable<GateLimits['max_unattributed']> {
  if (text.endsWith('%')) return { pct: readPercent('--max-unattributed', text) };
  const usd = /^\$\s*\d[\d,]*(\.\d+)?$/.test(text) ? parseUsd(text.replace(/[$,\s]/g, '')) : undefined;
  if (usd !== undefined) return { usd };
  throw new UsageError(`--max-unattributed ${text} is neither a share nor an amount`, "write 2% or '$500'");
}

function readSeverity(text: string): Severity {
  const severity = severities.find((known) => known === text);
  if (severity) return severity;
  throw new UsageError(`--fail-on knows no severity "${text}"`, knownNames(text, severities));
}
