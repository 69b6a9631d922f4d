// Strings of JSON. Every search stops at a control character, so none runs past the line feed that ends the line.

const quote: u8 = 0x22;
const backslash: u8 = 0x5c;

/** From behind the opening quote to behind the closing one; 0 when JSON has no such string. */
export function stringEnd(at: usize): usize {
  while (true) {
    at = nextSpecial(at);
    const byte = load<u8>(at);
    if (byte === quote) return at + 1;
    if (byte !== backslash) return 0;
    at = escapeEnd(at);
    if (at === 0) return 0;
  }
}

/** The first quote, backslash or control character. */
function nextSpecial(at: usize): usize {
  if (ASC_FEATURE_SIMD) {
    while (true) {
      const block = v128.load(at);
      const special = i8x16.bitmask(
        v128.or(
          v128.or(i8x16.eq(block, i8x16.splat(0x22)), i8x16.eq(block, i8x16.splat(0x5c))),
          i8x16.lt_u(block, i8x16.splat(0x20)),
        ),
      );
      if (special !== 0) return at + ctz(special);
      at += 16;
    }
  }
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
      const block = v128.load(at);
      // Bytes above 0x7f are negative here, so below a space as well.
      const special = i8x16.bitmask(
        v128.or(
          v128.or(i8x16.eq(block, i8x16.splat(0x22)), i8x16.eq(block, i8x16.splat(0x5c))),
          v128.or(i8x16.lt_s(block, i8x16.splat(0x20)), i8x16.eq(block, i8x16.splat(0x7f))),
        ),
      );
      if (special !== 0) {
        at += ctz(special);
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

const ones: u64 = 0x0101010101010101;
const highs: u64 = 0x8080808080808080;

/** The high bit of the first byte that is 0 is set; what is set above it means nothing. */
function zeroBytes(block: u64): u64 {
  return (block - ones) & ~block & highs;
}

/** The same for the first byte below 0x20. */
function controls(block: u64): u64 {
  return (block - ones * 0x20) & ~block & highs;
}
