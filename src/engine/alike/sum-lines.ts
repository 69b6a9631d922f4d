// Lines that are traces: the calls of each are added up, and what its trace comes to.
import type { JudgedAlone, List } from '../../audit/alike/one-call.ts';
import type { Tally } from '../../audit/tally.ts';
import type { KindSums } from './kind-sums.ts';
import type { Best } from './rank-rows.ts';
import { type CountedCall, createTraceTotals } from './trace-totals.ts';

/** A kind of calls on a line with all of their trace, and how many hops are on it. */
export interface OnLine {
  readonly judged: JudgedAlone;
  readonly hops: number;
}

/** A row of one. Its last number says how many calls of the line follow. */
export interface LineCall {
  readonly kind: {
    readonly onLine: OnLine | undefined;
    readonly sums: KindSums | undefined;
    readonly width: number;
  };
  readonly row: Float64Array;
  readonly at: number;
}

export interface LineSums {
  /** Lets the line compete for lists: whether it is on one. */
  rank(calls: readonly LineCall[]): boolean;
  isListed(calls: readonly LineCall[]): boolean;
  add(calls: readonly LineCall[]): void;
  tally(): Tally;
}

export function createLineSums(bestOf: (list: List) => Best): LineSums {
  const totals = createTraceTotals(bestOf);
  return {
    rank(calls) {
      let isListed = totals.rank(calls.flatMap(countedOf));
      for (const { kind, row, at } of calls) if (kind.sums?.rank(row, at)) isListed = true;
      return isListed;
    },
    isListed: (calls) =>
      totals.isListed(calls.flatMap(countedOf)) || calls.some(({ kind, row, at }) => kind.sums?.isListed(row, at)),
    add(calls) {
      for (const { kind, row, at } of calls) kind.sums?.add(row, at);
      totals.add(calls.flatMap(countedOf), calls[0]?.kind.onLine?.hops ?? 0);
    },
    tally: totals.tally,
  };
}

/** All calls of a line, given the first; `next` gives the row behind. */
export function callsOfLine<C extends LineCall>(first: C, next: () => C): readonly C[] {
  const calls = [first];
  for (let one = first; one.row[one.at + one.kind.width - 1] !== 0; calls.push(one)) one = next();
  return calls;
}

const countedOf = ({ kind: { onLine }, row, at }: LineCall): readonly CountedCall[] =>
  onLine ? [{ judged: onLine.judged, row, at }] : [];
