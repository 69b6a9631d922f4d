// Prices of other catalogues as decimal text in our units. Their numbers are floats: digits past the ninth decimal are residue.
import { parseUsd, roundUsd, usdToDecimal } from '../../model/money.ts';
import { perUnits, type UsageClass } from '../../model/usage.ts';

/** `amount` dollars for one unit, as the price of as many units as our cards count; undefined for what is no price. */
export function priceText(name: UsageClass, amount: unknown, centsEach = 100n): string | undefined {
  if (typeof amount !== 'number' && typeof amount !== 'string') return undefined;
  const usd = parseUsd(amount);
  if (usd === undefined || usd < 0n) return undefined;
  return usdToDecimal(roundUsd((shifted(amount, usd, BigInt(perUnits[name])) * centsEach) / 100n, 9));
}

/** Times `by`, before anything is rounded at the 18th decimal: residue of a millionth part must not come up to the ninth. */
function shifted(amount: number | string, usd: bigint, by: bigint): bigint {
  const zeros = by.toString().length - 1;
  const isPower = by === 10n ** BigInt(zeros);
  const [mantissa = '', exponent = '0'] = String(amount).toLowerCase().split('e');
  return isPower ? (parseUsd(`${mantissa}e${Number(exponent) + zeros}`) ?? usd * by) : usd * by;
}

/** `price * times`, exact where nine decimals hold it. */
export function scaledText(price: string, times: number): string {
  const [whole = '', decimals = ''] = String(times).split('.');
  return usdToDecimal(
    roundUsd(((parseUsd(price) ?? 0n) * BigInt(whole + decimals)) / 10n ** BigInt(decimals.length), 9),
  );
}

/** True for equal prices, and for one that is the other cut to two or three significant digits, as the sources do. */
export function samePrice(a: string, b: string): boolean {
  return a === b || [2, 3].some((digits) => cut(a, digits) === b || cut(b, digits) === a);
}

/** Half up, as people round. */
function cut(price: string, digits: number): string {
  const usd = parseUsd(price) ?? 0n;
  const step = 10n ** BigInt(Math.max(0, usd.toString().length - digits));
  return usdToDecimal(((usd + step / 2n) / step) * step);
}
