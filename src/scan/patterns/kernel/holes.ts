// What may stand in a hole of a pattern, and what is handed out of it.
import { charactersIn } from './characters';
import { nameNumber } from './names';
import { plainEnd, stringEnd } from './strings';
import { containerEnd, isDigit, noDigits, numberEnd } from './values';

export const lineEnd: u32 = 0;
const skipString: u32 = 1;
const skipNumber: u32 = 2;
const skipObject: u32 = 3;
const skipArray: u32 = 4;
export const name: u32 = 5;
const text: u32 = 6;
const count: u32 = 7;
const number: u32 = 8;

const longestName: usize = 128;
const longestText: usize = 1024;

/** Behind the value at `at`; 0 when it does not fit. */
export function holeEnd(kind: u32, at: usize): usize {
  const first = load<u8>(at);
  switch (kind) {
    case skipString:
      return first === 0x22 ? stringEnd(at + 1) : 0;
    case name:
      return first === 0x22 ? textEnd(at, longestName) : 0;
    case text:
      return first === 0x22 ? textEnd(at, longestText) : 0;
    case count:
      return countEnd(at);
    case skipNumber:
    case number:
      return first === 0x2d || isDigit(first) ? numberEnd(at) : 0;
    default:
      return first === typeOf(kind) ? containerEnd(at) : 0;
  }
}

/** Can a value fit both? */
export function overlap(a: u32, b: u32): bool {
  return typeOf(a) === typeOf(b);
}

/** May the value that stands whole or in part in a literal fit? Text and numbers stand there whole, a container perhaps not. */
export function mayFit(kind: u32, at: usize): bool {
  return kind === skipObject || kind === skipArray ? load<u8>(at) === typeOf(kind) : holeEnd(kind, at) !== 0;
}

/** The type of JSON that a hole takes, by a byte that a value of it may begin with. */
function typeOf(kind: u32): u8 {
  if (kind === skipObject) return 0x7b;
  if (kind === skipArray) return 0x5b;
  return kind === skipNumber || kind === count || kind === number ? 0x2d : 0x22;
}

function textEnd(at: usize, longest: usize): usize {
  const quote = plainEnd(at + 1);
  return quote !== 0 && quote - at - 1 <= longest ? quote + 1 : 0;
}

/** 0, or up to nine digits; no sign, no fraction, no exponent. */
function countEnd(at: usize): usize {
  const others = noDigits(load<u64>(at));
  let end = at + <usize>(ctz(others) >> 3); // ctz of 0 is 64: eight digits
  if (others === 0 && isDigit(load<u8>(end))) end++;
  const next = load<u8>(end);
  if (end === at || isDigit(next) || next === 0x2e || (next | 0x20) === 0x65) return 0;
  return load<u8>(at) === 0x30 && end > at + 1 ? 0 : end;
}

/** The count of the digits between two places, at most nine: eight at once, in pairs, fours and all. */
function countOf(at: usize, end: usize): u32 {
  const length = end - at;
  const more: u32 = length === 9 ? <u32>(load<u8>(at) - 0x30) * 100_000_000 : 0;
  // The last eight bytes; those in front of the first digit count as zeros.
  let digits = load<u64>(end - 8) ^ 0x3030303030303030;
  if (length < 8) digits &= ~(<u64>0) << ((8 - length) << 3);
  digits = (digits * 10 + (digits >> 8)) & 0x00ff00ff00ff00ff;
  digits = (digits * 100 + (digits >> 16)) & 0x0000ffff0000ffff;
  return more + <u32>(digits * 10_000 + (digits >> 32));
}

/** Writes what is handed out of the value from `at` to `end`, which fits; returns the place behind it, or 0 when a new name has no room. */
export function writeHole(kind: u32, at: usize, end: usize, shift: i32, out: usize): usize {
  if (kind <= skipArray) return out;
  if (kind === count) {
    store<u32>(out, countOf(at, end));
    return out + 4;
  }
  if (kind === name) {
    const known = nameNumber(at + 1, end - at - 2);
    if (known < 0) return 0;
    store<i32>(out, known);
    return out + 4;
  }
  if (kind === text) {
    const length = end - at - 2;
    store<i32>(out, <i32>at + 1 + shift);
    store<i32>(out, <i32>length, 4);
    store<i32>(out, charactersIn(at + 1, length), 8);
    return out + 12;
  }
  store<i32>(out, <i32>at + shift);
  store<i32>(out, <i32>(end - at), 4);
  return out + 8;
}

/** Ints that a hole takes in a row. */
export function width(kind: u32): u32 {
  if (kind <= skipArray) return 0;
  if (kind === text) return 3;
  return kind === number ? 2 : 1;
}
