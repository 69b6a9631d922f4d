// Hash ids: user and tenant ids become keyed pseudonyms (HMAC-SHA-256) before anything else sees them. Whoever lacks the key can neither
// turn one back nor check a guess; with the same key the same id gets the same name in every file, run and month.
import { createHmac } from 'node:crypto';
import { placeholders } from '../contract/default-contract.ts';
import type { Event, MappingNote } from '../model/event.ts';
import { type TextField, textFields } from '../model/fields.ts';

const prefixes = { user_id_hash: 'u_', tenant_id_hash: 't_' } as const;
const digits = 24;
/** The mark of a masked value ends with an unkeyed name; see contract/pseudonym.ts. */
const mark = /\[masked ([0-9a-f]{12})\]/g;

/** `raw` is the event as read, `screened` the same after personal data and secrets were masked. */
export function hashIds(raw: Event, screened: Event, key: Uint8Array): Event {
  const names = new Map<string, string>();
  for (const field of ['user_id_hash', 'tenant_id_hash'] as const) {
    const value = raw[field];
    // A placeholder stays one, so that nobody mistakes it for a user. Case is kept: two systems that spell an id differently are a matter for whoever joins them.
    if (value !== undefined && !placeholders.has(value) && !names.has(value))
      names.set(value, prefixes[field] + hmac(key, value, digits));
  }
  const changed: { [K in TextField]?: string } = {};
  for (const field of textFields) {
    const [before, after] = [raw[field], screened[field]];
    if (after === undefined || before === undefined) continue;
    const named = names.get(before) ?? rekeyed(after, key);
    if (named !== after) changed[field] = named;
  }
  const notes = screened.notes.map((note) => hashNote(note, names, raw, key));
  return { ...screened, ...changed, notes };
}

/** What a note shows of such a field is its pseudonym. */
function hashNote(note: MappingNote, names: ReadonlyMap<string, string>, raw: Event, key: Uint8Array): MappingNote {
  const value = 'field' in note && isTextField(note.field) ? raw[note.field] : undefined;
  const name = value === undefined ? undefined : names.get(value);
  if ('masked' in note) return { ...note, masked: name ?? rekeyed(note.masked, key) };
  return name !== undefined && 'value' in note ? { ...note, value: name } : note;
}

const rekeyed = (text: string, key: Uint8Array): string =>
  text.replace(mark, (_, name: string) => `[masked ${hmac(key, `mark ${name}`, 12)}]`);

function hmac(key: Uint8Array, text: string, length: number): string {
  return createHmac('sha256', key).update(text).digest('hex').slice(0, length);
}

const fields: ReadonlySet<string> = new Set(textFields);
const isTextField = (name: string): name is TextField => fields.has(name);
