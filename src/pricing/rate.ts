// One price: so much for `per` units of a class, exact. Scaling by a fraction keeps it exact even where 18 decimals cannot.
import { divideHalfEven, type Usd } from '../model/money.ts';
import type { Scaling } from '../model/price.ts';

export interface Rate {
  /** The price of `per` units; rounded half-even where `exact` is set. */
  readonly usd: Usd;
  readonly per: number;
  /** The price of one unit, where it is whole at 10^-18: then no line of this rate needs a division. */
  readonly each: Usd | undefined;
  /** The price of one unit, nearly: good for ruling a rate out, never for an amount. */
  readonly near: number;
  /** The price of `per` units as a fraction of 10^-18 dollars, where it is not whole. */
  readonly exact?: Fraction;
  /** The price before it was scaled, and by what. */
  readonly list?: Usd;
  readonly scaled?: readonly Scaling[];
}

export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const one: Fraction = { numerator: 1n, denominator: 1n };

export function rateOf(usd: Usd, per: number): Rate {
  return { usd, per, each: usd % BigInt(per) === 0n ? usd / BigInt(per) : undefined, near: Number(usd) / per };
}

/** `rate * by`. `scaling` says why; a change of currency has none. */
export function scaleRate(rate: Rate, by: Fraction, scaling?: Scaling): Rate {
  const numerator = (rate.exact?.numerator ?? rate.usd) * by.numerator;
  const denominator = (rate.exact?.denominator ?? 1n) * by.denominator;
  const why = scaling && { list: rate.list ?? rate.usd, scaled: [...(rate.scaled ?? []), scaling] };
  if (numerator % denominator === 0n) return { ...rateOf(numerator / denominator, rate.per), ...why };
  const usd = divideHalfEven(numerator, denominator);
  return {
    usd,
    per: rate.per,
    each: undefined,
    near: Number(usd) / rate.per,
    exact: { numerator, denominator },
    ...why,
  };
}

/** "1.1" or "11/10". The text was checked where the card came in. */
export function fractionOf(text: string): Fraction {
  const [over = '', under] = text.split('/');
  if (under !== undefined) return { numerator: BigInt(over), denominator: BigInt(under) };
  const [whole = '', decimals = ''] = over.split('.');
  return { numerator: BigInt(whole + decimals), denominator: 10n ** BigInt(decimals.length) };
}

/** What is left of 100 % after so many percent off, or with so many on top. */
export function percentFactor(percent: string, kind: 'discount' | 'markup'): Fraction {
  const { numerator, denominator } = fractionOf(percent);
  const hundred = 100n * denominator;
  const left = kind === 'discount' ? hundred - numerator : hundred + numerator;
  return { numerator: left < 0n ? 0n : left, denominator: hundred };
}
