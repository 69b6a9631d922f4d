// reconcile --invoice F… files…: traced calls against what sellers report and bill.
import { isSum, type ReconcileOptions, reconcile } from '../../audit/reconcile/reconcile.ts';
import { type InputsRead, readInputs } from '../../engine/read-inputs.ts';
import { UnreadableInput, UsageError } from '../../model/errors.ts';
import { type AllocationPolicy, allocationPolicies, type Reconciliation } from '../../model/reconciliation.ts';
import { reconciliationToCsv, reconciliationToTerminal, type Style } from '../../report/index.ts';
import { jsonText } from '../../report/json.ts';
import { defaultTop } from '../destinations.ts';
import { knownNames } from '../did-you-mean.ts';
import { exitCodeOf } from '../exit-code.ts';
import { readPercent } from '../gate-limits.ts';
import type { Io } from '../io.ts';
import { loadSettings, type SettingsFlags } from '../load-settings.ts';
import { type InputFlags, openInputs, readUnderway } from '../read-session.ts';
import { tellUnreadable } from '../report-error.ts';
import { decideStyle, type StyleFlags } from '../style.ts';

export interface ReconcileFlags extends InputFlags, SettingsFlags, StyleFlags {
  readonly invoice?: readonly string[];
  readonly tolerance?: string;
  readonly flag?: string;
  readonly allocate?: string;
  readonly format?: string;
  readonly json?: boolean;
  readonly top?: number;
}

const defaultTolerancePct = 1;
const defaultFlagPct = 2;

export async function reconcileCommand(operands: readonly string[], flags: ReconcileFlags, io: Io): Promise<number> {
  const options = readOptions(flags);
  const kind = readKind(flags);
  const { invoice = [] } = flags;
  if (invoice.length === 0) {
    throw new UsageError(
      'reconcile needs at least one --invoice',
      'a usage report, cost report or bill: attrib-audit reconcile --invoice costs.json gateway.jsonl',
    );
  }
  if (operands.length === 0 && io.stdin.isTTY) {
    throw new UsageError(
      'no calls are given',
      'name the logs behind the invoices: attrib-audit reconcile --invoice costs.json gateway.jsonl',
    );
  }
  const { audit: settings, maxRejectedPct } = await loadSettings(flags, io.cwd);
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
  const style = decideStyle(io.stdout, io, flags, { top: flags.top ?? defaultTop, groups: [] });
  io.stdout.write(writers[kind](document, style));
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

const writers = {
  terminal: reconciliationToTerminal,
  csv: reconciliationToCsv,
  json: jsonText,
} as const satisfies Readonly<Record<string, (document: Reconciliation, style: Style) => string>>;
type Kind = keyof typeof writers;

function readKind({ format = 'terminal', json }: ReconcileFlags): Kind {
  const kinds = Object.keys(writers) as Kind[]; // the keys of a literal object
  const kind = kinds.find((known) => known === (json ? 'json' : format));
  if (!kind) throw new UsageError(`reconcile has no output "${format}"`, knownNames(format, kinds));
  return kind;
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

function readOptions(flags: ReconcileFlags): ReconcileOptions {
  const percent = (flag: string, value: string | undefined, otherwise: number): number =>
    value === undefined ? otherwise : readPercent(flag, value);
  const tolerance = percent('--tolerance', flags.tolerance, defaultTolerancePct);
  const flag_pct = percent('--flag', flags.flag, Math.max(defaultFlagPct, tolerance));
  if (flag_pct < tolerance)
    throw new UsageError(`--flag ${flag_pct} is below the tolerance of ${tolerance} %`, 'it is the greater of the two');
  return { policy: readPolicy(flags.allocate), tolerance_pct: tolerance, flag_pct };
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
