// Fingerprint: a stable short name for a problem, from words that stay the same when lines, dates and amounts change.

const offset = 0xcbf29ce484222325n;
const prime = 0x100000001b3n;
const mask = 0xffffffffffffffffn;

/** 64-bit FNV-1a over the UTF-8 of the words, as 16 hex digits. Names, not proofs: nothing secret depends on it. */
export function fingerprint(words: readonly string[]): string {
  let hash = offset;
  for (const byte of new TextEncoder().encode(JSON.stringify(words))) hash = ((hash ^ BigInt(byte)) * prime) & mask;
  return hash.toString(16).padStart(16, '0');
}
