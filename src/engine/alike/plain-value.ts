// Values that stand for any other: names and ids of which every stage says the same, whatever they are. All others are told apart.
import { placeholders } from '../../contract/default-contract.ts';
import { isOrdinary } from '../../contract/screen-event.ts';
import { isNullLike } from '../../formats/values.ts';
import type { TextField } from '../../model/fields.ts';

const plain = /^[A-Za-z0-9_.:-]{1,128}$/;
const letter = /[A-Za-z]/;

/** No placeholder, address, number or secret, and spelt as it will be shown. */
export function isPlainValue(text: string, fields: readonly TextField[]): boolean {
  return (
    plain.test(text) &&
    letter.test(text) &&
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
