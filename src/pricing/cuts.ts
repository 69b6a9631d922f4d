// Where prices change: the numbers of prompt tokens, the minutes of a day and the instants between which every price is linear in tokens.
// Whoever sums calls up tells apart between which a call lies. Only those of what was called: each cut makes more kinds.
import type { PriceRow } from './compile-row.ts';
import { planQuote } from './plan-quote.ts';
import type { PriceRequest } from './price-usage.ts';
import type { Rates } from './rates.ts';

export interface Cuts {
  /** A prompt of more tokens than this may cost another rate. */
  readonly prompts: readonly number[];
  /** An answer of more tokens than this may be another thing to a policy. */
  readonly answers: readonly number[];
  /** Minutes of the UTC day at which a price begins. */
  readonly minutes: readonly number[];
  /** Nanoseconds. */
  readonly instants: readonly bigint[];
}

const day = 86_400_000_000_000n;

/** For whoever tells days apart anyway. */
export const withinDays = (cuts: Cuts): Cuts => ({
  ...cuts,
  instants: cuts.instants.filter((instant) => instant % day !== 0n),
});

/** `more` decides something else. */
export function cutsOf(
  requests: readonly PriceRequest[],
  rates: Rates,
  more: { readonly instants?: readonly bigint[] | undefined; readonly answers?: readonly number[] } = {},
): Cuts {
  const prompts = new Set<number>();
  const minutes = new Set<number>();
  const instants = new Set<bigint>();
  const take = ({ overContext, upTo, rivals, window, from, to }: PriceRow): void => {
    for (const { tokens, op } of [overContext, ...rivals.map((rival) => rival.overContext)].flat())
      prompts.add(op === '>' ? tokens : tokens - 1);
    if (upTo !== undefined) prompts.add(upTo);
    if (window) for (const minute of [window.from, window.to]) minutes.add(minute);
    for (const instant of [from, to]) if (instant !== undefined) instants.add(instant);
  };
  for (const instant of more.instants ?? []) instants.add(instant);
  for (const request of requests) for (const row of rowsFor(request, rates)) take(row);
  return {
    prompts: [...prompts].sort((a, b) => a - b),
    answers: [...new Set(more.answers ?? [])].sort((a, b) => a - b),
    minutes: [...minutes].sort((a, b) => a - b),
    instants: [...instants].sort((a, b) => (a < b ? -1 : 1)),
  };
}

/** Days are told apart, and the cuts told apart all prices that this request may have. One made of several logs may be none of those that were asked about. */
export function haveCutsOf(cuts: Cuts, request: PriceRequest, rates: Rates): boolean {
  const needed = cutsOf([request], rates);
  return (
    needed.prompts.every((cut) => cuts.prompts.includes(cut)) &&
    needed.minutes.every((cut) => cuts.minutes.includes(cut)) &&
    needed.instants.every((cut) => cut % day === 0n || cuts.instants.includes(cut))
  );
}

/** At any time. */
function rowsFor(request: PriceRequest, rates: Rates): readonly PriceRow[] {
  const plan = planQuote(request, rates);
  return plan.kind === 'plan' ? plan.rows.flatMap(({ groups }) => groups.flatMap(({ rows }) => rows)) : [];
}
