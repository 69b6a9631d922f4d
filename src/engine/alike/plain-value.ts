// Values that stand for any other: names and ids of which every stage says the same, whatever they are. All others are told apart.
import { placeholders } from '../../contract/default-contract.ts';
import { isOrdinary } from '../../contract/screen-event.ts';
import { keyPrefixes, longRunLength, shortestKey } from '../../contract/secrets.ts';
import { isNullLike, nullLike, readId } from '../../formats/values.ts';
import type { MappingNote } from '../../model/event.ts';
import { identityFields, type TextField } from '../../model/fields.ts';
import { capitals, charactersOf, hexadecimal, isSpelt, letters, mayHold } from '../../scan/patterns/characters.ts';

const plain = /^[A-Za-z0-9_.:-]{1,128}$/;
const letter = /[A-Za-z]/;
/** An id of zeros is none. */
const notOnlyZeros = /[1-9A-Za-z]/;
const ids: ReadonlySet<TextField> = new Set(identityFields);

/** They name nobody: any number will do. */
export const areIds = (fields: readonly TextField[]): boolean => fields.every((field) => ids.has(field));

/** No placeholder, address, number or secret, and spelt as it will be shown. */
export function isPlainValue(text: string, fields: readonly TextField[]): boolean {
  return (
    plain.test(text) &&
    (areIds(fields) ? notOnlyZeros : letter).test(text) &&
    !isNullLike(text) &&
    !words.has(text) &&
    (text.length > longestPlaceholder || !placeholders.has(text)) &&
    isOrdinaryIn(text, fields) &&
    fields.every((field) => !isOfSpan(field) || isPlainSpan(text, field))
  );
}

/** A log may write them as words elsewhere. */
const words: ReadonlySet<string> = new Set(['true', 'false']);

/** Of a trace or a span: such ids are spelt in several ways. */
export const isOfSpan = (field: TextField): boolean =>
  field === 'trace_id' || field === 'span_id' || field === 'parent_span_id';

/** Is any such id of so many such characters spelt in the one way that is taken as it is? */
export function areSpeltOneWay(characters: number, length: number, fields: readonly TextField[]): boolean {
  if ((characters & letters) === 0 || !mayHold(hexadecimal, characters) || (characters & dash) !== 0) return false;
  return length === 32 || (length === 16 && !fields.includes('trace_id'));
}

const dash = charactersOf('-');

/** Nothing about it is to be noted, and it is no half of another trace. */
function isPlainSpan(text: string, field: TextField): boolean {
  const notes: MappingNote[] = [];
  const isHalf = field === 'trace_id' && text.length === 16;
  return !isHalf && readId(field, text, notes) === text && notes.length === 0;
}

const longestPlaceholder = Math.max(...Array.from(placeholders, ({ length }) => length));

function isOrdinaryIn(text: string, fields: readonly TextField[]): boolean {
  for (const field of fields) if (!isOrdinary(text, field)) return false;
  return true;
}

/**
 * Is any value of so many such characters plain, in any field but those of spans? Most are, so most need not be made to texts. `inIds`: in fields
 * for ids alone.
 */
export function arePlain(characters: number, length: number, inIds: boolean): boolean {
  if (!isSpelt(characters) || (characters & letters) === 0 || length > longestPlain) return false;
  if (length > longestPlaceholder) {
    if (mayHold(hexadecimal, characters)) return true;
    if (length >= longRunLength && !inIds) return false;
  } else if ((characters & capitals) !== 0 || saidNot.has(characters)) return false;
  if (length < shortestKey) return true;
  for (const prefix of prefixes) if (mayHold(characters, prefix)) return false;
  return true;
}

const saidNot: ReadonlySet<number> = new Set([...words, ...nullLike, ...placeholders].map(charactersOf));
const prefixes = keyPrefixes.map(charactersOf);

const longestPlain = 128;
