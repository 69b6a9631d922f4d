// export --to csv|jsonl: every call with its owner, grade and price, one line each, to standard output.
import { callRows } from '../../audit/call-rows.ts';
import { readInputs } from '../../engine/read-inputs.ts';
import { UsageError } from '../../model/errors.ts';
import { callKinds, callWriters } from '../../report/calls.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { writePieces } from '../write-pieces.ts';

export interface ExportFlags extends InputFlags, SettingsFlags {
  readonly to: string;
}

export async function exportCommand(operands: readonly string[], flags: ExportFlags, io: Io): Promise<number> {
  const kind = callKinds.find((known) => known === flags.to);
  if (!kind) throw new UsageError(`calls cannot be exported to "${flags.to}"`, knownNames(flags.to, callKinds));
  const { audit: settings, maxRejectedPct } = await loadSettings(flags, io.cwd);
  const files = await openInputs(operands, flags, io);
  const { events, inputs, unreadable } = await readUnderway(
    files,
    flags,
    io,
    (options) => readInputs(files, options),
    (read) => read.inputs,
  );
  writePieces(callWriters[kind](callRows(events, settings)), io.stdout);
  tellUnreadable(unreadable, io);
  const sum = (name: 'records' | 'rejected'): number => inputs.reduce((total, input) => total + input[name], 0);
  return exitCodeOf({
    unreadable: unreadable.length > 0,
    records: sum('records'),
    rejected: sum('rejected'),
    maxRejectedPct,
  });
}
