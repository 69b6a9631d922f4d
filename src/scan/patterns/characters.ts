// The characters a text is made of, as a set: one bit for each kind of them. Much that is asked of a text follows from its set, which is quicker
// to find than the text is to make: a text that holds another one has all of its characters.

/** What ids and names are spelt with: each small letter for itself, then digits, capital letters and signs. */
const kinds = [...'abcdefghijklmnopqrstuvwxyz', '0123456789', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', '_', '-', '.'];
/** Any other character takes the last bit, so a set with such a one is below 0. */
const other = 1 << 31;

/** Of each character of ASCII. */
export const characterBits = new Int32Array(128).fill(other);
for (const [bit, kind] of kinds.entries()) for (const one of kind) characterBits[one.charCodeAt(0)] = 1 << bit;

export function charactersOf(text: string): number {
  let set = 0;
  for (let at = 0; at < text.length; at++) set |= characterBits[text.charCodeAt(at)] ?? other;
  return set;
}

/** May a text of these characters hold one of those? */
export const mayHold = (characters: number, of: number): boolean => (of & ~characters) === 0;

export const isSpelt = (characters: number): boolean => characters >= 0;
export const capitals = charactersOf('A');
export const letters = charactersOf('abcdefghijklmnopqrstuvwxyz') | capitals;
export const hexadecimal = charactersOf('0123456789abcdef-');
