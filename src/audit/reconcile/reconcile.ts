// Reconcile: traced calls against the lines of invoices, seller by seller, cell by cell. Invoice rows are never pushed down to calls.
import type { Event } from '../../model/event.ts';
import { compareText } from '../../model/place.ts';
import type { AllocationPolicy, Reconciliation } from '../../model/reconciliation.ts';
import { groupBy } from '../../trace/disjoint-sets.ts';
import type { TraceInShares } from '../audited.ts';
import type { AuditSettings, InputSummary } from '../settings.ts';
import { buildReconciliation } from './build-reconciliation.ts';
import { readLine, withoutRepeats } from './invoice-line.ts';
import { reconcileSeller } from './reconcile-seller.ts';
import { openUses } from './sum-uses.ts';

export interface ReconcileOptions {
  readonly policy: AllocationPolicy;
  readonly tolerance_pct: number;
  readonly flag_pct: number;
}

export interface Sides<T> {
  readonly invoices: T;
  readonly traces: T;
}

export interface RunningReconciliation {
  /** All calls of the trace, whatever was asked for. */
  see(whole: TraceInShares): void;
  finish(inputs: Sides<readonly InputSummary[]>, options: ReconcileOptions): Reconciliation;
}

export function openReconciliation(invoices: readonly Event[], settings: AuditSettings): RunningReconciliation {
  const { select: fits = () => true, rates } = settings;
  const { lines, repeated } = withoutRepeats(invoices.filter(isSum).map(readLine));
  const bySeller = groupBy(lines, ({ seller }) => seller);
  const sums = openUses(bySeller, rates);
  const misplaced = { invoices: invoices.filter((event) => !isSum(event)).length, traces: 0 };
  let freeCalls = 0;
  return {
    see({ trace, shares, exclusions }) {
      let at = 0;
      for (const { calls, free_calls: free } of shares()) {
        for (const call of calls) {
          if (fits(call)) sums.see(call, trace.id, at);
          at += 1;
        }
        for (const call of free) if (fits(call)) freeCalls += 1;
      }
      for (const { event } of exclusions) if (isSum(event)) misplaced.traces += 1;
    },
    finish(inputs, options) {
      const { uses, others } = sums.finish();
      const usesOf = groupBy(uses, ({ seller }) => seller);
      const sellers = [...bySeller]
        .sort(([a], [b]) => compareText(a, b))
        .map(([seller, own]) => reconcileSeller(seller, own, usesOf.get(seller) ?? [], rates));
      return buildReconciliation({ sellers, repeated, others, misplaced, freeCalls }, inputs, settings, options);
    },
  };
}

/** What an invoice is made of; a record of one request is a call, wherever it stands. */
export const isSum = ({ granularity, role }: Event): boolean => granularity === 'aggregate' && role === 'call';
