// Where prices change: the numbers of prompt tokens, the minutes of a day and the instants between which every price is linear in tokens.
// They travel to the cluster as lists; it says between which a call lies.
import type { PriceRow } from '../pricing/compile-row.ts';
import type { Rates } from '../pricing/rates.ts';

export interface Cuts {
  /** A prompt of more tokens than this may cost another rate. */
  readonly prompts: readonly number[];
  /** Minutes of the UTC day at which a price begins. */
  readonly minutes: readonly number[];
  /** Nanoseconds; days are told apart anyway. */
  readonly instants: readonly bigint[];
}

const day = 86_400_000_000_000n;

export function cutsOf({ layers }: Rates): Cuts {
  const prompts = new Set<number>();
  const minutes = new Set<number>();
  const instants = new Set<bigint>();
  const take = ({ overContext, upTo, rivals, window, from, to }: PriceRow): void => {
    for (const { tokens, op } of [overContext, ...rivals.map((rival) => rival.overContext)].flat())
      prompts.add(op === '>' ? tokens : tokens - 1);
    if (upTo !== undefined) prompts.add(upTo);
    if (window) for (const minute of [window.from, window.to]) minutes.add(minute);
    for (const instant of [from, to]) if (instant !== undefined && instant % day !== 0n) instants.add(instant);
  };
  for (const card of layers)
    for (const seller of card.sellers)
      for (const { rows } of card.seller(seller)?.models.values() ?? []) for (const row of rows) take(row);
  return {
    prompts: [...prompts].sort((a, b) => a - b),
    minutes: [...minutes].sort((a, b) => a - b),
    instants: [...instants].sort((a, b) => (a < b ? -1 : 1)),
  };
}
