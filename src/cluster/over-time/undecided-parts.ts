// What must be told apart among summed-up calls before budgets and a policy can be judged: stretches within which something is decided, and
// the first call that each rule rejects by itself, which is its example.
import { type BudgetCall, compareBudgetCalls } from '../../audit/budgets/budget-calls.ts';
import type { Dated } from '../../audit/budgets/replay.ts';
import { undecidedRows } from '../../audit/budgets/undecided.ts';
import type { PolicyCall } from '../../audit/policy/policy-calls.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import type { Nanoseconds } from '../../model/event.ts';
import type { Cell } from './blocks-sql.ts';
import { pushTo } from './lists.ts';
import { cellOf, type Part, type Row } from './stretches.ts';

export interface Others {
  readonly budget: readonly BudgetCall[];
  readonly policy: readonly PolicyCall[];
}

/** Both lists are empty when nothing is undecided. `newest` is the time of the newest call of all. */
export function undecidedIn(
  rows: readonly Row[],
  others: Others,
  newest: Nanoseconds | undefined,
  isOpen: (cell: Cell) => boolean,
  { budgets, policy }: Pick<AuditSettings, 'budgets' | 'policy'>,
): { readonly parts: readonly Part[]; readonly cells: readonly Cell[] } {
  const partOf = new Map<BudgetCall, Part>();
  const listed = { budget: [...others.budget], policy: [...others.policy] };
  for (const { part, budget, policy: judged } of rows) {
    if (budget) listed.budget.push(budget);
    if (judged) listed.policy.push(judged);
    if (part && budget) partOf.set(budget, part);
    if (part && judged) partOf.set(judged, part);
  }
  const found = new Set<BudgetCall>();
  const add = (calls: Iterable<BudgetCall>): void => {
    for (const call of calls) found.add(call);
  };
  if (budgets) {
    const asOf = budgets.as_of ?? newest;
    const begun = inOrder(listed.budget).filter(({ start }) => asOf === undefined || start <= asOf);
    const torn = begun.filter(({ many }) => many && asOf !== undefined && many.until > asOf);
    add(torn.length > 0 ? torn : undecidedRows(begun, budgets.approvals));
  }
  if (policy) {
    const dated = inOrder(listed.policy);
    const overBudget = policy.rules.flatMap(({ rule }, index) => (rule.rule === 'over-budget' ? [index] : []));
    for (const index of overBudget)
      add(undecidedRows(dated, policy.budgets?.approvals, ({ counted }) => counted.has(index)));
    if (overBudget.length === 0) add(undecidedRows(dated));
  }
  const parts = new Set([...found].flatMap((call) => partOf.get(call) ?? []));
  return { parts: [...parts], cells: policy ? firstRejected(listed.policy, partOf, isOpen) : [] };
}

function inOrder<C extends BudgetCall>(calls: readonly C[]): readonly Dated<C>[] {
  return calls.filter((call): call is Dated<C> => call.start !== undefined).sort(compareBudgetCalls);
}

/** Where calls are summed up that a rule rejects, earlier than or together with all of it that stand for themselves: those that began first. */
function firstRejected(
  calls: readonly PolicyCall[],
  partOf: ReadonlyMap<BudgetCall, Part>,
  isOpen: (cell: Cell) => boolean,
): readonly Cell[] {
  const alone = new Map<number, Nanoseconds>();
  const many = new Map<number, PolicyCall[]>();
  for (const call of calls) {
    for (const rule of call.reasons.keys()) {
      if (call.many) pushTo(many, rule, call);
      else alone.set(rule, least(alone.get(rule), call.start ?? beforeAll));
    }
  }
  return [...many].flatMap(([rule, rows]): readonly Cell[] => {
    const first = rows.reduce((time: Nanoseconds | undefined, { start }) => least(time, start ?? beforeAll), undefined);
    const known = alone.get(rule);
    if (first === undefined || (known !== undefined && known < first)) return [];
    // Those that began at this very time stand for themselves already, or must.
    return rows
      .filter(({ start }) => start === first)
      .flatMap((row) => partOf.get(row) ?? [])
      .map((part): Cell => ({ ...cellOf(part), length: 1n, number: first }))
      .filter((cell) => !isOpen(cell));
  });
}

const beforeAll = -(2n ** 63n);
const least = (a: Nanoseconds | undefined, b: Nanoseconds): Nanoseconds => (a === undefined || b < a ? b : a);
