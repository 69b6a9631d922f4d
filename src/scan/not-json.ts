// Objects that look like records but are written for another language: named and explained instead of passed over as prose.
import { dollar, lineFeed, singleQuote, underscore } from './byte-codes.ts';

export type Lookalike = 'single-quoted' | 'bare-keys' | 'curly-quotes';

/** How far behind the brace a key and its colon are looked for. */
const reach = 160;
const singleQuotedKey = /^'[^'\p{Cc}]{1,120}'[ \t]*:/u;
const bareKey = /^[A-Za-z_$][\w$.-]*[ \t]*:(?!\/)/;
/** In the middle of prose `{name: x}` is a template; a quote or bracket behind the colon makes it a literal. */
const bareKeyInProse = /^[A-Za-z_$][\w$.-]*[ \t]*:[ \t]*['"[{]/;

/** What begins at `index`, the first byte behind a brace that is not blank and opens no JSON key? `more`: bytes are missing to tell. */
export function recogniseLookalike(
  bytes: Buffer,
  index: number,
  inProse: boolean,
  complete: boolean,
): Lookalike | 'text' | 'more' {
  if (!canBegin(bytes[index])) return 'text';
  const known = bytes.subarray(index, index + reach);
  if (known.length < reach && !complete && !known.includes(lineFeed)) return 'more';
  const start = known.toString('utf8');
  if (/^[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b]/.test(start)) return 'curly-quotes';
  if (singleQuotedKey.test(start)) return 'single-quoted';
  return (inProse ? bareKeyInProse : bareKey).test(start) ? 'bare-keys' : 'text';
}

const advice = 'Write the record with a JSON library';

export const lookalikes: Readonly<Record<Lookalike, { readonly reason: string; readonly hint: string }>> = {
  'single-quoted': {
    reason: 'single quotes: a Python dict or a JavaScript literal, not JSON',
    hint: `${advice}: json.dumps(record) in Python, JSON.stringify(record) in JavaScript.`,
  },
  'bare-keys': {
    reason: 'keys without double quotes: a JavaScript literal, not JSON',
    hint: `${advice}: JSON.stringify(record) in JavaScript.`,
  },
  'curly-quotes': {
    reason: 'typographic quotes instead of straight ones',
    hint: 'A word processor or chat changed the quotes; copy the record from where it was written.',
  },
};

function canBegin(byte = 0): boolean {
  const letter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  return letter || byte === underscore || byte === dollar || byte === singleQuote || byte === 0xe2;
}
