// Are two runs of bytes equal? Stops at the first block that differs, so a line that ends early is never read past its end.

export function sameBytes(a: usize, b: usize, length: usize): bool {
  if (ASC_FEATURE_SIMD) {
    if (length < 16) return (~i8x16.bitmask(equal16(a, b)) & ((1 << (<i32>length)) - 1)) === 0;
    // The last block may overlap the one before.
    const last = a + length - 16;
    while (a < last) {
      if (i8x16.bitmask(equal16(a, b)) !== 0xffff) return false;
      a += 16;
      b += 16;
    }
    return i8x16.bitmask(equal16(last, b - (a - last))) === 0xffff;
  }
  while (length >= 8) {
    if (load<u64>(a) !== load<u64>(b)) return false;
    a += 8;
    b += 8;
    length -= 8;
  }
  return ((load<u64>(a) ^ load<u64>(b)) & firstBytes(length)) === 0;
}

function equal16(a: usize, b: usize): v128 {
  return i8x16.eq(v128.load(a), v128.load(b));
}

/** Ones in the first `length` bytes of eight, as they are loaded; `length` is below 8. */
export function firstBytes(length: usize): u64 {
  return ((<u64>1) << (length << 3)) - 1;
}
