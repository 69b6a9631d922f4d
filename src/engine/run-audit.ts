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
  const { events, inputs, unreadable } = await readInputs(files, options);
  return { report: audit(events, inputs, settings), unreadable };
}
