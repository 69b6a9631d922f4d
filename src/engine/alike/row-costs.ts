// Costs of rows in whole 10^-12 dollars and the rest of 10^-18: what `readAmount` says of the number. Dollars of few digits are read from the bytes.
import { isPlainCost } from '../../audit/alike/says-more.ts';
import { type MoneyUnit, readAmount } from '../../formats/values.ts';
import { picoUsd } from '../../model/money.ts';
import { mostExact } from './exact-sums.ts';

export interface RowCosts {
  /** False for what is no cost, or too much for one call. The cost is in `pico` and `rest` then. */
  read(bytes: Buffer, at: number, length: number, unit: MoneyUnit): boolean;
  pico: number;
  rest: number;
}

/** Every decimal of so many digits is the shortest text of its double. */
const shortDigits = 15;
const picoDecimals = 12;

export function createRowCosts(): RowCosts {
  const costs: RowCosts = { read, pico: 0, rest: 0 };

  function read(bytes: Buffer, at: number, length: number, unit: MoneyUnit): boolean {
    if (unit === 'usd' && length <= shortDigits + 1 && readShort(bytes, at, at + length)) return true;
    const usd = readAmount(Number(latin1(bytes, at, at + length)), unit);
    if (usd === undefined || !isPlainCost(usd)) return false;
    costs.pico = Number(usd / picoUsd);
    costs.rest = Number(usd % picoUsd);
    return costs.pico < mostExact;
  }

  function readShort(bytes: Buffer, from: number, to: number): boolean {
    let digits = 0;
    let decimals = -1;
    for (let index = from; index < to; index++) {
      const byte = bytes[index] ?? 0;
      if (byte === point && decimals < 0) decimals = 0;
      else if (byte < zero || byte > nine) return false;
      else {
        digits = digits * 10 + (byte - zero);
        if (decimals >= 0) decimals += 1;
      }
    }
    if (decimals > picoDecimals) return false;
    costs.pico = digits * (powers[picoDecimals - Math.max(0, decimals)] ?? 0);
    costs.rest = 0;
    return digits > 0 && costs.pico < mostShort;
  }

  return costs;
}

/** Of ten: to raise it takes as long as to read the number. */
const powers = Array.from({ length: picoDecimals + 1 }, (_, exponent) => 10 ** exponent);
const [point, zero, nine] = [46, 48, 57];
/** Far from what is too much for a call. */
const mostShort = 2 ** 48;

/** A method of every Buffer that its types do not tell of; `toString` takes three times as long for short texts. */
export function latin1(bytes: Buffer, from: number, to: number): string {
  return (bytes as Buffer & { latin1Slice(from: number, to: number): string }).latin1Slice(from, to);
}
