// Names and their numbers, counted from 0 in the order they were first seen. Equal means equal bytes: the hash only says where to look.
import { mostNames, nameBytes, nameBytesAt, placesAt, slots, slotsAt } from './layout';
import { firstBytes, sameBytes } from './same-bytes';

let count: u32 = 0;
let free: usize = nameBytesAt;

/** Names made to collide must not make the search long. */
const mostSteps = 64;

/** The number of a name between its quotes; -1 when it is new and there is no room for it. */
export function nameNumber(at: usize, length: usize): i32 {
  const hash = hashOf(at, length);
  let slot = hash & (slots - 1);
  for (let step = 0; step < mostSteps; step++) {
    const place = slotsAt + (slot << 3);
    const number = load<u32>(place, 4);
    if (number === 0) return keep(place, hash, at, length);
    if (load<u32>(place) === hash && isName(number - 1, at, length)) return <i32>number - 1;
    slot = (slot + 1) & (slots - 1);
  }
  return -1;
}

function isName(number: u32, at: usize, length: usize): bool {
  return nameLength(number) === length && sameBytes(nameAt(number), at, length);
}

function keep(place: usize, hash: u32, at: usize, length: usize): i32 {
  if (count === mostNames || free + length > nameBytesAt + nameBytes + (count << 1)) return -1;
  memory.copy(free, at - 1, length + 2);
  store<u32>(placesAt + (count << 3), <u32>free + 1);
  store<u32>(placesAt + (count << 3), <u32>length, 4);
  store<u32>(place, hash);
  store<u32>(place, ++count, 4);
  free += length + 2;
  return <i32>count - 1;
}

function hashOf(at: usize, length: usize): u32 {
  let hash: u64 = length;
  while (length >= 8) {
    hash = mixed(hash ^ load<u64>(at));
    at += 8;
    length -= 8;
  }
  hash = mixed(hash ^ (load<u64>(at) & firstBytes(length)));
  return <u32>(hash >> 32);
}

function mixed(hash: u64): u64 {
  const product = hash * 0x9e3779b97f4a7c15;
  return product ^ (product >> 29);
}

/** Does the name with its quotes stand here? */
export function isNameAt(number: u32, at: usize): bool {
  return sameBytes(nameAt(number) - 1, at, nameLength(number) + 2);
}

export function names(): u32 {
  return count;
}

export function nameAt(number: u32): usize {
  return load<u32>(placesAt + (number << 3));
}

export function nameLength(number: u32): usize {
  return load<u32>(placesAt + (number << 3), 4);
}
