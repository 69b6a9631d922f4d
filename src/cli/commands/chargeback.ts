// chargeback: what each team pays. --since and --until make the period; costs are shared over all of it; filters choose among finished lines.
import { billedCalls } from '../../audit/audit-traces.ts';
import { openChargeback } from '../../audit/chargeback/build-chargeback.ts';
import { invoiceOf } from '../../audit/chargeback/invoice-lines.ts';
import { judgeTraces } from '../../engine/read-traces.ts';
import { UsageError } from '../../model/errors.ts';
import type { Registry } from '../../registry/registry.ts';
import { chargebackWriters } from '../../report/chargeback.ts';
import { readFilters, readMoment } from '../call-filter.ts';
import { checkDestinations, destinationsAmong, type OutputFlags, writeDocument } from '../destinations.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodes } from '../exit-code.ts';
import { openInvoices } from '../held-against-invoices.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { sharingRules } from '../load-sharing.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';

export interface ChargebackFlags extends InputFlags, SettingsFlags, OutputFlags {
  readonly team?: string;
  readonly invoice?: readonly string[];
}

type Kind = keyof typeof chargebackWriters;
const kinds = Object.keys(chargebackWriters) as Kind[]; // the keys of a literal object

export async function chargebackCommand(operands: readonly string[], flags: ChargebackFlags, io: Io): Promise<number> {
  const outputs = destinationsAmong(kinds, 'terminal', flags);
  const { filter = [], ...others } = flags;
  const filters = readFilters(filter);
  const { audit: settings, shared_costs: written } = await loadSettings(others, io);
  const rules = sharingRules(written);
  const files = await openInputs(operands, flags, io);
  const names = files.map(({ name }) => name);
  await checkDestinations(outputs, names, flags, io.cwd);
  const holding = await openInvoices(settings, flags, io);
  const unreadable = await judgeUnderway(files, flags, io, async (read) => {
    const charged = openChargeback(
      {
        rules,
        group_by: flags.groupBy === undefined ? [] : settings.group_by,
        filters,
        ...(flags.team !== undefined && { team: flags.team }),
        ...(settings.registry && { centerOf: centersOf(settings.registry) }),
        bucket: settings.bucket,
        ...(flags.asOf !== undefined && { as_of: readMoment('--as-of', flags.asOf) }),
        tool_version: settings.tool_version,
      },
      read.sortTexts,
    );
    await judgeTraces(read, settings, (whole) => {
      holding?.see(whole);
      charged.see(billedCalls(whole, settings));
    });
    const document = charged.finish();
    const invoice = holding ? invoiceOf(document.totals.total_usd, holding.finish(read.inputs)) : null;
    if (flags.team !== undefined && document.lines.length === 0)
      throw nobody(flags.team, charged.teams, settings.registry);
    await writeDocument({ ...document, invoice }, (kind) => chargebackWriters[kind], outputs, flags, io);
    return read.unreadable;
  });
  const all = [...unreadable, ...(holding?.unreadable ?? [])];
  tellUnreadable(all, io);
  return all.length > 0 ? exitCodes.couldNotJudge : exitCodes.fine;
}

function centersOf({ file }: Registry): (team: string) => string | undefined {
  const centers = new Map(file.teams.map(({ id, cost_center }) => [id, cost_center]));
  return (team) => centers.get(team);
}

function nobody(team: string, seen: ReadonlySet<string>, registry: Registry | undefined): UsageError {
  const known = [...new Set([...seen, ...(registry?.file.teams ?? []).map(({ id }) => id)])].sort();
  return new UsageError(
    `no line of the period is the team ${team}'s`,
    known.length === 0 ? undefined : knownNames(team, known),
  );
}
