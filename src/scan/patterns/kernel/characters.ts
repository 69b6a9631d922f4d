// The set of characters that a text is made of, by the bits that the caller gave each of them.
import { bitsAt } from './layout';

export function charactersIn(at: usize, length: usize): u32 {
  let set: u32 = 0;
  const end = at + length;
  for (const whole = at + (length & ~3); at < whole; at += 4) {
    const four = load<u32>(at);
    set |= bitsOf(four & 0xff) | bitsOf((four >> 8) & 0xff) | bitsOf((four >> 16) & 0xff) | bitsOf(four >> 24);
  }
  for (; at < end; at++) set |= bitsOf(load<u8>(at));
  return set;
}

function bitsOf(character: u32): u32 {
  return load<u32>(bitsAt + ((<usize>character) << 2));
}
