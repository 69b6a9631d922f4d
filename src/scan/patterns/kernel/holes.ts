// What may stand in a hole of a pattern, and what is handed out of it.
import { nameNumber } from './names';
import { plainEnd } from './strings';
import { isDigit, numberEnd, valueEnd } from './values';

export const lineEnd: u32 = 0;
export const skip: u32 = 1;
export const name: u32 = 2;
export const text: u32 = 3;
export const count: u32 = 4;
export const number: u32 = 5;

const longestName: usize = 128;
const longestText: usize = 1024;

/** Behind the value at `at`; 0 when it does not fit. */
export function holeEnd(kind: u32, at: usize): usize {
  if (kind === skip) return valueEnd(at);
  if (kind === count) return countEnd(at);
  if (kind === number) return isScalarNumber(at) ? numberEnd(at) : 0;
  return textEnd(at, kind === name ? longestName : longestText);
}

/** Can a value fit both? */
export function overlap(a: u32, b: u32): bool {
  if (a === skip || b === skip) return true;
  if (a === count || a === number) return b === count || b === number;
  return b === name || b === text;
}

function isScalarNumber(at: usize): bool {
  const byte = load<u8>(at);
  return byte === 0x2d || isDigit(byte);
}

function textEnd(at: usize, longest: usize): usize {
  if (load<u8>(at) !== 0x22) return 0;
  const quote = plainEnd(at + 1);
  return quote !== 0 && quote - at - 1 <= longest ? quote + 1 : 0;
}

/** 0, or up to nine digits; no sign, no fraction, no exponent. */
function countEnd(at: usize): usize {
  const first = load<u8>(at);
  if (!isDigit(first)) return 0;
  let end = at + 1;
  if (first !== 0x30) while (end < at + 9 && isDigit(load<u8>(end))) end++;
  const next = load<u8>(end);
  return isDigit(next) || next === 0x2e || (next | 0x20) === 0x65 ? 0 : end;
}

/** Writes what is handed out of the value from `at` to `end`, which fits; returns the place behind it, or 0 when a new name has no room. */
export function writeHole(kind: u32, at: usize, end: usize, shift: i32, out: usize): usize {
  if (kind === skip) return out;
  if (kind === count) {
    let value: u32 = 0;
    for (; at < end; at++) value = value * 10 + (load<u8>(at) - 0x30);
    store<u32>(out, value);
    return out + 4;
  }
  if (kind === name) {
    const known = nameNumber(at + 1, end - at - 2);
    if (known < 0) return 0;
    store<i32>(out, known);
    return out + 4;
  }
  const quotes: i32 = kind === text ? 1 : 0;
  store<i32>(out, <i32>at + quotes + shift);
  store<i32>(out, <i32>(end - at) - 2 * quotes, 4);
  return out + 8;
}

/** Ints that a hole takes in a row. */
export function width(kind: u32): u32 {
  if (kind === skip) return 0;
  return kind === text || kind === number ? 2 : 1;
}
