// Rows that stand for many calls: which of them must be told apart before budgets can be judged as if each call were known. Within a
// stretch of overlapping rows the order of calls is unknown, so none of what the replay looks for may happen there.
import type { Usd } from '../../model/money.ts';
import type { Approval } from '../../model/policy.ts';
import { utc, type Zone } from '../../model/zone.ts';
import type { BudgetCall } from './budget-calls.ts';
import { localDay, spanOf } from './local-time.ts';
import { approvedFor, type BudgetWindow, type Dated, openReplay, refuserOf, windowKey } from './replay.ts';
import { subjectOf } from './spikes.ts';

/** Rows of one window, each of which overlaps another one of them. */
interface Stretch<C extends BudgetCall> {
  readonly rows: Dated<C>[];
  until: bigint;
}

/** `calls` in order of time; the parameters are those of the replay. When nothing is undecided, the replay of `calls` is that of all calls. */
export function undecidedRows<C extends BudgetCall>(
  calls: readonly Dated<C>[],
  approvals: readonly Approval[] = [],
  checked: (call: C) => boolean = () => true,
): ReadonlySet<C> {
  const zones = zonesOf(calls);
  const undecided = new Set<C>(calls.filter((call) => isOverMidnight(call, zones)));
  if (undecided.size > 0) return undecided;
  const stretches = stretchesOf(calls);
  const next = new Map<string, number>();
  const seen = new Map<string, BudgetWindow>();
  const refusedElsewhere = (row: Dated<C>, here: BudgetWindow): boolean =>
    checked(row) &&
    row.budgets.some((budget) => {
      const window = seen.get(keyAt(budget, row.start));
      return window !== undefined && window !== here && refuserOf(window, row.start, approvals).length > 0;
    });
  const replay = openReplay(approvals);
  const look = (call: Dated<C>): void => {
    for (const window of replay.windowsOf(call)) {
      const key = windowKey(window.budget, window.span);
      seen.set(key, window);
      const at = next.get(key) ?? 0;
      const rows = stretches.get(key)?.[at]?.rows ?? [];
      if (rows[0] !== call) continue;
      next.set(key, at + 1);
      const many = rows.filter((row) => row.many);
      if (many.length === 0) continue;
      const limit = limitOf(window, call.start, approvals);
      const left = rows.filter((row) => !refusedElsewhere(row, window));
      if (isDecisive(window, sumOf(rows), sumOf(left), rows.some(checked) ? limit : undefined))
        for (const row of many) undecided.add(row);
    }
  };
  for (const call of calls) {
    look(call);
    replay.judge(call, checked(call));
  }
  return undecided;
}

type Zones = ReadonlyMap<string, ReadonlySet<Zone>>;

/** Where the days of each subject begin: its spikes are told by those of one of its budgets, whichever a call is under. */
function zonesOf(calls: readonly BudgetCall[]): Zones {
  const zones = new Map<string, Set<Zone>>();
  for (const { budgets } of calls)
    for (const budget of budgets) {
      const name = subjectOf(budget);
      zones.set(name, (zones.get(name) ?? new Set()).add(budget.zone));
    }
  return zones;
}

/** Its calls are of several days somewhere: in other windows, under other approvals, or before and after a rule became hard. */
function isOverMidnight({ start, budgets, many }: Dated, zones: Zones): boolean {
  const isOver = (zone: Zone): boolean => many !== undefined && localDay(start, zone) !== localDay(many.until, zone);
  return isOver(utc) || budgets.some((budget) => [...(zones.get(subjectOf(budget)) ?? [])].some(isOver));
}

const keyAt = (budget: BudgetWindow['budget'], start: bigint): string =>
  windowKey(budget, spanOf(localDay(start, budget.zone), budget.window));

function stretchesOf<C extends BudgetCall>(calls: readonly Dated<C>[]): ReadonlyMap<string, Stretch<C>[]> {
  const found = new Map<string, Stretch<C>[]>();
  for (const call of calls) {
    const until = call.many?.until ?? call.start;
    for (const budget of call.budgets) {
      const key = keyAt(budget, call.start);
      const own = found.get(key) ?? [];
      if (own.length === 0) found.set(key, own);
      const last = own.at(-1);
      if (!last || call.start > last.until) own.push({ rows: [call], until });
      else {
        last.rows.push(call);
        if (until > last.until) last.until = until;
      }
    }
  }
  return found;
}

const sumOf = (rows: readonly BudgetCall[]): Usd => rows.reduce((sum, { usd }) => sum + usd, 0n);

function limitOf({ budget }: BudgetWindow, start: bigint, approvals: readonly Approval[]): Usd | undefined {
  const approved = approvedFor(budget, start, approvals);
  return approved === 'without limit' ? undefined : budget.usd + approved;
}

/** Somewhere among `sum` more of spend, of which at most `left` is let through, a limit is reached or the first call refused. */
function isDecisive(window: BudgetWindow, sum: Usd, left: Usd, limit: Usd | undefined): boolean {
  const { budget, spent, let: before, crossed80, crossed100, firstRefused } = window;
  if (!crossed80 && (spent + sum) * 100n >= budget.usd * 80n) return true;
  if (!crossed100 && spent + sum >= budget.usd) return true;
  if (limit === undefined) return false;
  return before < limit ? before + left >= limit : !firstRefused;
}
