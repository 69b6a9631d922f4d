// trend: coverage by week, from saved reports and from logs; logs are audited together, as one report.
import { type NamedReport, trendOf } from '../../audit/trend.ts';
import { runAudit } from '../../engine/run-audit.ts';
import { UsageError } from '../../model/errors.ts';
import type { Trend } from '../../model/trend.ts';
import { trendWriters } from '../../report/trend.ts';
import { checkDestinations, destinationsAmong, type OutputFlags, writeDocument } from '../destinations.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { savedReport } from '../saved-report.ts';
import { threading } from '../threads.ts';

export interface TrendFlags extends InputFlags, SettingsFlags, OutputFlags {
  readonly by?: string;
}

type Kind = keyof typeof trendWriters;
const kinds = Object.keys(trendWriters) as Kind[]; // the keys of a literal object
const periods = ['day', 'week', 'month'] as const satisfies readonly Trend['by'][];

export async function trendCommand(operands: readonly string[], flags: TrendFlags, io: Io): Promise<number> {
  const outputs = destinationsAmong(kinds, 'terminal', flags);
  const by = periods.find((known) => known === (flags.by ?? 'week'));
  if (!by) throw new UsageError(`--by knows no "${flags.by}"`, knownNames(flags.by ?? '', periods));
  const loaded = await loadSettings(flags, io);
  const { audit: settings } = loaded;
  await checkDestinations(outputs, operands, flags, io.cwd);
  const reports: NamedReport[] = [];
  const logs: string[] = [];
  for (const name of operands) {
    const report = await savedReport(name, io.cwd);
    if (report) reports.push({ name, report });
    else logs.push(name);
  }
  if (reports.length > 0 && settings.select)
    throw new UsageError(
      'calls of a saved report cannot be selected any more',
      'leave the filter out, or give logs only',
    );
  let unreadable: Parameters<typeof tellUnreadable>[0] = [];
  if (logs.length > 0 || reports.length === 0) {
    const files = await openInputs(logs, flags, io);
    const run = await readUnderway(
      files,
      flags,
      io,
      async (options) => runAudit(files, settings, { ...options, ...(await threading(flags, loaded, files, io.cwd)) }),
      (read) => read.report.generated_from.inputs,
    );
    unreadable = run.unreadable;
    reports.push({ name: files.length === 1 ? (files[0]?.name ?? '') : `${files.length} logs`, report: run.report });
  }
  const trend = trendOf(reports, by, settings.target_pct, settings.tool_version);
  await writeDocument(trend, (kind) => trendWriters[kind], outputs, flags, io);
  tellUnreadable(unreadable, io);
  return unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
}
