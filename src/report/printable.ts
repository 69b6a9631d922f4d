// Makes text from the data harmless to print: whatever could steer a terminal, hide or reorder text is shown as its escape.
// Visible escapes instead of removal, because two owners that differ only by an invisible character are a finding, not noise.

/**
 * Control, format and bidi characters, lone surrogates, line and odd spaces, default-ignorables, piled-up marks,
 * and the signs by which a CI log takes a line for a command: `::error` at the start of a word, `##[error]`, `##vso[`.
 */
const harmful = (): RegExp =>
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]|(?! )\p{Zs}|(?<=\p{M}{4})\p{M}|(?<=##\w{0,20})\[|(?<!\S):(?=:\w)/gu;
/** Finds the same in printable ASCII, without the tables of Unicode, which take V8 milliseconds to prepare. */
const notAscii = (): RegExp => /[^ -~]|(?<=##\w{0,20})\[|(?<!\S):(?=:\w)/gu;
const isAscii = /^[ -~]*$/;
const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** No name or message is longer; what is was made to flood a screen. */
const mostCharacters = 2_000;

/** Almost every text: nothing in it needs a closer look. */
const surelyPlain = /^[ -"$-9;-~]*(?::[ -"$-9;-~]+)*$/;

export function printable(text: string, unicode: boolean): string {
  if (text.length <= mostCharacters && surelyPlain.test(text)) return text;
  const start = text.length > mostCharacters ? text.slice(0, mostCharacters) : text;
  const shown = start.replace(unicode && !isAscii.test(start) ? harmful() : notAscii(), escapeCharacter);
  return start === text ? shown : `${shown} (and ${text.length - start.length} more characters)`;
}

/** The same document with every string and key in it printable; sections can then print what they find. */
export function printableDocument<T>(document: T, unicode: boolean): T {
  // The cast holds because only characters inside strings change; numbers, nesting and our own enum words stay as they are.
  return walk(document, unicode) as T;
}

function walk(value: unknown, unicode: boolean): unknown {
  if (typeof value === 'string') return printable(value, unicode);
  if (Array.isArray(value)) return value.map((item: unknown) => walk(item, unicode));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [printable(key, unicode), walk(item, unicode)]));
}

function escapeCharacter(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return short;
  const point = character.codePointAt(0) ?? 0;
  if (point <= 0xff) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${point.toString(16).padStart(4, '0')}` : `\\u{${point.toString(16)}}`;
}
