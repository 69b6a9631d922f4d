// Calls that rules over time look at, kept sorted on disk: as many of them as there are calls.
import type { Budget } from '../../audit/budgets/budget.ts';
import { type BudgetCall, budgetCallKey } from '../../audit/budgets/budget-calls.ts';
import type { CallLog, CallsOverTime } from '../../audit/calls-over-time.ts';
import type { PolicyCall } from '../../audit/policy/policy-calls.ts';
import type { Place } from '../../model/event.ts';
import { type SortedTexts, sortTexts } from './sort-texts.ts';

export function callsOnDisk(directory: string, mostHeld?: number): CallsOverTime & { close(): void } {
  const opened: SortedTexts[] = [];
  const log = <C extends BudgetCall>(toText: (call: C) => string, fromText: (text: string) => C): CallLog<C> => {
    const sorted = sortTexts(directory, mostHeld);
    opened.push(sorted);
    return {
      add: (call) => sorted.add(budgetCallKey(call), toText(call)),
      inOrder: () => ({
        *[Symbol.iterator]() {
          for (const text of sorted.texts()) yield fromText(text);
        },
      }),
    };
  };
  const { toRow, fromRow } = budgetCallRows();
  return {
    budget: log(
      (call) => JSON.stringify(toRow(call)),
      (text) => fromRow(JSON.parse(text)),
    ),
    policy: log(
      ({ team, reasons, counted, ...call }: PolicyCall) =>
        JSON.stringify([toRow(call), team, [...reasons], [...counted]]),
      (text) => {
        const [row, team, reasons, counted]: PolicyRow = JSON.parse(text);
        return { ...fromRow(row), team: team ?? undefined, reasons: new Map(reasons), counted: new Map(counted) };
      },
    ),
    close() {
      for (const sorted of opened) sorted.close();
    },
  };
}

type Row = readonly [
  key: string,
  trace_id: string | null,
  place: Place,
  start: string | null,
  usd: string,
  budgets: readonly number[],
  many: readonly [calls: number, until: string] | null,
  unpriced: boolean,
];
type PolicyRow = readonly [
  row: Row,
  team: string | null,
  reasons: readonly (readonly [number, string])[],
  counted: readonly (readonly [number, string])[],
];

/** Budgets are few and stay in memory: a row has their numbers. */
function budgetCallRows(): { toRow(call: BudgetCall): Row; fromRow(row: Row): BudgetCall } {
  const numbers = new Map<Budget, number>();
  const budgets: Budget[] = [];
  const numberOf = (budget: Budget): number => {
    const known = numbers.get(budget) ?? budgets.push(budget) - 1;
    numbers.set(budget, known);
    return known;
  };
  return {
    toRow: ({ key, trace_id = null, place, start, usd, budgets: own, many, unpriced = false }) => [
      key,
      trace_id,
      place,
      start === undefined ? null : start.toString(),
      usd.toString(),
      own.map(numberOf),
      many ? [many.calls, many.until.toString()] : null,
      unpriced,
    ],
    fromRow: ([key, traceId, place, start, usd, own, many, unpriced]) => ({
      key,
      trace_id: traceId ?? undefined,
      place,
      start: start === null ? undefined : BigInt(start),
      usd: BigInt(usd),
      ...(unpriced && { unpriced }),
      budgets: own.flatMap((number) => budgets[number] ?? []),
      ...(many && { many: { calls: many[0], until: BigInt(many[1]) } }),
    }),
  };
}
