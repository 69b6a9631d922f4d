// Price: what a rate card says one call costs, line by line, or why it says nothing.
import type { Usd } from './money.ts';
import type { UsageClass } from './usage.ts';

/** The card row a price came from. */
export interface PriceSource {
  /** Card id, e.g. "list-2026-09" or the file name of a user's card. */
  readonly card: string;
  readonly seller: string;
  readonly model: string;
  /** Who sold the call, when the card lets the rows of `seller` hold for another seller too. */
  readonly billed_by?: string;
  /** ISO date the row holds from, when dated. */
  readonly valid_from?: string;
  /** The window the row is for, with its zone: "16:30-00:30 UTC". */
  readonly time_of_day?: string;
  readonly tier?: string;
  readonly region?: string;
  readonly speed?: string;
  readonly endpoint?: string;
  /** Where the card has the row from. */
  readonly from?: string;
}

/** A rule or a contract's term that scaled a rate, such as `residency` by `1.1`. */
export interface Scaling {
  readonly name: string;
  readonly kind: 'uplift' | 'discount' | 'markup';
  readonly by: string;
}

/** What the call costs by another source of the same card that does not agree. */
export interface DisputedTotal {
  readonly source: string;
  readonly usd: Usd;
  readonly note?: string;
}

/** Capacity paid by the month, whatever is used of it. */
export interface MonthlyLine {
  readonly card: string;
  readonly name: string;
  readonly seller: string;
  readonly model?: string;
  readonly tier: string;
  readonly units: number;
  /** UTC, such as "2026-11"; undefined: any month. */
  readonly month?: string;
  readonly usd: Usd;
}

/** count / per * rate = usd. `rate` is the price of `per` units. */
export interface PriceLine {
  readonly class: UsageClass;
  readonly count: number;
  readonly per: number;
  readonly rate: Usd;
  readonly usd: Usd;
  /** Set when the card has no rate for this class and names another to use. */
  readonly priced_as?: UsageClass;
  /** Set when a long-context rate applied: prompt tokens over this number. */
  readonly over_context?: number;
  /** Set when count * rate / per was not whole at 10^-18 and was rounded half-even. */
  readonly rounded?: boolean;
  /** Set with `scaled`: the price of `per` units before it. `rate` is the price after it. */
  readonly list_rate?: Usd;
  readonly scaled?: readonly Scaling[];
  /** The logged count, where a counting rule of the card bills another: free units, a minimum, once per request. */
  readonly logged_count?: number;
}

export type Price =
  | {
      readonly kind: 'priced';
      readonly usd: Usd;
      readonly lines: readonly PriceLine[];
      readonly source: PriceSource;
      /** The call has no time: the newest row was taken. */
      readonly undated: boolean;
      /** Set when sources of the card disagree about this call: their totals, which differ from `usd`. */
      readonly disputed?: readonly DisputedTotal[];
    }
  | {
      /** The model name fits several models; never a pick. */
      readonly kind: 'band';
      readonly low: Usd;
      readonly high: Usd;
      readonly candidates: readonly { readonly source: PriceSource; readonly usd: Usd }[];
      readonly undated: boolean;
    }
  | {
      readonly kind: 'unpriced';
      readonly why:
        | 'no usage'
        | 'bad count'
        | 'no model'
        | 'no seller'
        | 'unknown model'
        | 'not on sale then'
        | 'tier without a rate'
        | 'class without a rate';
      readonly detail: string;
    };

export const varianceCauses = [
  'cached-input-counted-twice',
  'cached-input-at-full-rate',
  'cached-input-free',
  'cached-input-subtracted-twice',
  'cache-write-ignored',
  'cache-write-at-input-rate',
  'cache-ttl-collapsed',
  'reasoning-added-twice',
  'reasoning-dropped',
  'output-dropped',
  'input-dropped',
  'half-price-tier',
  'double-price-tier',
  'tier-ignored',
  'batch-ignored',
  'other-tier',
  'requested-tier',
  'discount-applied-twice',
  'long-context-ignored',
  'long-context-on-excess-only',
  'long-context-by-class',
  'long-context-not-for-cache',
  'long-context-not-due',
  'aggregate-as-one-call',
  'region-uplift-ignored',
  'region-uplift-not-due',
  'other-region',
  'contract-ignored',
  'tool-fee-missing',
  'tool-fee-by-event',
  'tool-fee-of-other-model',
  'requested-model',
  'stale-rate',
  'later-rate',
  'other-seller',
  'neighbour-model',
  'disputed-rate',
  'logged-zero',
  'own-key-fee-only',
  'upstream-cost-added-twice',
  'unit-slip',
  'unexplained',
] as const;
export type VarianceCause = (typeof varianceCauses)[number];

/** The logged cost against the card's price. Rounding and float noise are agreement, not variance. */
export type Comparison =
  | { readonly kind: 'agrees'; readonly rounded_to?: number }
  | {
      readonly kind: 'differs';
      readonly logged: Usd;
      readonly repriced: Usd;
      /** The formulas that reproduce the logged figure; `unexplained` when none does. */
      readonly causes: readonly [VarianceCause, ...VarianceCause[]];
      /** What the formula was, in words: "x 100", "claude-sonnet-4 instead of claude-haiku-4-5". */
      readonly detail: string;
    };
