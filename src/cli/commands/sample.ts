// audit --sample N: the quick audit of N recent requests, on one screen.
import { openQuickAudit } from '../../audit/quick-audit.ts';
import { judgeTraces } from '../../engine/read-traces.ts';
import { quickAuditWriters } from '../../report/quick-audit.ts';
import { checkDestinations, destinationsAmong, type OutputFlags, writeDocument } from '../destinations.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';

export interface SampleFlags extends InputFlags, SettingsFlags, OutputFlags {
  readonly sample?: number;
  readonly seed?: string;
}

type Kind = keyof typeof quickAuditWriters;
const kinds = Object.keys(quickAuditWriters) as Kind[]; // the keys of a literal object
const defaultSeed = '1';

export async function sampleCommand(
  operands: readonly string[],
  flags: SampleFlags,
  size: number,
  io: Io,
): Promise<number> {
  const outputs = destinationsAmong(kinds, 'terminal', flags);
  const { audit: settings } = await loadSettings(flags, io);
  const files = await openInputs(operands, flags, io);
  const names = files.map(({ name }) => name);
  await checkDestinations(outputs, names, flags, io.cwd);
  const { document, unreadable } = await judgeUnderway(files, flags, io, async (read) => {
    const { see, finish } = openQuickAudit(size, flags.seed ?? defaultSeed, settings);
    await judgeTraces(read, settings, see);
    return { document: finish(), unreadable: read.unreadable };
  });
  await writeDocument(document, (kind) => quickAuditWriters[kind], outputs, flags, io);
  tellUnreadable(unreadable, io);
  return unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
}
