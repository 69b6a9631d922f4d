// The one cumulative check: goes through the calls in order of time and says which ones a budget refuses. It knows what was spent before
// a call, not what the call will cost: a call is refused when a budget of its has nothing left, and what is refused is not spent.
import { parseUsd, type Usd } from '../../model/money.ts';
import type { Approval } from '../../model/policy.ts';
import type { Budget } from './budget.ts';
import { type BudgetCall, callsIn } from './budget-calls.ts';
import { type DaySpan, dayText, localDay, spanOf } from './local-time.ts';

export type Dated<C extends BudgetCall = BudgetCall> = C & { readonly start: bigint };

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

/** A window that had nothing left for a call. */
export interface Refuser {
  readonly window: BudgetWindow;
  readonly spent: Usd;
  readonly approved: Usd;
}

export interface Refusal<C extends BudgetCall> {
  readonly call: Dated<C>;
  readonly by: readonly Refuser[];
}

export interface Replay<C extends BudgetCall> {
  readonly windows: readonly BudgetWindow[];
  readonly refusals: readonly Refusal<C>[];
}

/** `calls` in order of time. Calls that are not `checked` always pass, and are spent. `see` is shown each call before it is judged. */
export function replayBudgets<C extends BudgetCall>(
  calls: Iterable<Dated<C>>,
  approvals: readonly Approval[] = [],
  checked: (call: C) => boolean = () => true,
  see: (call: Dated<C>, touched: readonly BudgetWindow[]) => void = () => {},
): Replay<C> {
  const windows = new Map<string, BudgetWindow>();
  const refusals: Refusal<C>[] = [];
  for (const call of calls) {
    const touched = call.budgets.map((budget) => windowFor(budget, call.start, windows));
    see(call, touched);
    const by = checked(call) ? touched.flatMap((window) => refuserOf(window, call.start, approvals)) : [];
    const refusing = by.map(({ window }) => window);
    for (const window of touched) spend(window, call, refusing);
    if (by.length > 0) refusals.push({ call, by });
  }
  return { windows: [...windows.values()], refusals };
}

function windowFor(budget: Budget, start: bigint, windows: Map<string, BudgetWindow>): BudgetWindow {
  const span = spanOf(localDay(start, budget.zone), budget.window);
  const key = windowKey(budget, span);
  const known = windows.get(key);
  if (known) return known;
  const window: BudgetWindow = { budget, span, calls: 0, spent: 0n, let: 0n, refused: 0, refusedUsd: 0n };
  windows.set(key, window);
  return window;
}

export const windowKey = ({ key }: Budget, { first }: DaySpan): string => `${first} ${key}`;

/** Those that have nothing left: the window, or none. */
export function refuserOf(window: BudgetWindow, start: bigint, approvals: readonly Approval[]): readonly Refuser[] {
  const { budget, let: spent } = window;
  if (spent < budget.usd) return [];
  const approved = approvedFor(budget, start, approvals);
  return approved === 'without limit' || spent < budget.usd + approved ? [] : [{ window, spent, approved }];
}

/** How much over its budget a team may go on the day of a call, in the time zone of the budget. */
export function approvedFor(budget: Budget, start: bigint, approvals: readonly Approval[]): Usd | 'without limit' {
  const mine = approvals.filter((approval) => isFor(approval, budget));
  if (mine.length === 0) return 0n;
  const day = dayText(localDay(start, budget.zone));
  let sum = 0n;
  for (const { valid_from, valid_to, usd } of mine) {
    if (day < valid_from || day >= valid_to) continue;
    if (usd === undefined) return 'without limit';
    sum += parseUsd(usd) ?? 0n;
  }
  return sum;
}

/** An approval lifts the team's own budget, never that of its customer or of one key. */
export const isFor = ({ team }: Approval, { level, label }: Budget): boolean => level === 'team' && label === team;

/** Every budget of a refused call is spared its money; those that had nothing left are who refused it. */
function spend(window: BudgetWindow, call: Dated, refusing: readonly BudgetWindow[]): void {
  const { budget, spent: before } = window;
  window.calls += callsIn(call);
  window.spent += call.usd;
  if (window.spent * 100n >= budget.usd * 80n) window.crossed80 ??= { call, before };
  if (window.spent >= budget.usd) window.crossed100 ??= { call, before };
  if (refusing.length === 0) window.let += call.usd;
  if (!refusing.includes(window)) return;
  window.refused += callsIn(call);
  window.refusedUsd += call.usd;
  window.firstRefused ??= call;
}
