// Pseudonym: a short stable name for a hidden value, so that grouping still works. A display aid, not protection: whoever guesses the value can check the guess.

/** 48 bits as 12 hex digits; equal texts give equal names on every machine, different texts practically never do. */
export function pseudonym(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x2545f491;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 15;
  }
  a = spread(a ^ text.length);
  b = spread(b ^ a);
  return hex(a, 8) + hex(b, 4);
}

/** How a hidden value is shown: a hint of what it was, then its name. The contract refuses fields that hold this mark. */
export function masked(hint: string, raw: string): string {
  return `${hint} [masked ${pseudonym(raw)}]`;
}

/** Lets every bit of the state reach every digit. */
function spread(state: number): number {
  const half = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return whole ^ (whole >>> 16);
}

function hex(state: number, digits: number): string {
  return (state >>> 0).toString(16).padStart(8, '0').slice(0, digits);
}
