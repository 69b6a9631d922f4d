// One text object for each name that records repeat: a log of millions holds its few teams and models once, and compares them at a glance.
import {
  infrastructureFields,
  meteringFields,
  ownershipFields,
  placeFields,
  producerFields,
  type TextField,
} from '../model/fields.ts';

/** Names of things. Ids, users and tenants are as many as the records. */
const repeating: ReadonlySet<TextField> = new Set<TextField>(
  [...placeFields, ...ownershipFields, ...infrastructureFields, ...meteringFields, ...producerFields].filter(
    (field) => field !== 'tenant_id_hash' && field !== 'user_id_hash' && field !== 'principal',
  ),
);

/** A hostile file cannot fill the memory with new names. */
const mostKept = 20_000;
const longestKept = 128;
const kept = new Map<string, string>();

export function oneText(field: TextField, text: string): string {
  if (!repeating.has(field)) return text;
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size < mostKept && text.length <= longestKept) kept.set(text, text);
  return text;
}
