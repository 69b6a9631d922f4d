// Totals over repriced calls. Retry spend, the extra of fallbacks, what caches saved and what filling them cost stand apart.
import { type Usd, usdToDecimal } from '../../model/money.ts';
import { compareText } from '../../model/place.ts';
import type { RepriceTotals } from '../../model/repricing.ts';
import type { UsageClass } from '../../model/usage.ts';
import { cacheEffects } from '../../pricing/cache-effects.ts';
import type { Rates } from '../../pricing/rates.ts';
import type { AuditedCall } from '../audited.ts';
import { disputedRange } from '../disputed-range.ts';
import { compareUsd } from '../merge-tallies.ts';
import { addTo, addUsage, type Millionths, usageOf } from '../sums.ts';
import { type FirstAttempts, requestedPrice } from './requested-price.ts';

interface Variance {
  readonly calls: number;
  readonly logged: Usd;
  readonly repriced: Usd;
}
const addVariance = (a: Variance, b: Variance): Variance => ({
  calls: a.calls + b.calls,
  logged: a.logged + b.logged,
  repriced: a.repriced + b.repriced,
});

/** Adds one call after another; the order does not matter. */
export function repriceTally(rates: Rates) {
  const sums = {
    calls: 0,
    usd: 0n,
    logged: 0n,
    basis: new Map<string, { calls: number; usd: Usd }>(),
    band: { calls: 0, low: 0n, high: 0n },
    disputed: { calls: 0, usd: 0n, low: 0n, high: 0n },
    compared: { calls: 0, logged: 0n, repriced: 0n },
    rounding: 0n,
    causes: new Map<string, Variance>(),
    retries: { calls: 0, usd: 0n },
    fallbacks: { calls: 0, usd: 0n, requested: 0n, extra: 0n, unknown: 0 },
    cache: { read: 0n, savings: 0n, written: 0n, write: 0n, extra: 0n, hits: 0, hitSavings: 0n },
    aggregates: { rows: 0, usd: 0n, most: 0n, logged: 0n },
    tokens: new Map<UsageClass, Millionths>(),
  };

  function addBilled(one: AuditedCall, firsts: () => FirstAttempts): void {
    const { call, cost, price, comparison } = one;
    const { metering, attempt } = call;
    sums.calls += 1;
    sums.usd += cost.usd;
    sums.logged += metering.logged_cost_usd ?? 0n;
    addTo(sums.basis, cost.basis, { calls: 1, usd: cost.usd }, (a, b) => ({
      calls: a.calls + b.calls,
      usd: a.usd + b.usd,
    }));
    if (price.kind === 'band') {
      sums.band.calls += 1;
      sums.band.low += price.low;
      sums.band.high += price.high;
    }
    if (price.kind === 'priced' && price.disputed) {
      const { low, high } = disputedRange(price);
      sums.disputed.calls += 1;
      sums.disputed.usd += price.usd;
      sums.disputed.low += low;
      sums.disputed.high += high;
    }
    if (comparison && price.kind === 'priced' && metering.logged_cost_usd !== undefined) {
      const variance = { calls: 1, logged: metering.logged_cost_usd, repriced: price.usd };
      sums.compared = addVariance(sums.compared, variance);
      if (comparison.kind === 'agrees') sums.rounding += variance.logged - variance.repriced;
      else addTo(sums.causes, comparison.causes.join(' or '), variance, addVariance);
    }
    if (attempt?.extra) {
      sums.retries.calls += 1;
      sums.retries.usd += cost.usd;
    }
    addFallback(one, firsts);
    const effects = cacheEffects(metering, price, rates);
    if (effects) {
      sums.cache.read += BigInt(effects.read_tokens);
      sums.cache.savings += effects.savings;
      sums.cache.written += BigInt(effects.write_tokens);
      sums.cache.write += effects.write;
      sums.cache.extra += effects.write_extra;
    }
    if (metering.usage) addUsage(sums.tokens, metering.usage);
  }

  function addFallback(one: AuditedCall, firsts: () => FirstAttempts): void {
    const requested = requestedPrice(one, firsts, rates);
    if (requested === 'no fallback') return;
    sums.fallbacks.calls += 1;
    sums.fallbacks.usd += one.cost.usd;
    if (requested?.kind !== 'priced' || one.price.kind !== 'priced') sums.fallbacks.unknown += 1;
    else {
      sums.fallbacks.requested += requested.usd;
      sums.fallbacks.extra += one.price.usd - requested.usd;
    }
  }

  function addFree({ call, price }: AuditedCall): void {
    if (!call.metering.cache_hit) return;
    sums.cache.hits += 1;
    if (price.kind === 'priced') sums.cache.hitSavings += price.usd;
  }

  function addAggregate(usd: Usd, most: Usd, logged: Usd): void {
    sums.aggregates.rows += 1;
    sums.aggregates.usd += usd;
    sums.aggregates.most += most;
    sums.aggregates.logged += logged;
  }

  return { addBilled, addFree, addAggregate, totals: () => wire(sums) };
}

