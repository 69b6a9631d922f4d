// budgets: every window of every budget. It reports; the findings it stands on fail the gate.
import { runAudit } from '../../engine/run-audit.ts';
import { UsageError } from '../../model/errors.ts';
import { budgetWriters } from '../../report/budgets.ts';
import { checkDestinations, destinationsAmong, type OutputFlags, writeDocument } from '../destinations.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';

export interface BudgetsFlags extends InputFlags, SettingsFlags, OutputFlags {}

type Kind = keyof typeof budgetWriters;
const kinds = Object.keys(budgetWriters) as Kind[]; // the keys of a literal object

export async function budgetsCommand(operands: readonly string[], flags: BudgetsFlags, io: Io): Promise<number> {
  const outputs = destinationsAmong(kinds, 'terminal', flags);
  const { audit: settings } = await loadSettings(flags, io);
  if (!settings.budgets) {
    throw new UsageError(
      'there is no budget to judge',
      'write some under "budgets" in the config: { "match": { "owner_team": "support" }, "usd": "500" }',
    );
  }
  const files = await openInputs(operands, flags, io);
  const inputs = files.map(({ name }) => name);
  await checkDestinations(outputs, inputs, flags, io.cwd);
  const { report, unreadable } = await readUnderway(
    files,
    flags,
    io,
    (options) => runAudit(files, settings, options),
    (read) => read.report.generated_from.inputs,
  );
  if (report.budgets) await writeDocument(report.budgets, (kind) => budgetWriters[kind], outputs, flags, io);
  tellUnreadable(unreadable, io);
  return unreadable.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
}
