// Where a value of JSON ends, by the whole grammar: what passes here passes JSON.parse. 0 when it does not, or nests too deep.
// Spaces are blanks, tabs and carriage returns; a line feed ends the line and with it everything.
import { stringEnd } from './strings';

const deepest: i32 = 64;

/** From an opening bracket to behind its closing one. */
export function containerEnd(at: usize): usize {
  let open: u64 = 0; // the brackets, the innermost in the lowest bit: 1 is an object
  let depth = 0;
  while (true) {
    const byte = load<u8>(at);
    if (byte === 0x7b || byte === 0x5b) {
      if (depth === deepest) return 0;
      const isObject = byte === 0x7b;
      depth++;
      open = (open << 1) | (isObject ? 1 : 0);
      at = spaceEnd(at + 1);
      if (load<u8>(at) !== byte + 2) {
        if (isObject) at = keyEnd(at);
        if (at === 0) return 0;
        continue;
      }
    } else {
      at = scalarEnd(at);
      if (at === 0) return 0;
      at = spaceEnd(at);
    }
    // Behind a value, or at the bracket that closes an empty container.
    while (true) {
      const next = load<u8>(at);
      if (next === 0x2c) break;
      if (next !== ((open & 1) !== 0 ? 0x7d : 0x5d)) return 0;
      at++;
      if (--depth === 0) return at;
      open >>= 1;
      at = spaceEnd(at);
    }
    at = spaceEnd(at + 1);
    if ((open & 1) !== 0) at = keyEnd(at);
    if (at === 0) return 0;
  }
}

function scalarEnd(at: usize): usize {
  const byte = load<u8>(at);
  if (byte === 0x22) return stringEnd(at + 1);
  if (byte === 0x2d || isDigit(byte)) return numberEnd(at);
  const word = load<u32>(at);
  if (word === 0x65757274 || word === 0x6c6c756e) return at + 4; // true, null
  return word === 0x736c6166 && load<u8>(at, 4) === 0x65 ? at + 5 : 0; // fals, e
}

export function numberEnd(at: usize): usize {
  if (load<u8>(at) === 0x2d) at++;
  if (load<u8>(at) === 0x30) at++;
  else at = digitsEnd(at);
  if (at === 0) return 0;
  if (load<u8>(at) === 0x2e) at = digitsEnd(at + 1);
  if (at === 0 || (load<u8>(at) | 0x20) !== 0x65) return at;
  const sign = load<u8>(at, 1);
  return digitsEnd(sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
}

/** Behind one or more digits. */
function digitsEnd(at: usize): usize {
  if (!isDigit(load<u8>(at))) return 0;
  while (true) {
    const others = noDigits(load<u64>(at));
    if (others !== 0) return at + <usize>(ctz(others) >> 3);
    at += 8;
  }
}

/** The high bit of the first byte that is no digit is set; what is set above it means nothing. */
export function noDigits(block: u64): u64 {
  const digits = block ^ 0x3030303030303030;
  return (digits | (digits + 0x7676767676767676)) & 0x8080808080808080;
}

export function isDigit(byte: u8): bool {
  return byte - 0x30 < 10;
}

/** From a key to the value behind its colon. */
function keyEnd(at: usize): usize {
  if (load<u8>(at) !== 0x22) return 0;
  at = stringEnd(at + 1);
  if (at === 0) return 0;
  at = spaceEnd(at);
  return load<u8>(at) === 0x3a ? spaceEnd(at + 1) : 0;
}

function spaceEnd(at: usize): usize {
  while (true) {
    const byte = load<u8>(at);
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return at;
    at++;
  }
}
