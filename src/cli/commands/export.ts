// export --to csv|jsonl: every call with its owner, grade and price, one line each, to standard output.
// export --to focus: the same spend as FOCUS 1.2 rows.
import { billedCalls } from '../../audit/audit-traces.ts';
import { callRows } from '../../audit/call-rows.ts';
import { focusResidue, keptApart } from '../../audit/focus-residue.ts';
import { type FocusExport, openFocus } from '../../audit/focus-rows.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { judgeTraces, type StoredInputs } from '../../engine/read-traces.ts';
import { UsageError } from '../../model/errors.ts';
import type { FocusRow } from '../../model/focus-row.ts';
import { usdToDecimal } from '../../model/money.ts';
import type { Reconciliation } from '../../model/reconciliation.ts';
import { type CallKind, callKinds, callWriters } from '../../report/calls.ts';
import { amountOf, money } from '../../report/figures.ts';
import { focusToCsv } from '../../report/focus.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type Holding, openInvoices } from '../held-against-invoices.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
import { tell, tellUnreadable } from '../report-error.ts';
import { writePieces } from '../write-pieces.ts';

export interface ExportFlags extends InputFlags, SettingsFlags {
  readonly to: string;
  readonly invoice?: readonly string[];
}

const exportKinds = [...callKinds, 'focus'] as const;

async function writeCalls(kind: CallKind, read: StoredInputs, settings: AuditSettings, io: Io): Promise<void> {
  const { head, line } = callWriters[kind];
  const lines = read.sortTexts();
  await judgeTraces(read, settings, (trace) => {
    for (const { key, row } of callRows(trace, settings)) lines.add(key, line(row));
  });
  await writePieces([head], io.stdout);
  await writePieces(lines.texts(), io.stdout);
}

/** What no row can hold is told: the export is not all of the spend then. */
async function writeFocus(
  { rows, left_out: left }: FocusExport,
  held: Reconciliation | undefined,
  io: Io,
): Promise<void> {
  await writePieces(focusToCsv(withResidue(rows, held)), io.stdout);
  const apart = held ? keptApart(held) : '0';
  if (apart !== '0') {
    const message = `tax, credits and fees of the invoices are not in the export: ${money(amountOf(apart))}`;
    tell({ message, hint: 'attrib-audit reconcile shows them' }, io);
  }
  if (left.unpriced > 0) {
    const message = `calls without a price are not in the export: ${left.unpriced}; FOCUS has no unknown cost`;
    tell({ message, hint: 'attrib-audit reprice shows them and why' }, io);
  }
  if (left.undated > 0) {
    const message = `calls without a time are not in the export: ${left.undated}, $${usdToDecimal(left.undated_usd)}`;
    tell({ message }, io);
  }
}

function* withResidue(rows: Iterable<FocusRow>, held: Reconciliation | undefined): Iterable<FocusRow> {
  yield* rows;
  if (held) yield* focusResidue(held);
}

/** What a bill says beyond the calls belongs to no single call and to no part of them. */
function checkInvoice(kind: string, { invoice, filter }: ExportFlags): void {
  if (invoice === undefined) return;
  if (kind !== 'focus') throw new UsageError('--invoice adds rows to --to focus only', 'give --to focus, or leave it');
  if (filter !== undefined) {
    throw new UsageError('an invoice is held against all calls of the input', 'leave out --filter');
  }
}

export async function exportCommand(operands: readonly string[], flags: ExportFlags, io: Io): Promise<number> {
  const kind = exportKinds.find((known) => known === flags.to);
  if (!kind) throw new UsageError(`calls cannot be exported to "${flags.to}"`, knownNames(flags.to, exportKinds));
  checkInvoice(kind, flags);
  const { audit: settings, maxRejectedPct } = await loadSettings(flags, io);
  const files = await openInputs(operands, flags, io);
  const holding = await openInvoices(settings, flags, io);
  const { inputs, unreadable } = await judgeUnderway(files, flags, io, async (read) => {
    if (kind === 'focus') await exportFocus(read, settings, holding, io);
    else await writeCalls(kind, read, settings, io);
    return read;
  });
  const lost = [...unreadable, ...(holding?.unreadable ?? [])];
  tellUnreadable(lost, io);
  const sum = (name: 'records' | 'rejected'): number => inputs.reduce((total, input) => total + input[name], 0);
  return exitCodeOf({
    unreadable: lost.length > 0,
    records: sum('records'),
    rejected: sum('rejected'),
    maxRejectedPct,
  });
}

async function exportFocus(
  read: StoredInputs,
  settings: AuditSettings,
  holding: Holding | undefined,
  io: Io,
): Promise<void> {
  const sums = openFocus(read.sortTexts());
  await judgeTraces(read, settings, (whole) => {
    holding?.see(whole);
    sums.see(billedCalls(whole, settings));
  });
  await writeFocus(sums.finish(), holding?.finish(read.inputs), io);
}
