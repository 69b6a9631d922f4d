// What calls were priced at, against what their logs say.
import type { UsageClass } from '../../model/usage.ts';
import type { AuditedCall } from '../audited.ts';
import { disputedRange } from '../disputed-range.ts';
import { groupKey } from '../group-keys.ts';
import {
  differenceOf,
  growBand,
  growDisputed,
  growVariance,
  hasRoomFor,
  mostListed,
  topMismatches,
} from '../merge-tallies.ts';
import { addTo, growIn, type Millionths, millionths, withCandidate } from '../sums.ts';
import type { Mismatch, OpenTally } from '../tally.ts';

export function addPrices(tally: OpenTally, calls: readonly AuditedCall[]): void {
  for (const one of calls) {
    const { call, price } = one;
    tally.logged += call.metering.logged_cost_usd ?? 0n;
    if (price.kind === 'band') growBand(tally.band, { calls: 1, low: price.low, high: price.high });
    if (price.kind === 'priced' && price.disputed) {
      growDisputed(tally.disputed, { calls: 1, usd: price.usd, ...disputedRange(price) });
    }
    addTokens(tally, one);
    addComparison(tally, one);
  }
}

const plus = (a: Millionths, b: Millionths): Millionths => a + b;

function addTokens(tally: OpenTally, { call: { metering } }: AuditedCall): void {
  const usage = metering.usage ?? {};
  // A usage has few of the classes there are.
  for (const name in usage) {
    const count = usage[name as UsageClass]; // a member of the usage
    if (count !== undefined) addTo(tally.tokens, name, millionths(count), plus);
  }
}

/** Every call that has both figures; `rounding` is the drift of those that differ by rounding only. */
function addComparison(tally: OpenTally, one: AuditedCall): void {
  const { call, price, comparison } = one;
  const { logged_cost_usd: logged } = call.metering;
  if (!comparison || logged === undefined || price.kind !== 'priced') return;
  growVariance(tally.compared, { calls: 1, logged, repriced: price.usd });
  if (comparison.kind === 'agrees') {
    tally.compared.rounding += logged - price.usd;
    return;
  }
  const { causes, logged: said, repriced } = comparison;
  growIn(tally.variances, causes.join(' or '), { calls: 1, logged: said, repriced }, growVariance);
  const last = tally.mismatches.at(mostListed - 1);
  const mismatch = hasRoomFor(differenceOf({ logged: said, repriced }), last && differenceOf(last)) && mismatchOf(one);
  if (mismatch) tally.mismatches = withCandidate(topMismatches, tally.mismatches, mismatch);
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
