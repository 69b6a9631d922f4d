// The known wrong ways to price a call, as one table. Each gives the figures it would have logged, with the formula in words.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { VarianceCause } from '../model/price.ts';
import type { Usage } from '../model/usage.ts';
import {
  added,
  cacheReads,
  cacheWrites,
  without,
  withoutCacheReads,
  withoutCacheWrites,
  withReadsAdded,
} from './usage-change.ts';
import { type Case, type Figure, type Formula, figure, isFarOff, scaledTokens } from './wrong-case.ts';
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
const outputs = ['output', 'reasoning', 'audio_out', 'image_out'] as const;

export const wrongFormulas: readonly (readonly [VarianceCause, Formula])[] = [
  ['cached-input-counted-twice', changed('cached input at the full rate and again at the cached rate', withReadsAdded)],
  ['cached-input-at-full-rate', changed('cached input at the full rate', withoutCacheReads)],
  ['cached-input-free', changed('cached input left out', (usage) => without(usage, cacheReads))],
  [
    'cached-input-subtracted-twice',
    changed('cached input taken off an input count that did not include it', subtractCached),
  ],
  ['cache-write-ignored', changed('cache writes left out', (usage) => without(usage, cacheWrites))],
  ['cache-write-at-input-rate', changed('cache writes at the input rate', withoutCacheWrites)],
  [
    'cache-ttl-collapsed',
    (given) => [
      ...changed('one-hour cache writes at the five-minute rate', (usage) =>
        without(added(usage, 'cache_write_5m', usage.cache_write_1h), ['cache_write_1h']),
      )(given),
      ...changed('five-minute cache writes at the one-hour rate', (usage) =>
        without(added(usage, 'cache_write_1h', usage.cache_write_5m), ['cache_write_5m']),
      )(given),
    ],
  ],
  [
    'reasoning-added-twice',
    changed('reasoning counted inside the output and again', (usage) => added(usage, 'output', usage.reasoning)),
  ],
  ['reasoning-dropped', changed('reasoning left out', (usage) => without(usage, ['reasoning']))],
  ['output-dropped', changed('output left out', (usage) => without(usage, outputs))],
  ['input-dropped', changed('everything but the output left out', (usage) => without(usage, inputs))],
  ['half-price-tier', (given) => [{ usd: scaledTokens(given, 1n, 2n), detail: 'tokens at half price (batch, flex)' }]],
  ['double-price-tier', (given) => [{ usd: scaledTokens(given, 2n, 1n), detail: 'tokens at double price (priority)' }]],
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
  ['logged-zero', ({ usd }) => (usd > 0n ? [{ usd: 0n, detail: 'nothing was charged for a call that costs' }] : [])],
  ['own-key-fee-only', ownKeyFee],
  ['upstream-cost-added-twice', upstreamTwice],
  ['unit-slip', unitSlips],
];

const unitFactors = [4n, 10n, 100n, 1000n, 1_000_000n] as const;

/** A figure that is farther off than one of so many parts of it reproduces nothing. */
const farParts = 50n;

function unitSlips({ usd, logged }: Case): readonly Figure[] {
  const isFar = (said: Usd, figure: Usd): boolean =>
    (said < figure ? figure - said : said - figure) * farParts > figure;
  return unitFactors.flatMap((factor) => {
    const times = isFar(logged, usd * factor) ? [] : [{ usd: usd * factor, detail: `x ${factor}` }];
    if (isFar(logged * factor, usd)) return times;
    return [...times, { usd: divideHalfEven(usd, factor), detail: `/ ${factor}` }];
  });
}

/** A formula that prices another usage by the same rates; it says nothing where the usage stays the same. */
function changed(detail: string, change: (usage: Usage) => Usage): Formula {
  return (given) => {
    const usage = change(given.usage);
    return usage === given.usage || isFarOff(given, usage) ? [] : figure(detail, given, usage, {});
  };
}

function subtractCached(usage: Usage): Usage {
  const { input = 0, cached_input = 0 } = usage;
  return input === 0 || cached_input === 0 ? usage : { ...usage, input: Math.max(0, input - cached_input) };
}
