// Does a text of plain ASCII look like the ids of most systems: digits, dashes and letters from a to f, at least one of these?
import { firstBytes } from './same-bytes';
import { highs, ones } from './strings';

export function isHex(at: usize, length: usize): bool {
  return ASC_FEATURE_SIMD ? isHexBy16(at, length) : isHexBy8(at, length);
}

function isHexBy16(at: usize, length: usize): bool {
  const last = at + length - 16;
  let seen = v128.load(at);
  if (length < 16) {
    const within = (1 << (<i32>length)) - 1;
    return (~i8x16.bitmask(allowed(seen)) & within) === 0 && (i8x16.bitmask(range(seen, 0x61, 6)) & within) !== 0;
  }
  if (i8x16.bitmask(allowed(seen)) !== 0xffff) return false;
  // The last block may overlap the one before.
  while (at < last) {
    at = min(at + 16, last);
    const block = v128.load(at);
    if (i8x16.bitmask(allowed(block)) !== 0xffff) return false;
    seen = v128.or(seen, block);
  }
  return v128.any_true(v128.and(seen, i8x16.splat(0x40))); // only letters have this bit
}

function allowed(block: v128): v128 {
  return v128.or(v128.or(range(block, 0x30, 10), range(block, 0x61, 6)), i8x16.eq(block, i8x16.splat(0x2d)));
}

function range(block: v128, first: u8, count: u8): v128 {
  return i8x16.le_u(i8x16.sub(block, i8x16.splat(first)), i8x16.splat(count - 1));
}

function isHexBy8(at: usize, length: usize): bool {
  let some: u64 = 0;
  while (true) {
    const block = load<u64>(at);
    const letters = rangeOf8(block, 0x61, 6);
    const within = length < 8 ? firstBytes(length) : ~(<u64>0);
    const others = rangeOf8(block, 0x30, 10) | rangeOf8(block, 0x2d, 1);
    if ((~(letters | others) & highs & within) !== 0) return false;
    some |= letters & within;
    if (length <= 8) return some !== 0;
    at += 8;
    length -= 8;
  }
}

/** The high bit of each byte within. Bytes above 0x7f disturb those behind them; in a text are none. */
function rangeOf8(block: u64, first: u64, count: u64): u64 {
  return (block + ones * (0x80 - first)) & ~(block + ones * (0x80 - first - count)) & highs;
}