type Sums = {
  readonly calls: number;
  readonly usd: Usd;
  readonly logged: Usd;
  readonly basis: ReadonlyMap<string, { readonly calls: number; readonly usd: Usd }>;
  readonly band: { readonly calls: number; readonly low: Usd; readonly high: Usd };
  readonly disputed: { readonly calls: number; readonly usd: Usd; readonly low: Usd; readonly high: Usd };
  readonly compared: Variance;
  readonly rounding: Usd;
  readonly causes: ReadonlyMap<string, Variance>;
  readonly retries: { readonly calls: number; readonly usd: Usd };
  readonly fallbacks: { calls: number; usd: Usd; requested: Usd; extra: Usd; unknown: number };
  readonly cache: {
    read: bigint;
    savings: Usd;
    written: bigint;
    write: Usd;
    extra: Usd;
    hits: number;
    hitSavings: Usd;
  };
  readonly aggregates: { rows: number; usd: Usd; most: Usd; logged: Usd };
  readonly tokens: ReadonlyMap<UsageClass, Millionths>;
};

function wire(sums: Sums): RepriceTotals {
  const { band, disputed, fallbacks, cache, aggregates } = sums;
  const basis = (name: string) => {
    const { calls, usd } = sums.basis.get(name) ?? { calls: 0, usd: 0n };
    return { calls, usd: usdToDecimal(usd) };
  };
  return {
    calls: sums.calls,
    usd: usdToDecimal(sums.usd),
    logged_usd: usdToDecimal(sums.logged),
    lower_bound: sums.basis.has('unpriced'),
    by_basis: { repriced: basis('repriced'), logged: basis('logged'), unpriced: basis('unpriced') },
    band: { calls: band.calls, low_usd: usdToDecimal(band.low), high_usd: usdToDecimal(band.high) },
    disputed: {
      calls: disputed.calls,
      usd: usdToDecimal(disputed.usd),
      low_usd: usdToDecimal(disputed.low),
      high_usd: usdToDecimal(disputed.high),
    },
    compared: { ...variance(sums.compared), rounding_usd: usdToDecimal(sums.rounding) },
    by_cause: [...sums.causes]
      .sort(([a, x], [b, y]) => compareUsd(distance(y), distance(x)) || y.calls - x.calls || compareText(a, b))
      .map(([cause, sum]) => ({ cause, ...variance(sum) })),
    retries: { calls: sums.retries.calls, usd: usdToDecimal(sums.retries.usd) },
    fallbacks: {
      calls: fallbacks.calls,
      usd: usdToDecimal(fallbacks.usd),
      requested_usd: usdToDecimal(fallbacks.requested),
      extra_usd: usdToDecimal(fallbacks.extra),
      unknown_calls: fallbacks.unknown,
    },
    cache: {
      read_tokens: Number(cache.read),
      savings_usd: usdToDecimal(cache.savings),
      write_tokens: Number(cache.written),
      write_usd: usdToDecimal(cache.write),
      write_extra_usd: usdToDecimal(cache.extra),
      net_savings_usd: usdToDecimal(cache.savings - cache.extra),
      gateway_hits: cache.hits,
      gateway_savings_usd: usdToDecimal(cache.hitSavings),
    },
    aggregates: {
      rows: aggregates.rows,
      usd: usdToDecimal(aggregates.usd),
      at_most_usd: usdToDecimal(aggregates.most),
      logged_usd: usdToDecimal(aggregates.logged),
    },
    tokens: usageOf(sums.tokens),
  };
}

function variance({ calls, logged, repriced }: Variance) {
  return {
    calls,
    logged_usd: usdToDecimal(logged),
    repriced_usd: usdToDecimal(repriced),
    delta_usd: usdToDecimal(logged - repriced),
  };
}

function distance({ logged, repriced }: Variance): Usd {
  return logged > repriced ? logged - repriced : repriced - logged;
}
