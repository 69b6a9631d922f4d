// A logged cost against the card's price: agreement but for rounding, or the wrong formulas that reproduce the logged figure.
import { divideHalfEven, type Usd, usdScale } from '../model/money.ts';
import type { Comparison, Price, VarianceCause } from '../model/price.ts';
import { promptTokens } from '../model/usage.ts';
import { kindOf } from './call-kind.ts';
import { nearGuesses } from './near-guesses.ts';
import { planQuote } from './plan-quote.ts';
import { type PriceRequest, quoteBy } from './price-usage.ts';
import type { Rates } from './rates.ts';
import type { Case } from './wrong-case.ts';
import { guessesOf, type NamedGuess } from './wrong-formulas.ts';

/** 10^-9 USD, or 10^-12 of the price: what summing in binary floats leaves behind. */
export const noise: Usd = 10n ** 9n;
const noisePart = 10n ** 12n;
/** The decimals at which logs round money. */
export const roundings = [4, 5, 6, 8].map((decimals) => ({ decimals, step: 10n ** BigInt(usdScale - decimals) }));
const widestStep = roundings.reduce((widest, { step }) => (step > widest ? step : widest), 0n);
/** All others are whole numbers of it. */
const finestStep = roundings.reduce((finest, { step }) => (step < finest ? step : finest), widestStep);
/** A rounded figure of fewer steps fits too many formulas to prove one. */
const leastSteps = 100n;

type Priced = Extract<Price, { kind: 'priced' }>;

/** Undefined when the price is not a single exact figure. */
export function compareCost(logged: Usd, request: PriceRequest, price: Price, rates: Rates): Comparison | undefined {
  if (price.kind !== 'priced') return undefined;
  if (isNoise(logged, price.usd)) return { kind: 'agrees' };
  const rounded =
    isFar(logged, price.usd) || !showsRounding(logged)
      ? undefined
      : roundings.find(({ step }) => isRounded(logged, price.usd, step));
  if (rounded) return { kind: 'agrees', rounded_to: rounded.decimals };

  const given = caseOf(logged, request, price, rates);
  const found = given === undefined ? [] : explanations(given, guessesNear(given));
  const [first, ...more] = causesIn(found);
  return {
    kind: 'differs',
    logged,
    repriced: price.usd,
    causes: first === undefined ? ['unexplained'] : [first, ...more],
    detail: first === undefined ? ratio(logged, price.usd) : found.map(({ detail }) => detail).join('; '),
  };
}

/** Undefined when the call has no one row. */
export function caseOf(logged: Usd, request: PriceRequest, { usd, lines }: Priced, rates: Rates): Case | undefined {
  const plan = planQuote(request, rates);
  const quote = quoteBy(plan, request);
  const { usage } = request;
  if (quote.kind !== 'one' || usage === undefined) return undefined;
  return { kind: kindOf(plan, request, quote, rates), request, usage, logged, quote, usd, lines };
}

/** The guesses that floats cannot rule out. */
export function guessesNear({ kind, request, usage, logged, usd }: Case): readonly NamedGuess[] {
  return nearGuesses(guessesOf(kind), {
    usage,
    prompt: request.granularity === 'aggregate' ? 0 : (request.prompts?.most ?? promptTokens(usage)),
    logged,
    right: usd,
    reach: reachOf(logged),
  });
}

interface Explanation {
  readonly cause: VarianceCause;
  readonly detail: string;
}

/** In the order of the guesses: those of one cause stand together. */
export function explanations(given: Case, guesses: readonly NamedGuess[]): readonly Explanation[] {
  const found: Explanation[] = [];
  for (const { cause, guess } of guesses) {
    for (const { usd, detail } of guess.figures(given)) {
      // A formula that charges nothing says no more than that nothing was charged.
      if (usd === given.usd || (usd === 0n && cause !== 'logged-zero') || !reproduces(given.logged, usd)) continue;
      if (!found.some((known) => known.cause === cause && known.detail === detail)) found.push({ cause, detail });
    }
  }
  return found.length < 2 ? found : found.filter(({ cause }) => !found.some((other) => goesBefore(other.cause, cause)));
}

/** One explanation makes the other needless. */
function goesBefore(cause: VarianceCause, other: VarianceCause): boolean {
  // The factor without a name goes where the card or the seller's rules give that very figure.
  if (nameless.has(other)) return firmer.has(cause);
  // What was asked for is why it is that tier.
  return cause === 'requested-tier' && otherwiseTiers.has(other);
}

const otherwiseTiers: ReadonlySet<VarianceCause> = new Set(['other-tier', 'tier-ignored', 'batch-ignored']);
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

function causesIn(found: readonly Explanation[]): readonly VarianceCause[] {
  const causes: VarianceCause[] = [];
  for (const { cause } of found) if (causes.at(-1) !== cause) causes.push(cause);
  return causes;
}

/** As in agreement, but a figure too small to tell formulas apart proves none. */
export function reproduces(logged: Usd, figure: Usd): boolean {
  if (logged === figure) return true;
  const distance = absolute(logged - figure);
  if (distance > noise && distance * leastSteps > figure) return false; // more than a step of any rounding that proves something
  return (
    (figure >= noise * leastSteps && isNoise(logged, figure)) ||
    (showsRounding(logged) &&
      roundings.some(({ step }) => figure >= step * leastSteps && isRounded(logged, figure, step)))
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
function reachOf(logged: Usd): Usd {
  const widest = showsRounding(logged)
    ? roundings.find(({ step }) => logged % step === 0n && logged >= step * (leastSteps - 1n))
    : undefined;
  const least = logged / noisePart + noise + 1n;
  return widest && widest.step > least ? widest.step : least;
}

/** Rounded at none of the places: the widest step is shorter than the distance. */
function isFar(logged: Usd, exact: Usd): boolean {
  return absolute(logged - exact) >= widestStep;
}

/** It may be what a rounding leaves: most figures show more decimals. */
function showsRounding(logged: Usd): boolean {
  return logged % finestStep === 0n;
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
