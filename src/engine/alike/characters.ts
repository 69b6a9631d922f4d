// The characters a text is made of, as a set: one bit for each kind of them. Much that is asked of a text follows from its set, which is quicker
// to find than the text is to make: a text that holds another one has all of its characters.

/** What ids and names are spelt with: each small letter for itself, then digits, capital letters and signs. */
const kinds = [...'abcdefghijklmnopqrstuvwxyz', '0123456789', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '_', '-', '.'];
/** Any other character takes the last bit, so a set with such a one is below 0. */
const other = 1 << 31;

const bitOf = new Int32Array(256).fill(other);
for (const [bit, kind] of kinds.entries()) for (const one of kind) bitOf[one.charCodeAt(0)] = 1 << bit;

/** Of a text in latin1. */
export function charactersIn(bytes: Uint8Array, from: number, length: number): number {
  let set = 0;
  for (let at = from; at < from + length; at++) set |= bitOf[bytes[at] ?? 0] ?? other;
  return set;
}

export function charactersOf(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= bitOf[text.charCodeAt(at)] ?? other;
  return set;
}

/** May a text of these characters hold one of those? */
export const mayHold = (characters: number, of: number): boolean => (of & ~characters) === 0;

export const isSpelt = (characters: number): boolean => characters >= 0;
export const capitals = charactersOf('A');
export const letters = charactersOf('abcdefghijklmnopqrstuvwxyz') | capitals;
export const hexadecimal = charactersOf('0123456789abcdef-');
