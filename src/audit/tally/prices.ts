// What one trace's calls were priced at, against what their logs say.
import type { Usd } from '../../model/money.ts';
import { usageClasses } from '../../model/usage.ts';
import type { AuditedCall } from '../audited.ts';
import { disputedRange } from '../disputed-range.ts';
import { groupKey } from '../group-keys.ts';
import { addVariances, topMismatches } from '../merge-tallies.ts';
import { addTo, type Millionths, mergeTop, millionths } from '../sums.ts';
import type { Mismatch, Tally, VarianceSum } from '../tally.ts';

type Prices = Pick<Tally, 'logged' | 'band' | 'disputed' | 'tokens' | 'compared' | 'variances' | 'mismatches'>;

export function pricesOf(calls: readonly AuditedCall[]): Prices {
  return {
    logged: calls.reduce((sum, { call }) => sum + (call.metering.logged_cost_usd ?? 0n), 0n),
    band: bandOf(calls),
    disputed: disputedOf(calls),
    tokens: tokensOf(calls),
    compared: comparedOf(calls),
    variances: variancesOf(calls),
    mismatches: mergeTop(
      topMismatches,
      [],
      calls.flatMap((call) => mismatchOf(call) ?? []),
    ),
  };
}

function bandOf(calls: readonly AuditedCall[]): Tally['band'] {
  return calls.reduce(
    (sum, { price }) =>
      price.kind === 'band' ? { calls: sum.calls + 1, low: sum.low + price.low, high: sum.high + price.high } : sum,
    { calls: 0, low: 0n, high: 0n },
  );
}

function disputedOf(calls: readonly AuditedCall[]): Tally['disputed'] {
  return calls.reduce(
    (sum, { price }) => {
      if (price.kind !== 'priced' || !price.disputed) return sum;
      const { low, high } = disputedRange(price);
      return { calls: sum.calls + 1, usd: sum.usd + price.usd, low: sum.low + low, high: sum.high + high };
    },
    { calls: 0, usd: 0n, low: 0n, high: 0n },
  );
}

function tokensOf(calls: readonly AuditedCall[]): Map<string, Millionths> {
  const tokens = new Map<string, Millionths>();
  for (const { call } of calls) {
    for (const name of usageClasses) {
      const count = call.metering.usage?.[name];
      if (count !== undefined) addTo(tokens, name, millionths(count), (a, b) => a + b);
    }
  }
  return tokens;
}

/** Every call that has both figures; `rounding` is the drift of those that differ by rounding only. */
function comparedOf(calls: readonly AuditedCall[]): Tally['compared'] {
  let sum: VarianceSum = { calls: 0, logged: 0n, repriced: 0n };
  let rounding: Usd = 0n;
  for (const { call, price, comparison } of calls) {
    const logged = call.metering.logged_cost_usd;
    if (!comparison || logged === undefined || price.kind !== 'priced') continue;
    sum = addVariances(sum, { calls: 1, logged, repriced: price.usd });
    if (comparison.kind === 'agrees') rounding += logged - price.usd;
  }
  return { ...sum, rounding };
}

function variancesOf(calls: readonly AuditedCall[]): Map<string, VarianceSum> {
  const rows = new Map<string, VarianceSum>();
  for (const { comparison } of calls) {
    if (comparison?.kind !== 'differs') continue;
    const { causes, logged, repriced } = comparison;
    addTo(rows, causes.join(' or '), { calls: 1, logged, repriced }, addVariances);
  }
  return rows;
}

function mismatchOf(one: AuditedCall): Mismatch | undefined {
  const { call, comparison, price } = one;
  if (comparison?.kind !== 'differs' || price.kind !== 'priced') return undefined;
  const { card, seller, model } = price.source;
  return {
    trace_id: call.envelope.trace_id?.value,
    key: call.key,
    model: groupKey(one, 'model'),
    logged: comparison.logged,
    repriced: comparison.repriced,
    causes: comparison.causes,
    detail: comparison.detail,
    price_source: `${card} ${seller}/${model}`,
    place: (call.metering.logged_from ?? call.sightings[0]).place,
  };
}
