// reprice: every call's price beside what its log says, and why the two differ. Never fails on what it finds.
import { reprice } from '../../audit/reprice/reprice.ts';
import { readInputs } from '../../engine/read-inputs.ts';
import { UsageError } from '../../model/errors.ts';
import { repriceKinds, repriceWriters } from '../../report/prices/reprice.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
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
  const { events, inputs, unreadable } = await readUnderway(
    files,
    flags,
    io,
    (options) => readInputs(files, options),
    (read) => read.inputs,
  );
  const style = decideStyle(io.stdout, io, flags, { top: flags.top ?? shownAtOnce, groups: [] });
  await writePieces(repriceWriters[kind](reprice(events, settings), style), io.stdout);
  tellUnreadable(unreadable, io);
  const sum = (name: 'records' | 'rejected'): number => inputs.reduce((total, input) => total + input[name], 0);
  return exitCodeOf({
    unreadable: unreadable.length > 0,
    records: sum('records'),
    rejected: sum('rejected'),
    maxRejectedPct,
  });
}
