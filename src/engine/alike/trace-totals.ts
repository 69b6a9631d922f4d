// What traces come to beside the sums of their calls, trace by trace: at which edges each is broken, what it needs, and what it loses.
import type { JudgedAlone, List } from '../../audit/alike/one-call.ts';
import { type HopReason, scaleTraces } from '../../audit/alike/scale-traces.ts';
import type { Running } from '../../audit/sums.ts';
import type { BreakSum, Need, RepairSum, Tally } from '../../audit/tally.ts';
import { picoUsd } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import { column, fixedColumns } from './alike-rows.ts';
import { createExactSums, type ExactSums, mostExact } from './exact-sums.ts';
import { type Best, isAmongBest, keepBest, type Ranking } from './rank-rows.ts';

/** A call as it was judged with the hops above it, and the numbers of its row, from `at` on. */
export interface CountedCall {
  readonly judged: JudgedAlone;
  readonly row: Float64Array;
  readonly at: number;
}

export interface TraceTotals {
  /** Lets the trace compete for the lists of those that lose most: whether it is on one, or cannot be told from another that is. */
  rank(calls: readonly CountedCall[]): boolean;
  isListed(calls: readonly CountedCall[]): boolean;
  /** A trace of these calls, and how many hops it has that are no calls. */
  add(calls: readonly CountedCall[], hops: number): void;
  /** Hops of a trace without a call. */
  addHops(reason: HopReason, hops: number): void;
  tally(): Tally;
}

/** Traces whose calls need the same. */
interface Needs {
  readonly needs: readonly Need[];
  traces: number;
  /** Of each need: calls, and what they cost in whole 10^-12 dollars and the rest of 10^-18. */
  readonly sums: ExactSums;
}

export function createTraceTotals(bestOf: (list: List) => Best): TraceTotals {
  let traces = 0;
  const hops = new Map<HopReason, number>();
  const breaks = new Map<string, Running<Pick<BreakSum, 'edge' | 'example' | 'traces'>>>();
  const repairs = new Map<string, Needs>();
  const loss = new Float64Array(fixedColumns);

  /** Puts what the trace loses into `loss`, and gives the list it may come onto; undefined for none. */
  function lossOf(calls: readonly CountedCall[]): List | 'several' | undefined {
    let [worst, most]: [List | 'several' | undefined, CountedCall | undefined] = [undefined, undefined];
    loss.fill(0);
    for (const call of calls) {
      const { trouble } = call.judged;
      if (trouble === undefined) continue;
      for (let place = column.cost; place <= column.costRest; place++)
        loss[place] = (loss[place] ?? 0) + numberAt(call, place);
      const order = most ? compareCosts(call, most) : 1;
      if (order < 0) continue;
      if (order > 0) [worst, most] = [trouble, call];
      else if (worst !== 'several' && worst?.name !== trouble.name) worst = 'several';
    }
    const carry = Math.floor((loss[column.costRest] ?? 0) / restOfPico);
    loss[column.cost] = (loss[column.cost] ?? 0) + carry;
    loss[column.costRest] = (loss[column.costRest] ?? 0) - carry * restOfPico;
    return (loss[column.cost] ?? 0) < mostExact ? worst : 'several';
  }

  function isOn(calls: readonly CountedCall[], ask: typeof keepBest): boolean {
    const list = lossOf(calls);
    if (list === undefined || list === 'several') return list === 'several';
    return ask(bestOf(list), byCost, loss, 0);
  }

  function addBreaks(calls: readonly CountedCall[]): void {
    let seen: Set<string> | undefined;
    for (const { judged } of calls) {
      for (const [key, { edge, example }] of judged.tally.breaks) {
        if (seen?.has(key)) continue;
        seen ??= new Set();
        seen.add(key);
        const known = breaks.get(key);
        if (known) known.traces += 1;
        else breaks.set(key, { edge, example, traces: 1 });
      }
    }
  }

  function addNeeds(calls: readonly CountedCall[]): void {
    if (calls.every(({ judged }) => judged.tally.repairs.size === 0)) return;
    const names = [...new Set(calls.flatMap(({ judged }) => [...judged.tally.repairs.keys()]))].sort(compareText);
    const name = names.join('\n\n\n');
    const of = repairs.get(name) ?? newNeeds(names, calls);
    repairs.set(name, of);
    of.traces += 1;
    for (const { judged, row, at } of calls) {
      for (const own of judged.tally.repairs.keys()) {
        const need = needColumns * names.indexOf(own);
        of.sums.add(need, 1);
        of.sums.add(need + 1, row[at + column.cost] ?? 0);
        of.sums.add(need + 2, row[at + column.costRest] ?? 0);
      }
    }
  }

  function addHops(reason: HopReason, more: number): void {
    hops.set(reason, (hops.get(reason) ?? 0) + more);
  }

  return {
    rank: (calls) => isOn(calls, keepBest),
    isListed: (calls) => isOn(calls, isAmongBest),
    add(calls, more) {
      const told = calls.some(isLeftOut) ? calls.filter((call) => !isLeftOut(call)) : calls;
      addHops(told.length > 0 ? 'hop without metering' : 'filtered out', more);
      if (told.length === 0) return;
      traces += 1;
      addBreaks(told);
      addNeeds(told);
    },
    addHops,
    tally: () => scaleTraces({ traces, hops, breaks, repairs: new Map(Array.from(repairs, repairOf)) }),
  };
}

function newNeeds(names: readonly string[], calls: readonly CountedCall[]): Needs {
  const known = new Map(calls.flatMap(({ judged }) => [...judged.tally.repairs]));
  const needs = names.flatMap((name) => known.get(name)?.needs ?? []);
  return { needs, traces: 0, sums: createExactSums() };
}

function repairOf([name, { needs, traces, sums }]: readonly [string, Needs]): [string, RepairSum] {
  const summed = needs.map(({ fixes }, index): Need => {
    const at = needColumns * index;
    return { fixes, calls: Number(sums.at(at)), usd: sums.at(at + 1) * picoUsd + sums.at(at + 2) };
  });
  return [name, { traces, needs: summed }];
}

/** Of each need: its calls, and what they cost. */
const needColumns = 3;

const restOfPico = Number(picoUsd);
const byCost: Ranking = { by: 'cost', cost: column.cost, writes: { at: 0, each: 0 } };

/** The report is about other calls. */
export const isLeftOut = ({ judged }: CountedCall): boolean => judged.left_out;

const compareCosts = (a: CountedCall, b: CountedCall): number =>
  numberAt(a, column.cost) - numberAt(b, column.cost) || numberAt(a, column.costRest) - numberAt(b, column.costRest);

const numberAt = ({ row, at }: CountedCall, place: number): number => row[at + place] ?? 0;
