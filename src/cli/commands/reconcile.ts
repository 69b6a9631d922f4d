// reconcile --invoice F… files…: traced calls against what sellers report and bill.
import { isSum, openReconciliation, type ReconcileOptions } from '../../audit/reconcile/reconcile.ts';
import type { InputSummary } from '../../audit/settings.ts';
import type { InputsRead } from '../../engine/read-inputs.ts';
import { judgeTraces } from '../../engine/read-traces.ts';
import { UnreadableInput, UsageError } from '../../model/errors.ts';
import { type AllocationPolicy, allocationPolicies, type Reconciliation } from '../../model/reconciliation.ts';
import { reconciliationWriters } from '../../report/reconciliation.ts';
import { checkDestinations, destinationsAmong, type OutputFlags, writeDocument } from '../destinations.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodeOf } from '../exit-code.ts';
import { readPercent } from '../gate-limits.ts';
import { readInvoices } from '../held-against-invoices.ts';
import type { Io } from '../io.ts';
import { loadSettings, type Settings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, judgeUnderway, openInputs } from '../read-session.ts';
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
  const invoices = await readInvoices(invoice, flags, io);
  checkInvoices(invoices);
  const files = await openInputs(operands, flags, io);
  const { document, inputs, unreadable } = await judgeUnderway(files, flags, io, async (read) => {
    const held = openReconciliation(invoices.events, settings);
    await judgeTraces(read, settings, held.see);
    const document = held.finish({ invoices: invoices.inputs, traces: read.inputs }, options);
    checkTraces(document, read.inputs);
    return { document, inputs: [...invoices.inputs, ...read.inputs], unreadable: read.unreadable };
  });
  await writeDocument(document, (kind) => reconciliationWriters[kind], outputs, flags, io);
  const lost = [...invoices.unreadable, ...unreadable];
  tellUnreadable(lost, io);
  const sum = (name: 'records' | 'rejected'): number => inputs.reduce((all, input) => all + input[name], 0);
  return exitCodeOf({
    unreadable: lost.length > 0,
    records: sum('records'),
    rejected: sum('rejected'),
    maxRejectedPct,
  });
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

function checkTraces({ not_compared: left }: Reconciliation, inputs: readonly InputSummary[]): void {
  if (left.sums_among_calls < inputs.reduce((sum, { events }) => sum + events, 0)) return;
  throw new UnreadableInput(
    inputs.length === 1 ? (inputs[0]?.path ?? '') : `${inputs.length} inputs`,
    'every record is a sum; there is no call to compare with the invoice',
    'give the gateway or application logs of the same days as files, and sums with --invoice',
  );
}
