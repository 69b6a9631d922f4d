// The share of records that no format could read: what the gate and the exit code hold against one limit.
import { percentOf } from '../model/money.ts';

/** In percent, exact to six decimals as all shares are: 7 of 1,000 is 0.7 and not a little more. */
export function rejectedPct({ rejected, records }: { readonly rejected: number; readonly records: number }): number {
  return percentOf(BigInt(rejected), BigInt(records)) ?? 0;
}
