// Money: a bigint in units of 10^-18 US dollar, entered and left as decimal text only. No float ever holds an amount.

/** An amount of US dollars in units of 10^-18 (attodollars). */
export type Usd = bigint;

export const usdScale = 18;
export const oneUsd: Usd = 10n ** 18n;
/** 10^-12 dollars: a rate for one token is whole in it. */
export const picoUsd: Usd = 10n ** 6n;

/** The powers that amounts are written with; others are worked out. */
const powers = Array.from({ length: 40 }, (_, exponent) => 10n ** BigInt(exponent));
const powerOfTen = (exponent: number): bigint => powers[exponent] ?? 10n ** BigInt(exponent);

const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Decimal text ("0.00231", "2.5e-06") to an amount, rounded half-even at the 18th decimal.
 * A number is read through its shortest decimal text, so `0.1` is exactly one tenth.
 * Returns undefined for anything that is not a finite decimal.
 */
export function parseUsd(value: string | number): Usd | undefined {
  const text = typeof value === 'number' ? String(value) : value.trim();
  const match = decimal.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const shift = usdScale - fraction.length + Number(exponent);
  const amount = shift >= 0 ? digits * powerOfTen(shift) : divideHalfEven(digits, powerOfTen(-shift));
  return sign === '-' ? -amount : amount;
}

/** All digits, no exponent, no trailing zeros: "0.0009156", "12", "-0.5". The form of every amount in a JSON document. */
export function usdToDecimal(amount: Usd): string {
  const negative = amount < 0n;
  const digits = (negative ? -amount : amount).toString().padStart(usdScale + 1, '0');
  const point = digits.length - usdScale;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === zero) end -= 1;
  const text = end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
  return negative ? `-${text}` : text;
}

const zero = 48;

/** Rounds half-even to `decimals` places; the result is still in units of 10^-18. */
export function roundUsd(amount: Usd, decimals: number): Usd {
  const step = 10n ** BigInt(usdScale - decimals);
  return amount < 0n ? -divideHalfEven(-amount, step) * step : divideHalfEven(amount, step) * step;
}

/**
 * `part` of `whole` in percent, to six decimals, or undefined when the whole is nothing. For display and thresholds only: it is 0 or
 * 100 only where the part is nothing or the whole, so that no limit of 0 or 100 % is met by rounding.
 */
export function percentOf(part: Usd, whole: Usd): number | undefined {
  if (whole === 0n) return undefined;
  const exact = part * 100_000_000n;
  const millionths = divideHalfEven(exact, whole);
  const over = millionths * whole - exact;
  const isEnd = millionths === 0n || millionths === 100_000_000n;
  const kept = !isEnd || over === 0n ? millionths : millionths + (over < 0n ? 1n : -1n);
  return Number(kept) / 1_000_000;
}

/** What is left of 100 %, to six decimals as well: 100 - 99.9 is not 0.1 in binary. */
export function restOfPercent(pct: number): number {
  return Number((100 - pct).toFixed(6));
}

/** Nearest integer to `dividend / divisor`, ties to even. The divisor is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  if (dividend < 0n) return -divideHalfEven(-dividend, divisor);
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  return twice > divisor || (twice === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}
