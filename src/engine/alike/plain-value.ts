// Values that stand for any other: names and ids of which every stage says the same, whatever they are. All others are told apart.
import { placeholders } from '../../contract/default-contract.ts';
import { isOrdinary } from '../../contract/screen-event.ts';
import { isNullLike, readId } from '../../formats/values.ts';
import type { MappingNote } from '../../model/event.ts';
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
    text !== 'true' &&
    text !== 'false' && // a log may write them as words elsewhere
    (text.length > longestPlaceholder || !placeholders.has(text)) &&
    isOrdinaryIn(text, fields) &&
    (!fields.includes('trace_id') || isPlainTrace(text))
  );
}

/** Nothing about it is to be noted, and it is no half of another. */
function isPlainTrace(text: string): boolean {
  const notes: MappingNote[] = [];
  return text.length !== 16 && readId('trace_id', text, notes) === text && notes.length === 0;
}

const longestPlaceholder = Math.max(...Array.from(placeholders, ({ length }) => length));

function isOrdinaryIn(text: string, fields: readonly TextField[]): boolean {
  for (const field of fields) if (!isOrdinary(text, field)) return false;
  return true;
}

/** Hexadecimal digits and dashes with a letter among them, of such a length, are always plain: most ids are. */
export const isPlainLength = (length: number): boolean => length > longestPlaceholder && length <= longestPlain;

const longestPlain = 128;
