// Budgets as a document: what each window of each budget held, and which calls the check would have refused.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { usdToDecimal } from '../../model/money.ts';
import type { Approval } from '../../model/policy.ts';
import { isoTime } from '../time-text.ts';
import type { BudgetSettings } from './budget.ts';
import { type BudgetCall, callsIn, compareBudgetCalls } from './budget-calls.ts';
import { dayText } from './local-time.ts';
import { type BudgetWindow, type Dated, isFor, replayBudgets } from './replay.ts';
import { spikesOf } from './spikes.ts';
import { windowRows } from './window-rows.ts';

export interface DataTimes {
  /** The first and the last call of all, under a budget or not. */
  readonly from: bigint | undefined;
  readonly to: bigint | undefined;
}

export function judgeBudgets(
  calls: readonly BudgetCall[],
  { from, to }: DataTimes,
  settings: BudgetSettings,
): BudgetsDocument {
  const asOf = settings.as_of ?? to;
  const dated = calls.filter((call): call is Dated => call.start !== undefined).sort(compareBudgetCalls);
  const counted = dated.filter(({ start }) => asOf === undefined || start <= asOf);
  const { windows, refusals } = replayBudgets(counted, settings.approvals);
  const [first] = refusals;
  const approvals = approvalsOver(windows, settings.approvals);
  return {
    as_of: asOf === undefined ? null : isoTime(asOf),
    as_of_from: settings.as_of === undefined ? 'newest call' : 'flag',
    undated: amountOf(calls.filter(({ start }) => start === undefined)),
    later: amountOf(dated.slice(counted.length)),
    blocked: {
      ...amountOf(refusals.map(({ call }) => call)),
      first: first
        ? { ...callRef(first.call), by: first.by.map(({ window: { budget } }) => `${budget.level} ${budget.label}`) }
        : null,
    },
    ...(approvals.length > 0 && { approvals }),
    windows: windowRows(windows, asOf, from),
    spikes: spikesOf(counted),
  };
}

/** Those that hold on some day of a window of their team. */
function approvalsOver(
  windows: readonly BudgetWindow[],
  approvals: readonly Approval[] = [],
): NonNullable<BudgetsDocument['approvals']> {
  return approvals
    .filter((approval) =>
      windows.some(
        ({ budget, span }) =>
          isFor(approval, budget) && approval.valid_from < dayText(span.end) && dayText(span.first) < approval.valid_to,
      ),
    )
    .map(({ usd = null, ...approval }) => ({ ...approval, usd }));
}

function amountOf(calls: readonly BudgetCall[]): { calls: number; usd: string } {
  return {
    calls: calls.reduce((sum, call) => sum + callsIn(call), 0),
    usd: usdToDecimal(calls.reduce((sum, { usd }) => sum + usd, 0n)),
  };
}

export function callRef({ key, trace_id, place, start, usd }: Dated): {
  key: string;
  trace_id: string | null;
  source: string;
  line: number;
  at: string;
  usd: string;
} {
  return {
    key,
    trace_id: trace_id ?? null,
    source: place.source,
    line: place.line,
    at: isoTime(start),
    usd: usdToDecimal(usd),
  };
}
