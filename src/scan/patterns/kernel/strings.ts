// Strings of JSON. Every search stops at a control character, so none runs past the line feed that ends the line.

const quote: u8 = 0x22;
const backslash: u8 = 0x5c;

/** From behind the opening quote to behind the closing one; 0 when JSON has no such string. */
export function stringEnd(at: usize): usize {
  if (ASC_FEATURE_SIMD) {
    const block = v128.load(at);
    const special = i8x16.bitmask(
      v128.or(v128.or(equal(block, quote), equal(block, backslash)), i8x16.lt_u(block, i8x16.splat(0x20))),
    );
    const end = at + ctz(special);
    return special !== 0 && load<u8>(end) === quote ? end + 1 : longStringEnd(at);
  }
  while (true) {
    at = nextSpecial(at);
    const byte = load<u8>(at);
    if (byte === quote) return at + 1;
    if (byte !== backslash) return 0;
    at = escapeEnd(at);
    if (at === 0) return 0;
  }
}

/** The same, 64 bytes at a time. Escapes are told apart for all of them at once: prompts have one in every few words. */
function longStringEnd(at: usize): usize {
  let carried: u64 = 0; // 1 when the first byte is escaped by the last of the block before
  while (true) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const backslashes = bits(equal(a, backslash), equal(b, backslash), equal(c, backslash), equal(d, backslash));
    let ends = bits(equal(a, quote), equal(b, quote), equal(c, quote), equal(d, quote));
    let odd: u64 = 0; // escaped, and not by a letter alone
    if ((backslashes | carried) !== 0) {
      // As simdjson does it: subtracting carries through a run of backslashes, and leaves those at even places of the run.
      const begins = backslashes & ~carried;
      const code = (((begins << 1) | oddBits) - begins) ^ oddBits;
      const escaped = code ^ (backslashes | carried);
      carried = (code & backslashes) >> 63;
      odd = escaped & ~(backslashes | ends | bits(letters(a), letters(b), letters(c), letters(d)));
      ends &= ~escaped;
    }
    const inside = ends ^ (ends - 1); // up to the quote that ends the string; all of the block when there is none
    const smallest = i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
    if (v128.any_true(i8x16.lt_u(smallest, i8x16.splat(0x20)))) {
      if ((bits(control(a), control(b), control(c), control(d)) & inside) !== 0) return 0;
    }
    for (odd &= inside; odd !== 0; odd &= odd - 1) {
      if (escapeEnd(at + <usize>ctz(odd) - 1) === 0) return 0;
    }
    if (ends !== 0) return at + <usize>ctz(ends) + 1;
    at += 64;
  }
}

const oddBits: u64 = 0xaaaaaaaaaaaaaaaa;

function equal(block: v128, byte: u8): v128 {
  return i8x16.eq(block, i8x16.splat(byte));
}

function control(block: v128): v128 {
  return i8x16.lt_u(block, i8x16.splat(0x20));
}

/** One of `/bfnrt`: each has a place of its own in the table. */
function letters(block: v128): v128 {
  const place = v128.and(v128.xor(block, i16x8.shr_u(block, 4)), i8x16.splat(0x0f));
  return i8x16.eq(block, i8x16.swizzle(i8x16(0x66, 0, 0, 0x74, 0x62, 0x72, 0, 0, 0x6e, 0, 0, 0, 0, 0x2f, 0, 0), place));
}

/** A bit for each of 64 bytes. */
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>i8x16.bitmask(a) | ((<u32>i8x16.bitmask(b)) << 16);
  const high = <u32>i8x16.bitmask(c) | ((<u32>i8x16.bitmask(d)) << 16);
  return <u64>low | ((<u64>high) << 32);
}

/** The first quote, backslash or control character. */
function nextSpecial(at: usize): usize {
  while (true) {
    const block = load<u64>(at);
    const special = zeroBytes(block ^ (ones * 0x22)) | zeroBytes(block ^ (ones * 0x5c)) | controls(block);
    if (special !== 0) return at + <usize>(ctz(special) >> 3);
    at += 8;
  }
}

/** From the backslash to behind the escape; 0 when JSON has no such escape. */
function escapeEnd(at: usize): usize {
  const letter = load<u8>(at, 1);
  if (letter !== 0x75) return isEscape(letter) ? at + 2 : 0;
  for (let digit: usize = 2; digit < 6; digit++) {
    if (!isHex(load<u8>(at + digit))) return 0;
  }
  return at + 6;
}

/** One of `"\/bfnrt`. */
function isEscape(letter: u8): bool {
  if (letter === 0x6e || letter === quote || letter === backslash || letter === 0x2f) return true;
  return letter === 0x74 || letter === 0x72 || letter === 0x62 || letter === 0x66;
}

function isHex(byte: u8): bool {
  return byte - 0x30 < 10 || (byte | 0x20) - 0x61 < 6;
}

/** From behind the opening quote to the closing one, when all between is printable ASCII as it is meant; else 0. */
export function plainEnd(at: usize): usize {
  if (ASC_FEATURE_SIMD) {
    while (true) {
      const found = i8x16.bitmask(special(v128.load(at)));
      if (found !== 0) {
        at += ctz(found);
        break;
      }
      at += 16;
    }
  } else {
    while (true) {
      const block = load<u64>(at);
      const special =
        zeroBytes(block ^ (ones * 0x22)) |
        zeroBytes(block ^ (ones * 0x5c)) |
        zeroBytes(block ^ (ones * 0x7f)) |
        controls(block) |
        (block & highs);
      if (special !== 0) {
        at += <usize>(ctz(special) >> 3);
        break;
      }
      at += 8;
    }
  }
  return load<u8>(at) === quote ? at : 0;
}

/** What may not stand in plain ASCII. Bytes above 0x7f are negative here, so below a space as well. */
function special(block: v128): v128 {
  return v128.or(
    v128.or(equal(block, quote), equal(block, backslash)),
    v128.or(i8x16.lt_s(block, i8x16.splat(0x20)), equal(block, 0x7f)),
  );
}

export const ones: u64 = 0x0101010101010101;
export const highs: u64 = 0x8080808080808080;

/** The high bit of the first byte that is 0 is set; what is set above it means nothing. */
function zeroBytes(block: u64): u64 {
  return (block - ones) & ~block & highs;
}

/** The same for the first byte below 0x20. */
function controls(block: u64): u64 {
  return (block - ones * 0x20) & ~block & highs;
}
