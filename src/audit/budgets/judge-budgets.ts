// Goes through the calls in order of time: what each window of each budget held, and which calls a cumulative check would have refused.
// The check knows what was spent before a call, not what the call will cost: a call is refused when a budget of its has nothing left.
import type { BudgetsDocument } from '../../model/budgets.ts';
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { isoTime } from '../time-text.ts';
import type { Budget, BudgetSettings } from './budget.ts';
import { type BudgetCall, compareBudgetCalls } from './budget-calls.ts';
import { type DaySpan, localDay, spanOf } from './local-time.ts';
import { spikesOf } from './spikes.ts';
import { windowRows } from './window-rows.ts';

type Dated = BudgetCall & { readonly start: bigint };
export interface Crossing {
  readonly call: Dated;
  readonly before: Usd;
}

export interface BudgetWindow {
  readonly budget: Budget;
  readonly span: DaySpan;
  calls: number;
  spent: Usd;
  /** What the check let through. */
  let: Usd;
  crossed80?: Crossing;
  crossed100?: Crossing;
  refused: number;
  refusedUsd: Usd;
  firstRefused?: Dated;
}

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
  const windows = new Map<string, BudgetWindow>();
  const refused: Dated[] = [];
  let firstBy: readonly string[] = [];
  for (const call of counted) {
    const touched = call.budgets.map((budget) => windowFor(budget, call.start, windows));
    const spent = touched.filter(({ budget, let: used }) => used >= budget.usd);
    for (const window of touched) spend(window, call, spent);
    if (spent.length === 0) continue;
    if (refused.length === 0) firstBy = spent.map(({ budget }) => `${budget.level} ${budget.label}`);
    refused.push(call);
  }
  const [first] = refused;
  return {
    as_of: asOf === undefined ? null : isoTime(asOf),
    as_of_from: settings.as_of === undefined ? 'newest call' : 'flag',
    undated: amountOf(calls.filter(({ start }) => start === undefined)),
    later: amountOf(dated.slice(counted.length)),
    blocked: { ...amountOf(refused), first: first ? { ...callRef(first), by: [...firstBy] } : null },
    windows: windowRows([...windows.values()], asOf, from),
    spikes: spikesOf(counted),
  };
}

function windowFor(budget: Budget, start: bigint, windows: Map<string, BudgetWindow>): BudgetWindow {
  const span = spanOf(localDay(start, budget.zone), budget.window);
  const key = `${span.first} ${budget.key}`;
  const known = windows.get(key);
  if (known) return known;
  const window: BudgetWindow = { budget, span, calls: 0, spent: 0n, let: 0n, refused: 0, refusedUsd: 0n };
  windows.set(key, window);
  return window;
}

/** Every budget of a refused call is spared its money; those that had nothing left are who refused it. */
function spend(window: BudgetWindow, call: Dated, refusing: readonly BudgetWindow[]): void {
  const { budget, spent: before } = window;
  window.calls += 1;
  window.spent += call.usd;
  if (window.spent * 100n >= budget.usd * 80n) window.crossed80 ??= { call, before };
  if (window.spent >= budget.usd) window.crossed100 ??= { call, before };
  if (refusing.length === 0) window.let += call.usd;
  if (!refusing.includes(window)) return;
  window.refused += 1;
  window.refusedUsd += call.usd;
  window.firstRefused ??= call;
}

function amountOf(calls: readonly BudgetCall[]): { calls: number; usd: string } {
  return { calls: calls.length, usd: usdToDecimal(calls.reduce((sum, { usd }) => sum + usd, 0n)) };
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
