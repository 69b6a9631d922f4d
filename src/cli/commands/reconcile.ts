// reconcile --invoice F… files…: traced calls against what sellers report and bill.
import { isSum, type ReconcileOptions, reconcile } from '../../audit/reconcile/reconcile.ts';
import { type InputsRead, readInputs } from '../../engine/read-inputs.ts';
import { UnreadableInput, UsageError } from '../../model/errors.ts';
import { type AllocationPolicy, allocationPolicies } from '../../model/reconciliation.ts';
import { reconciliationWriters } from '../../report/reconciliation.ts';
import { checkDestinations, destinationsAmong, type OutputFlags, writeDocument } from '../destinations.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodeOf } from '../exit-code.ts';
import { readPercent } from '../gate-limits.ts';
import type { Io } from '../io.ts';
import { loadSettings, type Settings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';

export interface ReconcileFlags extends InputFlags, SettingsFlags, OutputFlags {
  readonly invoice?: readonly string[];
  readonly tolerance?: string;
  readonly flag?: string;
  readonly allocate?: string;
}

const kinds = Object.keys(reconciliationWriters) as (keyof typeof reconciliationWriters)[]; // the keys of a literal object

const defaultTolerancePct = 1;
const defaultFlagPct = 2;

export async function reconcileCommand(operands: readonly string[], flags: ReconcileFlags, io: Io): Promise<number> {
  const outputs = destinationsAmong(kinds, 'terminal', flags);
  const { audit: settings, maxRejectedPct, reconcile: configured } = await loadSettings(flags, io);
  const options = readOptions(flags, configured);
  const invoice = flags.invoice ?? configured.invoices ?? [];
  if (invoice.length === 0) {
    throw new UsageError(
      'reconcile needs at least one --invoice',
      'a usage report, cost report or bill: attrib-audit reconcile --invoice costs.json gateway.jsonl; or reconcile.invoices in the config',
    );
  }
  if (operands.length === 0 && io.stdin.isTTY) {
    throw new UsageError(
      'no calls are given',
      'name the logs behind the invoices: attrib-audit reconcile --invoice costs.json gateway.jsonl',
    );
  }
  await checkDestinations(outputs, [...invoice, ...operands], flags, io.cwd);
  // --from speaks of the logs; invoices are recognised by their columns.
  const { from: _, ...invoiceFlags } = flags;
  const invoices = await readSide(invoice, invoiceFlags, io);
  checkInvoices(invoices);
  const traces = await readSide(operands, flags, io);
  checkTraces(traces);
  const document = reconcile(
    { invoices: invoices.events, traces: traces.events },
    { invoices: invoices.inputs, traces: traces.inputs },
    settings,
    options,
  );
  await writeDocument(document, (kind) => reconciliationWriters[kind], outputs, flags, io);
  const unreadable = [...invoices.unreadable, ...traces.unreadable];
  tellUnreadable(unreadable, io);
  const sum = (name: 'records' | 'rejected'): number =>
    [...invoices.inputs, ...traces.inputs].reduce((all, input) => all + input[name], 0);
  return exitCodeOf({
    unreadable: unreadable.length > 0,
    records: sum('records'),
    rejected: sum('rejected'),
    maxRejectedPct,
  });
}

async function readSide(operands: readonly string[], flags: InputFlags, io: Io): Promise<InputsRead> {
  const files = await openInputs(operands, flags, io);
  return readUnderway(
    files,
    flags,
    io,
    (options) => readInputs(files, options),
    (read) => read.inputs,
  );
}

function readOptions(flags: ReconcileFlags, configured: Settings['reconcile']): ReconcileOptions {
  const percent = (flag: string, value: string | undefined, otherwise: number): number =>
    value === undefined ? otherwise : readPercent(flag, value);
  const tolerance = percent('--tolerance', flags.tolerance, configured.tolerance_pct ?? defaultTolerancePct);
  const flag_pct = percent('--flag', flags.flag, configured.flag_pct ?? Math.max(defaultFlagPct, tolerance));
  if (flag_pct < tolerance)
    throw new UsageError(
      `differences are flagged at ${flag_pct} %, below the tolerance of ${tolerance} %`,
      'raise --flag or reconcile.flag_pct: it is the greater of the two',
    );
  return { policy: readPolicy(flags.allocate ?? configured.allocate), tolerance_pct: tolerance, flag_pct };
}

function readPolicy(name = 'exception-bucket'): AllocationPolicy {
  const known = Object.keys(allocationPolicies) as AllocationPolicy[]; // the keys of a literal object
  const policy = known.find((id) => id === name);
  if (!policy) throw new UsageError(`--allocate knows no policy "${name}"`, knownNames(name, known));
  return policy;
}

function checkInvoices({ events, inputs }: InputsRead): void {
  if (events.some(isSum)) return;
  throw new UnreadableInput(
    inputs.length === 1 ? (inputs[0]?.path ?? '') : `${inputs.length} invoices`,
    'every record is a single call; an invoice has sums by day, model or account',
    'give usage reports, cost reports and bills with --invoice, and logs of calls as files',
  );
}

function checkTraces({ events, inputs }: InputsRead): void {
  if (events.some((event) => !isSum(event))) return;
  throw new UnreadableInput(
    inputs.length === 1 ? (inputs[0]?.path ?? '') : `${inputs.length} inputs`,
    'every record is a sum; there is no call to compare with the invoice',
    'give the gateway or application logs of the same days as files, and sums with --invoice',
  );
}
