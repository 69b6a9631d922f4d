// The known wrong ways to price a call, as one table. Each gives the figures it would have logged, with the formula in words.
import type { VarianceCause } from '../model/price.ts';
import { forKind } from './call-kind.ts';
import { nearTable } from './near-guesses.ts';
import {
  added,
  cacheReads,
  cacheWrites,
  sumOf,
  without,
  withoutCacheReads,
  withoutCacheWrites,
  withReadsAdded,
} from './usage-change.ts';
import { changed, type Formula, type Guess, scaled } from './wrong-case.ts';
import {
  aggregateAsCall,
  longByClass,
  longContextIgnored,
  longNotDue,
  longNotForCache,
  longOnExcess,
} from './wrong-context.ts';
import {
  batchIgnored,
  contractIgnored,
  discountTwice,
  disputedRates,
  feeByEvent,
  feeOfOtherModel,
  laterRows,
  neighbours,
  otherRegions,
  otherSellers,
  otherTiers,
  ownKeyFee,
  requestedModel,
  requestedTier,
  staleRows,
  tierIgnored,
  upliftIgnored,
  upliftNotDue,
  upstreamTwice,
} from './wrong-rows.ts';

const inputs = [
  ...(['input', 'cached_input', 'cache_write_5m', 'cache_write_1h'] as const),
  ...(['audio_in', 'cached_audio_in', 'image_in', 'video_in'] as const),
];
const fees = ['web_search', 'file_search', 'code_execution'] as const;
const takenOff = 'cached input taken off an input count that did not include it';
const unitFactors = [4n, 10n, 100n, 1000n, 1_000_000n] as const;
const outputs = ['output', 'reasoning', 'audio_out', 'image_out'] as const;

export const wrongFormulas: readonly (readonly [VarianceCause, Formula])[] = [
  ['cached-input-counted-twice', changed('cached input at the full rate and again at the cached rate', withReadsAdded)],
  ['cached-input-at-full-rate', changed('cached input at the full rate', withoutCacheReads)],
  ['cached-input-free', changed('cached input left out', (usage) => without(usage, cacheReads))],
  [
    'cached-input-subtracted-twice',
    both(
      changed(takenOff, (usage) => added(usage, 'input', -sumOf(usage, ['cached_input']))), // below nothing there is no price
      changed(
        takenOff,
        (usage) => without(usage, ['input']),
        ({ input = 0, cached_input = 0 }) => cached_input > input,
      ),
    ),
  ],
  ['cache-write-ignored', changed('cache writes left out', (usage) => without(usage, cacheWrites))],
  ['cache-write-at-input-rate', changed('cache writes at the input rate', withoutCacheWrites)],
  [
    'cache-ttl-collapsed',
    both(
      changed('one-hour cache writes at the five-minute rate', (usage) =>
        without(added(usage, 'cache_write_5m', usage.cache_write_1h), ['cache_write_1h']),
      ),
      changed('five-minute cache writes at the one-hour rate', (usage) =>
        without(added(usage, 'cache_write_1h', usage.cache_write_5m), ['cache_write_5m']),
      ),
    ),
  ],
  [
    'reasoning-added-twice',
    changed('reasoning counted inside the output and again', (usage) => added(usage, 'output', usage.reasoning)),
  ],
  ['reasoning-dropped', changed('reasoning left out', (usage) => without(usage, ['reasoning']))],
  ['output-dropped', changed('output left out', (usage) => without(usage, outputs))],
  ['input-dropped', changed('everything but the output left out', (usage) => without(usage, inputs))],
  ['half-price-tier', scaled('tokens at half price (batch, flex)', 'tokens', 1n, 2n)],
  ['double-price-tier', scaled('tokens at double price (priority)', 'tokens', 2n, 1n)],
  ['tier-ignored', tierIgnored],
  ['batch-ignored', batchIgnored],
  ['other-tier', otherTiers],
  ['requested-tier', requestedTier],
  ['discount-applied-twice', discountTwice],
  ['long-context-ignored', longContextIgnored],
  ['long-context-on-excess-only', longOnExcess],
  ['long-context-by-class', longByClass],
  ['long-context-not-for-cache', longNotForCache],
  ['long-context-not-due', longNotDue],
  ['aggregate-as-one-call', aggregateAsCall],
  ['region-uplift-ignored', upliftIgnored],
  ['region-uplift-not-due', upliftNotDue],
  ['other-region', otherRegions],
  ['contract-ignored', contractIgnored],
  ['tool-fee-missing', changed('fees of tools left out', (usage) => without(usage, fees))],
  ['tool-fee-by-event', feeByEvent],
  ['tool-fee-of-other-model', feeOfOtherModel],
  ['requested-model', requestedModel],
  ['stale-rate', staleRows],
  ['later-rate', laterRows],
  ['other-seller', otherSellers],
  ['neighbour-model', neighbours],
  ['disputed-rate', disputedRates],
  ['logged-zero', scaled('nothing was charged for a call that costs', 'all', 0n, 1n)],
  ['own-key-fee-only', ownKeyFee],
  ['upstream-cost-added-twice', upstreamTwice],
  [
    'unit-slip',
    both(...unitFactors.flatMap((by) => [scaled(`x ${by}`, 'all', by, 1n), scaled(`/ ${by}`, 'all', 1n, by)])),
  ],
];

function both(...formulas: readonly Formula[]): Formula {
  return (kind) => formulas.flatMap((formula) => formula(kind));
}

export interface NamedGuess {
  readonly cause: VarianceCause;
  readonly guess: Guess;
}

/** All guesses at the calls of a kind, in the order of the table. */
export const guessesOf = forKind((kind) => {
  const named: NamedGuess[] = [];
  for (const [cause, formula] of wrongFormulas) for (const guess of formula(kind)) named.push({ cause, guess });
  return nearTable(named, ({ guess }) => guess);
});
