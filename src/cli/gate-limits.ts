// Gate limits: what --min-coverage, --max-unattributed, --max-rejected and --fail-on say, over what the config says.
import type { GateLimits } from '../audit/gate.ts';
import { UsageError } from '../model/errors.ts';
import { type Severity, severities } from '../model/finding.ts';
import { parseUsd } from '../model/money.ts';
import type { Config } from './config/config-schema.ts';
import { knownNames } from './did-you-mean.ts';

/** What of the config a gate looks at. */
export type GateConfig = Pick<Config, 'gate' | 'policy'>;

export interface GateFlags {
  readonly minCoverage?: string;
  readonly maxUnattributed?: string;
  readonly failOn?: string;
  readonly mode?: string;
}

/** Rejected records over this share make any result misleading; one bad line in a hundred is still told, not fatal. */
export const defaultMaxRejectedPct = 1;

export function gateLimits(flags: GateFlags, config: GateConfig, maxRejectedPct: number): GateLimits {
  const { gate, policy } = config;
  const mode = flags.mode === undefined ? undefined : readMode(flags.mode);
  const enforced = mode === 'hard' || policy?.rules.some((rule) => rule.mode === 'hard') === true;
  const minCoverage =
    flags.minCoverage === undefined ? gate?.min_coverage_pct : readPercent('--min-coverage', flags.minCoverage);
  const unattributed = flags.maxUnattributed ?? gate?.max_unattributed;
  const failOn = flags.failOn === undefined ? gate?.fail_on : readSeverity(flags.failOn);
  if (minCoverage === undefined && unattributed === undefined && failOn === undefined && !enforced) {
    throw new UsageError(
      'the gate has no limit',
      'give --min-coverage 95, --max-unattributed 2% (or $500), --fail-on error or --mode hard, or put them under "gate" in the config',
    );
  }
  return {
    ...(minCoverage === undefined ? {} : { min_coverage_pct: minCoverage }),
    ...(unattributed === undefined ? {} : { max_unattributed: readUnattributed(unattributed) }),
    max_rejected_pct: maxRejectedPct,
    ...(failOn === undefined ? {} : { fail_on: failOn }),
    ...(mode === undefined ? {} : { mode }),
  };
}

function readMode(text: string): 'soft' | 'hard' {
  if (text === 'soft' || text === 'hard') return text;
  throw new UsageError(`--mode knows no "${text}"`, knownNames(text, ['soft', 'hard']));
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
