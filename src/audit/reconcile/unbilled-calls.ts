// Whole calls that were not billed: without the failed ones, or those of another account, a cell agrees in every class.

import type { UsageClass } from '../../model/usage.ts';
import type { Millionths } from '../sums.ts';
import { type Cell, sumCalls, sumCounts, sumUsd } from './cells.ts';
import type { Part } from './judge-cell.ts';
import { freeReasons, type TracedUse } from './traced-use.ts';
import { causeOf, reasonOf } from './unbilled.ts';

export interface UnbilledCalls {
  readonly uses: ReadonlySet<TracedUse>;
  readonly parts: readonly Part[];
}

/** Tried one reason at a time, then all together; nothing when none makes the cell agree exactly, or when it agrees already. */
export function unbilledCallsIn(cell: Cell, billed: ReadonlyMap<UsageClass, Millionths>): UnbilledCalls | undefined {
  const reasons = freeReasons.filter((reason) => cell.uses.some((use) => reasonOf(use, cell) === reason));
  if (reasons.length === 0 || isSame(billed, sumCounts(cell.uses))) return undefined;
  for (const tried of [...reasons.map((reason) => [reason]), reasons]) {
    const isTried = (use: TracedUse): boolean => tried.some((reason) => reasonOf(use, cell) === reason);
    if (!isSame(billed, sumCounts(cell.uses.filter((use) => !isTried(use))))) continue;
    const parts = tried.map((reason): Part => {
      const own = cell.uses.filter((use) => reasonOf(use, cell) === reason);
      const calls = sumCalls(own);
      const count = [...sumCounts(own).values()].reduce((a, b) => a + b, 0n);
      const detail = `without ${calls === 1 ? 'this call' : `these ${calls} calls`} every class agrees`;
      return { cause: causeOf[reason], cell, usd: -sumUsd(own), count: -count, detail };
    });
    return { uses: new Set(cell.uses.filter(isTried)), parts };
  }
  return undefined;
}

function isSame(a: ReadonlyMap<UsageClass, Millionths>, b: ReadonlyMap<UsageClass, Millionths>): boolean {
  return [...new Set([...a.keys(), ...b.keys()])].every((meter) => (a.get(meter) ?? 0n) === (b.get(meter) ?? 0n));
}
