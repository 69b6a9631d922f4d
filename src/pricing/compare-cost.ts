// A logged cost against the card's price: agreement but for rounding, or the wrong formulas that reproduce the logged figure.
import { divideHalfEven, type Usd, usdScale } from '../model/money.ts';
import type { Comparison, Price, VarianceCause } from '../model/price.ts';
import { kindOf } from './call-kind.ts';
import { planQuote } from './plan-quote.ts';
import { type PriceRequest, quoteBy } from './price-usage.ts';
import type { Rates } from './rates.ts';
import { wrongFormulas } from './wrong-formulas.ts';

/** 10^-9 USD, or 10^-12 of the price: what summing in binary floats leaves behind. */
export const noise: Usd = 10n ** 9n;
const noisePart = 10n ** 12n;
/** The decimals at which logs round money. */
export const roundings = [4, 5, 6, 8].map((decimals) => ({ decimals, step: 10n ** BigInt(usdScale - decimals) }));
const widestStep = roundings.reduce((widest, { step }) => (step > widest ? step : widest), 0n);
/** A rounded figure of fewer steps fits too many formulas to prove one. */
const leastSteps = 100n;

/** Undefined when the price is not a single exact figure. */
export function compareCost(logged: Usd, request: PriceRequest, price: Price, rates: Rates): Comparison | undefined {
  if (price.kind !== 'priced') return undefined;
  if (isNoise(logged, price.usd)) return { kind: 'agrees' };
  const rounded = isFar(logged, price.usd)
    ? undefined
    : roundings.find(({ step }) => isRounded(logged, price.usd, step));
  if (rounded) return { kind: 'agrees', rounded_to: rounded.decimals };

  const found = explanations(logged, request, price, rates);
  const [first, ...more] = found.keys();
  return {
    kind: 'differs',
    logged,
    repriced: price.usd,
    causes: first === undefined ? ['unexplained'] : [first, ...more],
    detail: first === undefined ? ratio(logged, price.usd) : [...found.values()].flat().join('; '),
  };
}

function explanations(
  logged: Usd,
  request: PriceRequest,
  price: Extract<Price, { kind: 'priced' }>,
  rates: Rates,
): ReadonlyMap<VarianceCause, readonly string[]> {
  const found = new Map<VarianceCause, readonly string[]>();
  const plan = planQuote(request, rates);
  const quote = quoteBy(plan, request);
  if (quote.kind !== 'one' || request.usage === undefined) return found;
  const given = {
    kind: kindOf(plan, request, quote, rates),
    request,
    usage: request.usage,
    logged,
    reach: Number(reachOf(logged)),
    quote,
    usd: price.usd,
    lines: price.lines,
    rates,
  };
  for (const [cause, formula] of wrongFormulas) {
    // A formula that charges nothing says no more than that nothing was charged.
    let matching: Set<string> | undefined;
    for (const { usd, detail } of formula(given)) {
      if (usd === price.usd || (usd === 0n && cause !== 'logged-zero') || !reproduces(logged, usd)) continue;
      matching ??= new Set();
      matching.add(detail);
    }
    if (matching) found.set(cause, [...matching]);
  }
  // The factor without a name goes where the card or the seller's rules give that very figure.
  if ([...found.keys()].some((cause) => firmer.has(cause))) for (const cause of nameless) found.delete(cause);
  // What was asked for is why it is that tier.
  if (found.has('requested-tier')) for (const cause of otherwiseTiers) found.delete(cause);
  return found;
}

const otherwiseTiers: readonly VarianceCause[] = ['other-tier', 'tier-ignored', 'batch-ignored'];
const nameless: ReadonlySet<VarianceCause> = new Set(['half-price-tier', 'double-price-tier']);
const firmer: ReadonlySet<VarianceCause> = new Set([
  ...([
    'tier-ignored',
    'batch-ignored',
    'other-tier',
    'requested-tier',
    'discount-applied-twice',
    'upstream-cost-added-twice',
  ] as const),
  ...(['long-context-ignored', 'long-context-not-due', 'aggregate-as-one-call'] as const),
]);

/** As in agreement, but a figure too small to tell formulas apart proves none. */
export function reproduces(logged: Usd, figure: Usd): boolean {
  const distance = absolute(logged - figure);
  if (distance > noise && distance * leastSteps > figure) return false; // more than a step of any rounding that proves something
  return (
    logged === figure ||
    (figure >= noise * leastSteps && isNoise(logged, figure)) ||
    roundings.some(({ step }) => figure >= step * leastSteps && isRounded(logged, figure, step))
  );
}

function isNoise(logged: Usd, exact: Usd): boolean {
  const distance = absolute(logged - exact);
  return distance <= noise || distance * noisePart <= absolute(exact);
}

/**
 * How far a figure may be from the logged one and still reproduce it. A figure that shows more decimals than a rounding leaves was not
 * rounded so, and one of few steps proves nothing.
 */
export function reachOf(logged: Usd): Usd {
  const widest = roundings.find(({ step }) => logged % step === 0n && logged >= step * (leastSteps - 1n));
  const least = logged / noisePart + noise + 1n;
  return widest && widest.step > least ? widest.step : least;
}

/** Rounded at none of the places: the widest step is shorter than the distance. */
function isFar(logged: Usd, exact: Usd): boolean {
  return absolute(logged - exact) >= widestStep;
}

/** Half-up, half-even or up, to whole steps, and not to nothing. */
function isRounded(logged: Usd, exact: Usd, step: Usd): boolean {
  if (logged <= 0n || exact < 0n || logged % step !== 0n) return false;
  const steps = logged / step;
  return (
    steps === (exact + step / 2n) / step ||
    steps === (exact + step - 1n) / step ||
    steps === divideHalfEven(exact, step)
  );
}

function absolute(amount: Usd): Usd {
  return amount < 0n ? -amount : amount;
}

function ratio(logged: Usd, price: Usd): string {
  if (price === 0n) return 'the card says it is free';
  const thousandths = divideHalfEven(logged * 1000n, price);
  return `${Number(thousandths) / 1000} times the price of the card, which no known mistake explains`;
}
