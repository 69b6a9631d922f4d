// Reconcile: traced calls against the lines of invoices, seller by seller, cell by cell. Invoice rows are never pushed down to calls.
import type { Event } from '../../model/event.ts';
import { compareText } from '../../model/place.ts';
import type { AllocationPolicy, Reconciliation } from '../../model/reconciliation.ts';
import { buildTraces } from '../../trace/build-traces.ts';
import { auditTrace } from '../audit-trace.ts';
import type { AuditSettings, InputSummary } from '../settings.ts';
import { buildReconciliation } from './build-reconciliation.ts';
import { readLine, withoutRepeats } from './invoice-line.ts';
import { reconcileSeller } from './reconcile-seller.ts';
import { tracedUse } from './traced-use.ts';

export interface ReconcileOptions {
  readonly policy: AllocationPolicy;
  readonly tolerance_pct: number;
  readonly flag_pct: number;
}

export interface Sides<T> {
  readonly invoices: T;
  readonly traces: T;
}

export function reconcile(
  events: Sides<readonly Event[]>,
  inputs: Sides<readonly InputSummary[]>,
  settings: AuditSettings,
  options: ReconcileOptions,
): Reconciliation {
  const traces = buildTraces(events.traces).map((trace) => auditTrace(trace, settings));
  const fits = settings.select ?? (() => true);
  const uses = traces.flatMap(({ calls }) => calls.filter(fits).map((call) => tracedUse(call, settings.rates)));
  const read = events.invoices.filter(isSum).map(readLine);
  const { lines, repeated } = withoutRepeats(read);
  const names = [...new Set(lines.map(({ seller }) => seller))].sort(compareText);
  const sellers = names.map((seller) =>
    reconcileSeller(
      seller,
      lines.filter((line) => line.seller === seller),
      uses.filter((use) => use.seller === seller),
      settings.rates,
    ),
  );
  return buildReconciliation(
    {
      sellers,
      repeated,
      others: uses.filter(({ seller }) => !names.includes(seller)),
      misplaced: {
        invoices: events.invoices.filter((event) => !isSum(event)).length,
        traces: events.traces.filter(isSum).length,
      },
      freeCalls: traces.reduce((sum, { free_calls }) => sum + free_calls.filter(fits).length, 0),
    },
    inputs,
    settings,
    options,
  );
}

/** What an invoice is made of; a record of one request is a call, wherever it stands. */
export const isSum = ({ granularity, role }: Event): boolean => granularity === 'aggregate' && role === 'call';
