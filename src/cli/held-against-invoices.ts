// Calls held against the invoices of --invoice: the same comparison as `reconcile` makes, with its usual tolerances.
import { reconcile } from '../audit/reconcile/reconcile.ts';
import type { AuditSettings } from '../audit/settings.ts';
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

export interface Held {
  /** Undefined without --invoice. */
  readonly reconciliation?: Reconciliation;
  readonly unreadable: InputsRead['unreadable'];
}

export async function heldAgainstInvoices(
  calls: Pick<InputsRead, 'events' | 'inputs'>,
  settings: AuditSettings,
  flags: InvoiceFlags,
  io: Io,
): Promise<Held> {
  if (flags.invoice === undefined) return { unreadable: [] };
  if (flags.since !== undefined || flags.until !== undefined) {
    throw new UsageError(
      'an invoice is held against all calls of the input',
      'give the logs of its period instead of --since and --until',
    );
  }
  const { from: _, ...invoiceFlags } = flags;
  const files = await openInputs(flags.invoice, invoiceFlags, io);
  const bills = await readUnderway(
    files,
    invoiceFlags,
    io,
    (options) => readInputs(files, options),
    (read) => read.inputs,
  );
  const reconciliation = reconcile(
    { invoices: bills.events, traces: calls.events },
    { invoices: bills.inputs, traces: calls.inputs },
    settings,
    { policy: 'exception-bucket', tolerance_pct: 1, flag_pct: 2 },
  );
  return { reconciliation, unreadable: bills.unreadable };
}
