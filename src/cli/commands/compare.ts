// compare BEFORE AFTER: two logs, two saved reports or one of each; or one input cut in two by --split DATE.
import { selectedTraces } from '../../audit/audit-traces.ts';
import type { AuditedTrace } from '../../audit/audited.ts';
import { buildReport } from '../../audit/build-report.ts';
import { comparePeriods, type Period } from '../../audit/compare/compare-periods.ts';
import { spendCells } from '../../audit/compare/spend-cells.ts';
import { type CallFilter, selectCalls } from '../../audit/select-calls.ts';
import { type AuditSettings, groupsOf, type InputSummary } from '../../audit/settings.ts';
import { newTally } from '../../audit/tally.ts';
import { addTrace } from '../../audit/tally-trace.ts';
import { type InputsRead, readInputs } from '../../engine/read-inputs.ts';
import { UsageError } from '../../model/errors.ts';
import { comparisonWriters } from '../../report/comparison.ts';
import { callFilter } from '../call-filter.ts';
import { checkDestinations, destinationsAmong, type OutputFlags, writeDocument } from '../destinations.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
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
    ...before,
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
  const { events, inputs, unreadable } = await readAll([name], flags, io);
  return { period: periodOf(name, [...selectedTraces(events, settings)], inputs, settings, 0), unreadable };
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
  const { events, inputs, unreadable } = await readAll(operands, flags, io);
  const traces = [...selectedTraces(events, settings)];
  const isDated: CallFilter = ({ call }) => call.metering.start !== undefined;
  const undated = traces.reduce((sum, { calls }) => sum + calls.filter((one) => !isDated(one)).length, 0);
  const cut = (name: string, fits: CallFilter): Period =>
    periodOf(
      name,
      traces.map((trace) => selectCalls(trace, fits)),
      inputs,
      settings,
      undated,
    );
  return {
    before: cut(`before ${split}`, (one) => isDated(one) && !isAfter(one)),
    after: cut(`from ${split} on`, isAfter),
    unreadable,
  };
}

function readAll(operands: readonly string[], flags: CompareFlags, io: Io): Promise<InputsRead> {
  return openInputs(operands, flags, io).then((files) =>
    readUnderway(
      files,
      flags,
      io,
      (options) => readInputs(files, options),
      (read) => read.inputs,
    ),
  );
}

function periodOf(
  name: string,
  traces: readonly AuditedTrace[],
  inputs: readonly InputSummary[],
  settings: AuditSettings,
  undated: number,
): Period {
  const tally = newTally();
  for (const trace of traces) addTrace(tally, trace, groupsOf(settings));
  return { name, report: buildReport(tally, inputs, settings), cells: spendCells(traces), undated };
}
