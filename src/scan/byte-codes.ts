// The bytes that JSON and plain text are made of. All of them are ASCII, so none occurs inside a UTF-8 sequence.

export const tab = 0x09;
export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const space = 0x20;
export const doubleQuote = 0x22;
export const dollar = 0x24;
export const singleQuote = 0x27;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const underscore = 0x5f;
export const backtick = 0x60;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

/** 1 for every byte of `members` and, when asked, for letters and digits; 0 for the rest. */
export function byteSet(members: string, lettersAndDigits = false): Uint8Array {
  const set = new Uint8Array(256);
  for (const character of members) set[character.charCodeAt(0)] = 1;
  if (lettersAndDigits) {
    for (let byte = 0; byte < 128; byte++) if (/[A-Za-z0-9]/.test(String.fromCharCode(byte))) set[byte] = 1;
  }
  return set;
}
