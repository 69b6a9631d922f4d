// Calls held against the invoices of --invoice: the same comparison as `reconcile` makes, with its usual tolerances.
import { openReconciliation, type RunningReconciliation } from '../audit/reconcile/reconcile.ts';
import type { AuditSettings, InputSummary } from '../audit/settings.ts';
import { type InputsRead, readInputs } from '../engine/read-inputs.ts';
import { UsageError } from '../model/errors.ts';
import type { Reconciliation } from '../model/reconciliation.ts';
import type { Io } from './io.ts';
import { type InputFlags, openInputs, readUnderway } from './read-session.ts';

export interface InvoiceFlags extends InputFlags {
  readonly invoice?: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

export interface Holding extends Pick<RunningReconciliation, 'see'> {
  /** `inputs` are those of the calls. */
  finish(inputs: readonly InputSummary[]): Reconciliation;
  readonly unreadable: InputsRead['unreadable'];
}

/** The invoices, read; undefined without --invoice. */
export async function openInvoices(settings: AuditSettings, flags: InvoiceFlags, io: Io): Promise<Holding | undefined> {
  if (flags.invoice === undefined) return undefined;
  if (flags.since !== undefined || flags.until !== undefined) {
    throw new UsageError(
      'an invoice is held against all calls of the input',
      'give the logs of its period instead of --since and --until',
    );
  }
  const { events, inputs, unreadable } = await readInvoices(flags.invoice, flags, io);
  const { see, finish } = openReconciliation(events, settings);
  return {
    see,
    finish: (calls) =>
      finish({ invoices: inputs, traces: calls }, { policy: 'exception-bucket', tolerance_pct: 1, flag_pct: 2 }),
    unreadable,
  };
}

/** --from speaks of the logs; invoices are recognised by their columns. */
export async function readInvoices(
  operands: readonly string[],
  { from: _, ...flags }: InputFlags,
  io: Io,
): Promise<InputsRead> {
  const files = await openInputs(operands, flags, io);
  return readUnderway(
    files,
    flags,
    io,
    (options) => readInputs(files, options),
    (read) => read.inputs,
  );
}
