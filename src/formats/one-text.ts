// One text object for each name that records repeat: a log of millions holds its few teams and models once, and compares them at a glance.
import {
  infrastructureFields,
  meteringFields,
  ownershipFields,
  placeFields,
  producerFields,
  type TextField,
} from '../model/fields.ts';

/** Names of things, each with those met so far. Ids, users and tenants are as many as the records. */
const namesOf: ReadonlyMap<TextField, Map<string, string>> = new Map(
  [...placeFields, ...ownershipFields, ...infrastructureFields, ...meteringFields, ...producerFields]
    .filter((field) => field !== 'tenant_id_hash' && field !== 'user_id_hash' && field !== 'principal')
    .map((field) => [field, new Map()]),
);

/** For each field: a hostile file cannot fill the memory with new names, and a small table is quickly asked. */
const mostKept = 2000;
const longestKept = 128;

export function oneText(field: TextField, text: string): string {
  const names = namesOf.get(field);
  if (names === undefined) return text;
  const known = names.get(text);
  if (known !== undefined) return known;
  if (names.size < mostKept && text.length <= longestKept) names.set(text, text);
  return text;
}
