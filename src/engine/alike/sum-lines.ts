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
export interface RowOnLine {
  readonly kind: {
    readonly onLine: OnLine | undefined;
    readonly sums: KindSums | undefined;
    readonly width: number;
  };
  readonly row: Float64Array;
  readonly at: number;
}

/** All rows of a line, and the calls that these are. */
export interface WholeLine<R extends RowOnLine> {
  readonly rows: readonly R[];
  readonly calls: readonly CountedCall[];
}

export interface LineSums {
  /** Lets the line compete for lists: whether it is on one. */
  rank(line: WholeLine<RowOnLine>): boolean;
  isListed(line: WholeLine<RowOnLine>): boolean;
  add(line: WholeLine<RowOnLine>): void;
  tally(): Tally;
}

export function createLineSums(bestOf: (list: List) => Best): LineSums {
  const totals = createTraceTotals(bestOf);
  return {
    rank({ rows, calls }) {
      let isListed = totals.rank(calls);
      for (const { kind, row, at } of rows) if (kind.sums?.rank(row, at)) isListed = true;
      return isListed;
    },
    isListed: ({ rows, calls }) =>
      totals.isListed(calls) || rows.some(({ kind, row, at }) => kind.sums?.isListed(row, at)),
    add({ rows, calls }) {
      for (const { kind, row, at } of rows) kind.sums?.add(row, at);
      totals.add(calls, rows[0]?.kind.onLine?.hops ?? 0);
    },
    tally: totals.tally,
  };
}

/** Given its first row; `next` gives the row behind. */
export function lineFrom<R extends RowOnLine>(first: R, next: () => R): WholeLine<R> {
  const rows = [first];
  for (let one = first; one.row[one.at + one.kind.width - 1] !== 0; rows.push(one)) one = next();
  const calls = rows.flatMap(({ kind: { onLine }, row, at }) => (onLine ? [{ judged: onLine.judged, row, at }] : []));
  return { rows, calls };
}
