// audit and gate: one run, one report, any number of outputs. Only gate looks at limits.
import { judgeGate } from '../../audit/gate.ts';
import { runAudit } from '../../engine/run-audit.ts';
import { checkDestinations, destinations, type OutputFlags, writeReport } from '../destinations.ts';
import { exitCodeOf, exitCodes, rejectedPct } from '../exit-code.ts';
import { type GateFlags, gateLimits } from '../gate-limits.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
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
  const { audit: loaded, maxRejectedPct, gate: configured } = await loadSettings(flags, io.cwd);
  const limits = gate && gateLimits(gate, configured, maxRejectedPct);
  const settings = limits?.mode ? { ...loaded, contract_mode: limits.mode } : loaded;
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
  const judged = limits ? { ...report, gate: judgeGate(report, limits) } : report;
  await writeReport(judged, outputs, flags, io);
  tellUnreadable(unreadable, io);
  const { records, rejected } = report.ledger;
  const verdict = { unreadable: unreadable.length > 0, records, rejected, maxRejectedPct };
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
