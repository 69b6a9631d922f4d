// Ownership in free dictionaries and `key:value` tags, read after a format's own columns.
import type { Link, MappingNote } from '../model/event.ts';
import { identityFields, type TextField } from '../model/fields.ts';
import { isArray, isObject, type JsonValue } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import type { Draft } from './format.ts';
import { oneText } from './one-text.ts';
import { fieldOfName, namesTeam, rankOfName } from './ownership-names.ts';
import { readId, readText, readTraceparent } from './values.ts';

export const idFields: ReadonlySet<TextField> = new Set(identityFields);

type Label = readonly [key: string, value: JsonValue];

/** What the draft has already stays; a different owner beside it is noted. */
export function readLabels(value: JsonValue | undefined, draft: Draft, notes: MappingNote[]): void {
  for (const [key, text] of inNameOrder(labelsOf(value))) addLabel(draft, key, text, notes);
}

/** Pairs of a dictionary, or of a list of `key:value` / `key=value` tags. LiteLLM's automatic `User-Agent:` tags are noise. */
function labelsOf(value: JsonValue | undefined): readonly Label[] {
  if (isObject(value)) return Object.entries(value);
  if (!isArray(value)) return [];
  return value.flatMap((tag): Label[] => {
    const label = typeof tag === 'string' ? tagOf(tag) : undefined;
    return label === undefined || label[0] === 'User-Agent' ? [] : [label];
  });
}

export function tagOf(tag: string): readonly [key: string, text: string] | undefined {
  const [, key, text] = /^([\w.-]{1,64})[:=]\s*(.+)$/.exec(tag) ?? [];
  return key === undefined || text === undefined ? undefined : [key, text];
}

/** The strongest name first (`owner_team` before `team` before `owner`), so that the order of keys decides nothing. */
function inNameOrder(labels: readonly Label[]): readonly Label[] {
  const known = labels.filter(([key]) => fieldOfName(key) !== undefined || key.toLowerCase() === 'traceparent');
  if (known.length < 2) return known;
  return known.sort(
    ([a, x], [b, y]) => rankOfName(a) - rankOfName(b) || compareText(a, b) || compareText(String(x), String(y)),
  );
}

function addLabel(draft: Draft, key: string, value: JsonValue, notes: MappingNote[]): void {
  const field = fieldOfName(key);
  if (!field) {
    addTraceparent(draft, value); // the only other key that `inNameOrder` lets through
    return;
  }
  const text = idFields.has(field) ? readId(field, value, notes) : readText(value);
  if (text === undefined) return;
  const present = draft[field];
  if (present === undefined) draft[field] = oneText(field, text);
  else if (field === 'owner_team' && present !== text && namesTeam(key)) {
    notes.push({ kind: 'several-owners', values: [present, text].sort() });
  }
}

/** A carried header: the trace goes on in it, or is linked to it when the record already has another trace id. */
export function addTraceparent(draft: Draft, value: JsonValue | undefined): void {
  const parent = readTraceparent(value);
  if (!parent) return;
  draft.trace_id ??= parent.trace_id;
  if (draft.trace_id !== parent.trace_id) draft.links = withLink(draft.links ?? [], parent);
  else if (draft.span_id !== parent.span_id) draft.parent_span_id ??= parent.span_id; // an outgoing header names its own span
}

function withLink(links: readonly Link[], link: Link): readonly Link[] {
  const known = links.some((other) => other.trace_id === link.trace_id && other.span_id === link.span_id);
  return known ? links : [...links, link];
}
