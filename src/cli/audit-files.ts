// What audit, gate and listen end with: inputs become a report, the report goes to every output, and the gate, if there is one, judges it.
import { percentText } from '../audit/percent-text.ts';
import { rejectedPct } from '../audit/rejected-share.ts';
import type { InputFile } from '../engine/input-file.ts';
import { runAudit } from '../engine/run-audit.ts';
import type { UnreadableInput } from '../model/errors.ts';
import { type Destination, type OutputFlags, writeReport } from './destinations.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import { type GatePlan, judgeAndKeep } from './gate-session.ts';
import type { Io } from './io.ts';
import type { Settings, SettingsFlags } from './load-settings.ts';
import { type InputFlags, readUnderway } from './read-session.ts';
import { repeatedFlags } from './repeated-flags.ts';
import { type Told, tell, tellUnreadable } from './report-error.ts';
import { type ThreadFlags, threading } from './threads.ts';

export interface AuditFilesFlags extends InputFlags, OutputFlags, SettingsFlags, ThreadFlags {
  readonly exitZero?: boolean;
}

export interface AuditJob {
  readonly files: readonly InputFile[];
  readonly loaded: Settings;
  readonly plan: GatePlan | undefined;
  readonly outputs: readonly Destination[];
  /** What is known to be missing in the files. */
  readonly missing?: readonly UnreadableInput[];
  /** Bytes of memory that something else takes meanwhile. */
  readonly besides?: number;
}

/** The settings with the mode that the gate asks for, and the flags that a copied command has to repeat. */
export function auditSettings(loaded: Settings, plan: GatePlan | undefined, flags: AuditFilesFlags): Settings['audit'] {
  const mode = plan?.limits.mode;
  const repeated = repeatedFlags(flags);
  return {
    ...loaded.audit,
    ...(mode && { contract_mode: mode }),
    ...(repeated.length > 0 && { flags: repeated }),
  };
}

/** Returns the exit code. */
export async function auditFiles(
  { files, loaded, plan, outputs, missing = [], besides = 0 }: AuditJob,
  flags: AuditFilesFlags,
  io: Io,
): Promise<number> {
  const settings = auditSettings(loaded, plan, flags);
  const { report, unreadable } = await readUnderway(
    files,
    flags,
    io,
    async (options) =>
      runAudit(files, settings, { ...options, ...(await threading(flags, loaded, files, io.cwd, besides)) }),
    (read) => read.report.generated_from.inputs,
  );
  const untold = [...missing, ...unreadable];
  const { records, rejected } = report.ledger;
  const verdict = { unreadable: untold.length > 0, records, rejected, maxRejectedPct: loaded.maxRejectedPct };
  const trusted = exitCodeOf(verdict) === exitCodes.fine;
  const judged = plan ? { ...report, gate: await judgeAndKeep(plan, report, trusted, io) } : report;
  await writeReport(judged, outputs, flags, io);
  tellUnreadable(untold, io);
  const code = exitCodeOf({
    ...verdict,
    ...(judged.gate && { gatePassed: judged.gate.passed }),
    ...(flags.exitZero && { exitZero: true }),
  });
  if (code === exitCodes.tooMuchRejected) tell(rejectedTooMuch(verdict), io);
  return code;
}

function rejectedTooMuch({
  records,
  rejected,
  maxRejectedPct,
}: Parameters<typeof rejectedPct>[0] & { readonly maxRejectedPct: number }): Told {
  const share = percentText(rejectedPct({ records, rejected }), maxRejectedPct, 1);
  return {
    message: `${rejected} of ${records} records were rejected (${share}, more than ${maxRejectedPct} %), so the figures may mislead`,
    hint: 'the report names the lines; mend them, choose --from FORMAT, or accept them with --max-rejected',
  };
}
