// Values that stand for any other: names and ids of which every stage says the same, whatever they are. All others are told apart.
import { placeholders } from '../../contract/default-contract.ts';
import { isOrdinary } from '../../contract/screen-event.ts';
import { isNullLike } from '../../formats/values.ts';
import { identityFields, type TextField } from '../../model/fields.ts';

const plain = /^[A-Za-z0-9_.:-]{1,128}$/;
const letter = /[A-Za-z]/;
/** An id of zeros is none. */
const notOnlyZeros = /[1-9A-Za-z]/;
const ids: ReadonlySet<TextField> = new Set(identityFields);

/** No placeholder, address, number or secret, and spelt as it will be shown. */
export function isPlainValue(text: string, fields: readonly TextField[]): boolean {
  return (
    plain.test(text) &&
    (fields.every((field) => ids.has(field)) ? notOnlyZeros : letter).test(text) &&
    !isNullLike(text) &&
    (text.length > longestPlaceholder || !placeholders.has(text)) &&
    isOrdinaryIn(text, fields)
  );
}

const longestPlaceholder = Math.max(...Array.from(placeholders, ({ length }) => length));

function isOrdinaryIn(text: string, fields: readonly TextField[]): boolean {
  for (const field of fields) if (!isOrdinary(text, field)) return false;
  return true;
}

/** Hexadecimal digits with a letter among them, as most ids are, and too long for a word: always plain. */
export function isPlainHex(bytes: Uint8Array, from: number, length: number): boolean {
  if (length <= longestPlaceholder || length > longestPlain) return false;
  let letters = 0;
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= lowA && byte <= lowF) letters += 1;
    else if ((byte < zero || byte > nine) && byte !== dash) return false;
  }
  return letters > 0;
}

const longestPlain = 128;
const [dash, zero, nine, lowA, lowF] = [45, 48, 57, 97, 102];
