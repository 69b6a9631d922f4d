// Budgets as a document: what each window of each budget held, and which calls the check would have refused.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import type { Approval } from '../../model/policy.ts';
import { isoTime } from '../time-text.ts';
import type { BudgetSettings } from './budget.ts';
import { type BudgetCall, callsIn } from './budget-calls.ts';
import { dayText } from './local-time.ts';
import { type BudgetWindow, type Dated, isDated, isFor, openReplay } from './replay.ts';
import { spikesOf } from './spikes.ts';
import { windowRows } from './window-rows.ts';

export interface DataTimes {
  /** The first and the last call of all, under a budget or not. */
  readonly from: bigint | undefined;
  readonly to: bigint | undefined;
}

/** @param calls In the order of `compareBudgetCalls`; they are gone through several times. */
export function judgeBudgets(
  calls: Iterable<BudgetCall>,
  { from, to }: DataTimes,
  settings: BudgetSettings,
): BudgetsDocument {
  const asOf = settings.as_of ?? to;
  const replay = openReplay(settings.approvals);
  const [undated, later, blocked] = [noAmount(), noAmount(), noAmount()];
  let first: BudgetsDocument['blocked']['first'] = null;
  for (const call of calls) {
    if (!isDated(call)) addCall(undated, call);
    else if (asOf !== undefined && call.start > asOf) addCall(later, call);
    else {
      const by = replay.judge(call);
      if (by.length === 0) continue;
      addCall(blocked, call);
      first ??= { ...callRef(call), by: by.map(({ window: { budget } }) => `${budget.level} ${budget.label}`) };
    }
  }
  const windows = replay.windows();
  const approvals = approvalsOver(windows, settings.approvals);
  return {
    as_of: asOf === undefined ? null : isoTime(asOf),
    as_of_from: settings.as_of === undefined ? 'newest call' : 'flag',
    undated: wireOf(undated),
    later: wireOf(later),
    blocked: { ...wireOf(blocked), first },
    ...(approvals.length > 0 && { approvals }),
    windows: windowRows(windows, asOf, from),
    spikes: spikesOf(calls, asOf),
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

interface Amount {
  calls: number;
  usd: Usd;
}

const noAmount = (): Amount => ({ calls: 0, usd: 0n });

function addCall(amount: Amount, call: BudgetCall): void {
  amount.calls += callsIn(call);
  amount.usd += call.usd;
}

const wireOf = ({ calls, usd }: Amount): { calls: number; usd: string } => ({ calls, usd: usdToDecimal(usd) });

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
