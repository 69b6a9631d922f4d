// reprice: every call's price beside what its log says, and why the two differ. Never fails on what it finds.
import { openReprice } from '../../audit/reprice/reprice.ts';
import type { KeyedRow } from '../../audit/reprice/rows.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { keepTop } from '../../audit/sums.ts';
import { judgeTraces, type StoredInputs } from '../../engine/read-traces.ts';
import { UsageError } from '../../model/errors.ts';
import { compareText } from '../../model/place.ts';
import { type RowKind, repriceKinds, rowWriters } from '../../report/prices/reprice.ts';
import { type RowCounts, repriceTable } from '../../report/prices/reprice-table.ts';
import type { Style } from '../../report/style.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { decideStyle, type StyleFlags } from '../style.ts';
import { writePieces } from '../write-pieces.ts';

export interface RepriceFlags extends InputFlags, SettingsFlags, StyleFlags {
  readonly format?: string;
  readonly json?: boolean;
  readonly top?: number;
}

const shownAtOnce = 40;

export async function repriceCommand(operands: readonly string[], flags: RepriceFlags, io: Io): Promise<number> {
  const wanted = flags.json ? 'json' : (flags.format ?? 'table');
  const kind = repriceKinds.find((known) => known === wanted);
  if (!kind) throw new UsageError(`reprice has no output "${wanted}"`, knownNames(wanted, repriceKinds));
  const { audit: settings, maxRejectedPct } = await loadSettings(flags, io);
  const files = await openInputs(operands, flags, io);
  const style = decideStyle(io.stdout, io, flags, { top: flags.top ?? shownAtOnce, groups: [] });
  const { inputs, unreadable } = await judgeUnderway(files, flags, io, async (read) => {
    const pieces = kind === 'table' ? [await tableOf(read, settings, style)] : await allRows(kind, read, settings);
    await writePieces(pieces, io.stdout);
    return read;
  });
  tellUnreadable(unreadable, io);
  const sum = (name: 'records' | 'rejected'): number => inputs.reduce((total, input) => total + input[name], 0);
  return exitCodeOf({
    unreadable: unreadable.length > 0,
    records: sum('records'),
    rejected: sum('rejected'),
    maxRejectedPct,
  });
}

async function tableOf(read: StoredInputs, settings: AuditSettings, style: Style): Promise<string> {
  const all: RowCounts = { rows: 0, free: 0 };
  const first = keepTop<KeyedRow>({ most: style.top, compare: (a, b) => compareText(a.key, b.key) });
  const sums = openReprice(settings, (keyed) => {
    all.rows += 1;
    if (keyed.row.kind === 'free') all.free += 1;
    first.add(keyed);
  });
  await judgeTraces(read, settings, sums.see);
  return repriceTable({ ...sums.finish(), rows: first.list().map(({ row }) => row) }, all, style);
}

async function allRows(kind: RowKind, read: StoredInputs, settings: AuditSettings): Promise<Iterable<string>> {
  const { line, pieces } = rowWriters[kind];
  const lines = read.sortTexts();
  const sums = openReprice(settings, ({ key, row }) => lines.add(key, line(row)));
  await judgeTraces(read, settings, sums.see);
  return pieces(lines.texts(), sums.finish());
}
