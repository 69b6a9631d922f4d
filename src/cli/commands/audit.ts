// audit and gate: one run, one report, any number of outputs. Only gate looks at limits.
import { auditFiles } from '../audit-files.ts';
import { checkDestinations, destinations, type OutputFlags } from '../destinations.ts';
import type { GateFlags } from '../gate-limits.ts';
import { planGate } from '../gate-session.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs } from '../read-session.ts';

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
  const loaded = await loadSettings(flags, io);
  const plan = gate && (await planGate(gate, loaded, io.cwd));
  const files = await openInputs(operands, flags, io);
  const names = files.map(({ name }) => name);
  await checkDestinations(outputs, names, flags, io.cwd);
  return auditFiles({ files, loaded, plan, outputs }, flags, io);
}
