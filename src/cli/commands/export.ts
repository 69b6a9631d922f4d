// export --to csv|jsonl: every call with its owner, grade and price, one line each, to standard output.
// export --to focus: the same spend as FOCUS 1.2 rows.
import { selectedTraces } from '../../audit/audit-traces.ts';
import { callRows } from '../../audit/call-rows.ts';
import { type FocusExport, focusRows } from '../../audit/focus-rows.ts';
import { readInputs } from '../../engine/read-inputs.ts';
import { UsageError } from '../../model/errors.ts';
import { usdToDecimal } from '../../model/money.ts';
import { callKinds, callWriters } from '../../report/calls.ts';
import { focusToCsv } from '../../report/focus.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { tell, tellUnreadable } from '../report-error.ts';
import { writePieces } from '../write-pieces.ts';

export interface ExportFlags extends InputFlags, SettingsFlags {
  readonly to: string;
}

const exportKinds = [...callKinds, 'focus'] as const;

/** What no row can hold is told: the export is not all of the spend then. */
function writeFocus({ rows, left_out: left }: FocusExport, io: Io): void {
  writePieces(focusToCsv(rows), io.stdout);
  if (left.unpriced > 0) {
    const message = `calls without a price are not in the export: ${left.unpriced}; FOCUS has no unknown cost`;
    tell({ message, hint: 'attrib-audit reprice shows them and why' }, io);
  }
  if (left.undated > 0) {
    const message = `calls without a time are not in the export: ${left.undated}, $${usdToDecimal(left.undated_usd)}`;
    tell({ message }, io);
  }
}

export async function exportCommand(operands: readonly string[], flags: ExportFlags, io: Io): Promise<number> {
  const kind = exportKinds.find((known) => known === flags.to);
  if (!kind) throw new UsageError(`calls cannot be exported to "${flags.to}"`, knownNames(flags.to, exportKinds));
  const { audit: settings, maxRejectedPct } = await loadSettings(flags, io);
  const files = await openInputs(operands, flags, io);
  const { events, inputs, unreadable } = await readUnderway(
    files,
    flags,
    io,
    (options) => readInputs(files, options),
    (read) => read.inputs,
  );
  if (kind === 'focus') writeFocus(focusRows(selectedTraces(events, settings)), io);
  else writePieces(callWriters[kind](callRows(events, settings)), io.stdout);
  tellUnreadable(unreadable, io);
  const sum = (name: 'records' | 'rejected'): number => inputs.reduce((total, input) => total + input[name], 0);
  return exitCodeOf({
    unreadable: unreadable.length > 0,
    records: sum('records'),
    rejected: sum('rejected'),
    maxRejectedPct,
  });
}
