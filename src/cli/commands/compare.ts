// compare BEFORE AFTER: two logs, two saved reports or one of each; or one input cut in two by --split DATE.

import type { TraceInShares } from '../../audit/audited.ts';
import { comparePeriods, type Period } from '../../audit/compare/compare-periods.ts';
import { openPeriod, openSplit } from '../../audit/compare/open-period.ts';
import type { AuditSettings, InputSummary } from '../../audit/settings.ts';
import type { InputsRead } from '../../engine/read-inputs.ts';
import { judgeTraces } from '../../engine/read-traces.ts';
import { UsageError } from '../../model/errors.ts';
import { comparisonWriters } from '../../report/comparison.ts';
import { callFilter } from '../call-filter.ts';
import { checkDestinations, destinationsAmong, type OutputFlags, writeDocument } from '../destinations.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { savedReport } from '../saved-report.ts';

export interface CompareFlags extends InputFlags, SettingsFlags, OutputFlags {
  readonly split?: string;
}

type Kind = keyof typeof comparisonWriters;
const kinds = Object.keys(comparisonWriters) as Kind[]; // the keys of a literal object

export async function compareCommand(operands: readonly string[], flags: CompareFlags, io: Io): Promise<number> {
  const outputs = destinationsAmong(kinds, 'terminal', flags);
  const { audit: settings } = await loadSettings(flags, io);
  await checkDestinations(outputs, operands, flags, io.cwd);
  const read =
    flags.split === undefined
      ? await readTwo(operands, settings, flags, io)
      : await readSplit(operands, flags.split, settings, flags, io);
  await writeDocument(comparePeriods(read.before, read.after), (kind) => comparisonWriters[kind], outputs, flags, io);
  tellUnreadable(read.unreadable, io);
  return read.unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
}

interface Pair {
  readonly before: Period;
  readonly after: Period;
  readonly unreadable: InputsRead['unreadable'];
}

async function readTwo(
  operands: readonly string[],
  settings: AuditSettings,
  flags: CompareFlags,
  io: Io,
): Promise<Pair> {
  const [first, second, ...more] = operands;
  if (first === undefined || second === undefined || more.length > 0) {
    throw new UsageError(
      `compare takes two inputs, before and after; ${operands.length} given`,
      'quote patterns ("2026-10*.jsonl"), or cut one input in two: attrib-audit compare logs/ --split 2026-11-01',
    );
  }
  const before = await readPeriod(first, settings, flags, io);
  const after = await readPeriod(second, settings, flags, io);
  return {
    before: before.period,
    after: after.period,
    unreadable: [...before.unreadable, ...after.unreadable],
  };
}

async function readPeriod(
  name: string,
  settings: AuditSettings,
  flags: CompareFlags,
  io: Io,
): Promise<{ readonly period: Period; readonly unreadable: InputsRead['unreadable'] }> {
  const report = await savedReport(name, io.cwd);
  if (report) {
    if (settings.select) throw new UsageError(`${name} is a saved report; its calls cannot be selected any more`);
    return { period: { name, report, cells: undefined, undated: 0 }, unreadable: [] };
  }
  const { document: period, unreadable } = await readAll([name], openPeriod(name, settings), settings, flags, io);
  return { period, unreadable };
}

async function readSplit(
  operands: readonly string[],
  split: string,
  settings: AuditSettings,
  flags: CompareFlags,
  io: Io,
): Promise<Pair> {
  const isAfter = callFilter({ since: split }, '--split');
  if (!isAfter) throw new UsageError('--split names no time');
  const fold = openSplit(split, isAfter, settings);
  const { document: periods, unreadable } = await readAll(operands, fold, settings, flags, io);
  return { ...periods, unreadable };
}

interface Fold<T> {
  see(whole: TraceInShares): void;
  finish(inputs: readonly InputSummary[]): T;
}

async function readAll<T>(
  operands: readonly string[],
  { see, finish }: Fold<T>,
  settings: AuditSettings,
  flags: CompareFlags,
  io: Io,
): Promise<{ readonly document: T; readonly unreadable: InputsRead['unreadable'] }> {
  const files = await openInputs(operands, flags, io);
  return judgeUnderway(files, flags, io, async (read) => {
    await judgeTraces(read, settings, see);
    return { document: finish(read.inputs), unreadable: read.unreadable };
  });
}
