// One gate: its limits and baseline before the inputs are read, its verdict and the baseline it leaves behind after.
import path from 'node:path';
import { baselineOf, tightened } from '../audit/baseline.ts';
import { type GateLimits, judgeGate } from '../audit/gate.ts';
import type { Baseline } from '../model/baseline.ts';
import type { AuditReport } from '../model/report.ts';
import { type NamedFile, needsBaseline, readBaseline, writeBaseline } from './baseline-file.ts';
import { acceptanceSeverity, type GateFlags, gateLimits, hasLimit, heldBaseline } from './gate-limits.ts';
import type { Io } from './io.ts';
import type { Settings } from './load-settings.ts';

export interface GateSessionFlags extends GateFlags {
  readonly quiet?: boolean;
}

export interface GatePlan {
  readonly limits: GateLimits;
  readonly flags: GateSessionFlags;
  readonly settings: Settings;
  readonly file: NamedFile | undefined;
  readonly before: Baseline | undefined;
}

export async function planGate(flags: GateSessionFlags, settings: Settings, cwd: string): Promise<GatePlan> {
  const file =
    flags.baseline === undefined
      ? settings.baselineFile
      : { path: path.resolve(cwd, flags.baseline), name: flags.baseline };
  const before = file && (await readBaseline(file, flags));
  return {
    limits: gateLimits(flags, settings.gate, settings.maxRejectedPct, file ? before : false, isEnforced(settings)),
    flags,
    settings,
    file,
    before,
  };
}

/** For a command that judges only when asked to. */
export function asksForGate(flags: GateSessionFlags, settings: Settings): boolean {
  return (
    flags.baseline !== undefined ||
    settings.baselineFile !== undefined ||
    needsBaseline(flags) !== undefined ||
    hasLimit(flags, settings.gate, isEnforced(settings))
  );
}

function isEnforced({ audit }: Settings): boolean {
  return audit.policy?.rules.some(({ rule }) => rule.mode === 'hard') === true;
}

/** `trusted`: the inputs were read well enough to write a baseline from them. */
export async function judgeAndKeep(
  plan: GatePlan,
  report: AuditReport,
  trusted: boolean,
  io: Io,
): Promise<NonNullable<AuditReport['gate']>> {
  const { flags, settings, file, before, limits } = plan;
  const keep = async (next: Baseline): Promise<void> => {
    if (!file || !trusted || JSON.stringify(next) === JSON.stringify(before)) return;
    await writeBaseline(file, next);
    if (!flags.quiet) io.stderr.write(`wrote ${file.name}\n`);
  };
  if (flags.updateBaseline) {
    const next = baselineOf(report, acceptanceSeverity(limits), before);
    await keep(next);
    const baseline = heldBaseline(flags, settings.gate, next, limits.fail_on);
    return judgeGate(report, { ...limits, baseline });
  }
  const gate = judgeGate(report, limits);
  if (flags.ratchet && gate.passed && before) await keep(tightened(report, before));
  return gate;
}
