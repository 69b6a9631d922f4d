// The one cumulative check: goes through the calls in order of time and says which ones a budget refuses. It knows what was spent before
// a call, not what the call will cost: a call is refused when a budget of its has nothing left, and what is refused is not spent.
import { parseUsd, type Usd } from '../../model/money.ts';
import type { Approval } from '../../model/policy.ts';
import type { Budget } from './budget.ts';
import { type BudgetCall, callsIn } from './budget-calls.ts';
import { type DaySpan, dayText, localDay, spanOf } from './local-time.ts';

export type Dated<C extends BudgetCall = BudgetCall> = C & { readonly start: bigint };

export const isDated = <C extends BudgetCall>(call: C): call is Dated<C> => call.start !== undefined;

export interface Crossing {
  readonly call: Dated;
  readonly before: Usd;
}

export interface BudgetWindow {
  readonly budget: Budget;
  readonly span: DaySpan;
  calls: number;
  unpriced: number;
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

export interface Replay {
  /** Calls in order of time. One that is not `checked` always passes, and is spent. Gives who refuses it; none when it passes. */
  judge(call: Dated, checked?: boolean): readonly Refuser[];
  /** Those that the call is spent from. */
  windowsOf(call: Dated): readonly BudgetWindow[];
  /** In the order in which they were met. */
  windows(): readonly BudgetWindow[];
}

export function openReplay(approvals: readonly Approval[] = []): Replay {
  const windows = new Map<string, BudgetWindow>();
  const windowsOf = ({ budgets, start }: Dated): readonly BudgetWindow[] =>
    budgets.map((budget) => windowFor(budget, start, windows));
  return {
    windowsOf,
    windows: () => [...windows.values()],
    judge(call, checked = true) {
      const touched = windowsOf(call);
      const by = checked ? touched.flatMap((window) => refuserOf(window, call.start, approvals)) : [];
      const refusing = by.map(({ window }) => window);
      for (const window of touched) spend(window, call, refusing);
      return by;
    },
  };
}

function windowFor(budget: Budget, start: bigint, windows: Map<string, BudgetWindow>): BudgetWindow {
  const span = spanOf(localDay(start, budget.zone), budget.window);
  const key = windowKey(budget, span);
  const known = windows.get(key);
  if (known) return known;
  const window: BudgetWindow = { budget, span, calls: 0, unpriced: 0, spent: 0n, let: 0n, refused: 0, refusedUsd: 0n };
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
  if (call.unpriced) window.unpriced += callsIn(call);
  window.spent += call.usd;
  if (window.spent * 100n >= budget.usd * 80n) window.crossed80 ??= { call, before };
  if (window.spent >= budget.usd) window.crossed100 ??= { call, before };
  if (refusing.length === 0) window.let += call.usd;
  if (!refusing.includes(window)) return;
  window.refused += callsIn(call);
  window.refusedUsd += call.usd;
  window.firstRefused ??= call;
}
