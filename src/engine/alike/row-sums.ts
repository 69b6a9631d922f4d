// Sums of rows in columns: money, calls and counts of whatever stands at a place.
import type { CallSums } from '../../audit/alike/scale-call.ts';
import { picoUsd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import { column } from './alike-rows.ts';
import type { ExactSums } from './exact-sums.ts';

/** Where the sums of a kind, of a day or of a name begin; counts follow. */
const sumColumns = { cost: 0, costRest: 1, logged: 2, loggedRest: 3, calls: 4 } as const;
export const fixedSums = 5;

export function addRow(sums: ExactSums, to: number, row: Float64Array, at: number): void {
  for (let index = 0; index < 4; index++) sums.add(to + index, row[at + column.cost + index] ?? 0);
  sums.add(to + sumColumns.calls, 1);
}

/** Of what stands at some places together. */
export function sumsOf(sums: ExactSums, places: Iterable<number>, classes: readonly UsageClass[]): CallSums {
  const all = Array.from({ length: fixedSums + classes.length }, () => 0n);
  for (const place of places) for (const [index, sum] of all.entries()) all[index] = sum + sums.at(place + index);
  const at = (index: number): bigint => all[index] ?? 0n;
  const usdAt = (index: number): bigint => at(index) * picoUsd + at(index + 1);
  return {
    calls: Number(at(sumColumns.calls)),
    usd: usdAt(sumColumns.cost),
    logged: usdAt(sumColumns.logged),
    counts: new Map(classes.map((name, index): [UsageClass, bigint] => [name, at(fixedSums + index)])),
  };
}
