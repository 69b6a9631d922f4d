// Figures as people read them: money, shares, counts, times. No amount or share is ever shown as nothing or as all when it is not.
import { divideHalfEven, oneUsd, parseUsd, roundUsd, type Usd, usdScale, usdToDecimal } from '../model/money.ts';

const mostDecimals = 9;
const largestInFull = oneUsd * 10n ** 12n;

/** An amount of the document. The schema guarantees decimal text; anything else counts as nothing. */
export function amountOf(text: string | null): Usd {
  return text === null ? 0n : (parseUsd(text) ?? 0n);
}

/** $1,234.56 from one dollar; below it four significant digits, at least two and at most nine decimals: $0.50, $0.0009156. */
export function money(amount: Usd): string {
  if (amount < 0n) return `-${money(-amount)}`;
  if (amount >= largestInFull) return `$${scientific(amount)}`;
  const rounded = roundUsd(amount, amount >= oneUsd ? 2 : decimalsBelowOne(amount));
  if (rounded === 0n && amount !== 0n) return '<$0.000000001';
  return exactMoney(rounded);
}

/** For tables: exactly nothing is a dash, so that the eye stops only at amounts. */
export function moneyOrDash(amount: Usd): string {
  return amount === 0n ? '-' : money(amount);
}

/** A difference: always with its sign, unless it is exactly nothing. */
export function signedMoney(amount: Usd): string {
  return amount > 0n ? `+${money(amount)}` : money(amount);
}

/** Every digit, for arithmetic that a reader follows line by line. */
export function exactMoney(amount: Usd): string {
  if (amount < 0n) return `-${exactMoney(-amount)}`;
  const [whole = '0', fraction = ''] = usdToDecimal(amount).split('.');
  return `$${thousands(whole)}.${fraction.padEnd(2, '0')}`;
}

/** `part` of `whole` in percent, judged on the exact figures: `<0.1 %` and `>99.9 %` where rounding would lie. */
export function share(part: bigint, whole: bigint): string {
  if (whole <= 0n) return 'n/a';
  const tenths = divideHalfEven(part * 1000n, whole);
  if (tenths === 0n && part > 0n) return '<0.1 %';
  if (tenths === 1000n && part < whole) return '>99.9 %';
  // Only broken figures get here; their digits would push everything else off the screen.
  if (tenths > 10_000n) return '>1,000 %';
  if (tenths < -10_000n) return '<-1,000 %';
  const size = tenths < 0n ? -tenths : tenths;
  return `${tenths < 0n ? '-' : ''}${thousands(String(size / 10n))}.${size % 10n} %`;
}

/** A percentage that came as a number. */
export function percent(value: number | null): string {
  if (value === null) return 'n/a';
  return share(BigInt(Math.round(value * 1_000_000)), 100_000_000n);
}

export function count(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  return match ? `${match[1]}${thousands(match[2] ?? '')}${match[3] ?? ''}` : text;
}

/** "1 call", "1,204 calls". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

export function duration(ms: number): string {
  const size = Math.abs(ms);
  if (size < 10) return `${count(Math.round(ms * 10) / 10)} ms`;
  if (size < 10_000) return `${count(Math.round(ms))} ms`;
  if (size < 600_000) return `${count(Math.round(ms / 100) / 10)} s`;
  if (size < 36_000_000) return `${count(Math.round(ms / 6_000) / 10)} min`;
  return `${count(Math.round(ms / 360_000) / 10)} h`;
}

/** "2026-09-01 08:12" of an ISO instant; anything else as it is. */
export function minuteOf(instant: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)/.exec(instant);
  return match ? `${match[1]} ${match[2]}` : instant;
}

/** 10^6 as "1M": the units prices are quoted in. */
export function perUnit(per: number): string {
  if (per >= 1_000_000 && per % 1_000_000 === 0) return `${count(per / 1_000_000)}M`;
  return per >= 1_000 && per % 1_000 === 0 ? `${count(per / 1_000)}K` : count(per);
}

function decimalsBelowOne(amount: Usd): number {
  const leadingZeros = usdScale - amount.toString().length;
  return Math.min(mostDecimals, Math.max(2, leadingZeros + 4));
}

function scientific(amount: Usd): string {
  const exponent = amount.toString().length - 1;
  const lead = divideHalfEven(amount, 10n ** BigInt(exponent - 3));
  const digits = lead === 10_000n ? '1000' : lead.toString();
  const power = exponent - usdScale + (lead === 10_000n ? 1 : 0);
  return `${digits[0]}.${digits.slice(1)}e${power}`;
}

function thousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
