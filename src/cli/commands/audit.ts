// audit and gate: one run, one report, any number of outputs. Only gate looks at limits.
import { runAudit } from '../../engine/run-audit.ts';
import { checkDestinations, destinations, type OutputFlags, writeReport } from '../destinations.ts';
import { exitCodeOf, exitCodes, rejectedPct } from '../exit-code.ts';
import type { GateFlags } from '../gate-limits.ts';
import { judgeAndKeep, planGate } from '../gate-session.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { repeatedFlags } from '../repeated-flags.ts';
import { type Told, tell, tellUnreadable } from '../report-error.ts';

export interface AuditFlags extends InputFlags, SettingsFlags, OutputFlags {}
export interface GateCommandFlags extends AuditFlags, GateFlags {
  readonly exitZero?: boolean;
}

export function auditCommand(operands: readonly string[], flags: AuditFlags, io: Io): Promise<number> {
  return run(operands, flags, io, undefined);
}

export function gateCommand(operands: readonly string[], flags: GateCommandFlags, io: Io): Promise<number> {
  return run(operands, flags, io, flags);
}

async function run(
  operands: readonly string[],
  flags: AuditFlags,
  io: Io,
  gate: GateCommandFlags | undefined,
): Promise<number> {
  const outputs = destinations(flags);
  const loaded = await loadSettings(flags, io.cwd);
  const { maxRejectedPct } = loaded;
  const plan = gate && (await planGate(gate, loaded, io.cwd));
  const mode = plan?.limits.mode;
  const repeated = repeatedFlags(flags);
  const settings = {
    ...loaded.audit,
    ...(mode && { contract_mode: mode }),
    ...(repeated.length > 0 && { flags: repeated }),
  };
  const files = await openInputs(operands, flags, io);
  await checkDestinations(
    outputs,
    files.map(({ name }) => name),
    flags,
    io.cwd,
  );
  const { report, unreadable } = await readUnderway(
    files,
    flags,
    io,
    (options) => runAudit(files, settings, options),
    (read) => read.report.generated_from.inputs,
  );
  const { records, rejected } = report.ledger;
  const verdict = { unreadable: unreadable.length > 0, records, rejected, maxRejectedPct };
  const trusted = exitCodeOf(verdict) === exitCodes.fine;
  const judged = plan ? { ...report, gate: await judgeAndKeep(plan, report, trusted, io) } : report;
  await writeReport(judged, outputs, flags, io);
  tellUnreadable(unreadable, io);
  const code = exitCodeOf({
    ...verdict,
    ...(judged.gate && { gatePassed: judged.gate.passed }),
    ...(gate?.exitZero && { exitZero: true }),
  });
  if (code === exitCodes.tooMuchRejected) tell(rejectedTooMuch(verdict), io);
  return code;
}

function rejectedTooMuch({
  records,
  rejected,
  maxRejectedPct,
}: Parameters<typeof rejectedPct>[0] & { maxRejectedPct: number }): Told {
  const share = rejectedPct({ records, rejected }).toFixed(1);
  return {
    message: `${rejected} of ${records} records were rejected (${share} %, more than ${maxRejectedPct} %), so the figures may mislead`,
    hint: 'the report names the lines; mend them, choose --from FORMAT, or accept them with --max-rejected',
  };
}
