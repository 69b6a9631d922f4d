// The whole audit of some inputs: read, then audit. The place where workers and spilling to disk will come in.
import { audit } from '../audit/audit.ts';
import type { AuditSettings } from '../audit/settings.ts';
import type { UnreadableInput } from '../model/errors.ts';
import type { AuditReport } from '../model/report.ts';
import type { InputFile } from './input-file.ts';
import { type ReadOptions, readInputs } from './read-inputs.ts';

export interface AuditRun {
  readonly report: AuditReport;
  readonly unreadable: readonly UnreadableInput[];
}

export async function runAudit(
  files: readonly InputFile[],
  settings: AuditSettings,
  options: ReadOptions = {},
): Promise<AuditRun> {
  const summed = await auditInPlace(files, settings, options);
  if (summed) return summed;
  const { events, inputs, unreadable } = await readInputs(files, options);
  return { report: audit(events, inputs, settings), unreadable };
}

/** One store of events that nothing else is read with may sum up most of them itself. */
async function auditInPlace(
  [file, ...others]: readonly InputFile[],
  settings: AuditSettings,
  { hashKey, signal }: ReadOptions,
): Promise<AuditRun | undefined> {
  if (!file?.keeps || others.length > 0 || hashKey) return undefined;
  const kept = await file.keeps(signal);
  const summed = await kept?.summedUp?.(settings, signal);
  if (!kept || !summed) return undefined;
  return { report: audit(summed.events, kept.inputs, settings, summed.tally), unreadable: [] };
}
