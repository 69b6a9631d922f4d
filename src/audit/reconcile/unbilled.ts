// Logged but not billed: which calls a seller may not have charged, by what their logs say. Other accounts first, then failures.
import type { UsageClass } from '../../model/usage.ts';
import type { Millionths } from '../sums.ts';
import type { Cause } from './causes.ts';
import { amountAt, type ClassRate, quoted } from './cell-rates.ts';
import type { Cell } from './cells.ts';
import { accountFields } from './invoice-line.ts';
import type { Part } from './judge-cell.ts';
import { type FreeReason, freeReasons, type TracedUse } from './traced-use.ts';

export const causeOf: Readonly<Record<FreeReason, Cause>> = {
  'other-account': 'unbilled-other-account',
  failed: 'unbilled-failed',
  cancelled: 'unbilled-cancelled',
  'logged-free': 'unbilled-logged-free',
};

/** So many units of a class were logged beyond the billed ones: first what calls with a reason can account for, then the rest. */
export function unbilledParts(
  cell: Cell,
  meter: UsageClass,
  excess: Millionths,
  rate: ClassRate | undefined,
): readonly Part[] {
  let left = excess;
  const parts: Part[] = [];
  const take = (cause: Cause, count: Millionths): void => {
    if (count === 0n) return;
    left -= count;
    const usd = rate ? amountAt(-count, rate) : 0n;
    parts.push({ cause, cell, meter, usd, count: -count, ...(rate && { rate: quoted(meter, rate) }) });
  };
  for (const reason of freeReasons) {
    const available = cell.uses
      .filter((use) => reasonOf(use, cell) === reason)
      .reduce((sum, { counts }) => sum + (counts.get(meter) ?? 0n), 0n);
    take(causeOf[reason], available < left ? available : left);
  }
  take('unbilled-unexplained', left);
  return parts;
}

/** A cell without any line: all of its calls, by their own reasons. */
export function withoutLines(cell: Cell): readonly Part[] {
  const byCause = new Map<Cause, { usd: bigint; count: bigint }>();
  for (const use of cell.uses) {
    const reason = reasonOf(use, cell);
    const cause = reason ? causeOf[reason] : 'unbilled-unexplained';
    const sum = byCause.get(cause) ?? { usd: 0n, count: 0n };
    const tokens = [...use.counts.values()].reduce((a, b) => a + b, 0n);
    byCause.set(cause, { usd: sum.usd - use.usd, count: sum.count - tokens });
  }
  return [...byCause].map(([cause, sum]) => ({ cause, cell, ...sum }));
}

export function reasonOf(use: TracedUse, { grain }: Cell): FreeReason | undefined {
  const isElsewhere = accountFields.some((field) => {
    const value = use.accounts[field];
    const billed = grain.billedAccounts.get(field);
    return value !== undefined && billed !== undefined && !billed.has(value);
  });
  return isElsewhere ? 'other-account' : use.maybeFree;
}
