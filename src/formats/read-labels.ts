// Ownership in free dictionaries and `key:value` tags, read after a format's own columns.
import type { Link, MappingNote } from '../model/event.ts';
import { identityFields, type TextField } from '../model/fields.ts';
import { isArray, isObject, type JsonValue } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import type { Draft } from './format.ts';
import { oneText } from './one-text.ts';
import { type LabelName, labelName } from './ownership-names.ts';
import { readId, readText, readTraceparent } from './values.ts';

export const idFields: ReadonlySet<TextField> = new Set(identityFields);

interface Label {
  readonly name: LabelName;
  readonly key: string;
  readonly value: JsonValue;
}

/** What the draft has already stays; a different owner beside it is noted. */
export function readLabels(value: JsonValue | undefined, draft: Draft, notes: MappingNote[]): void {
  const labels = labelsOf(value);
  for (const label of labels.length > 1 ? labels.sort(byRank) : labels) addLabel(draft, label, notes);
}

/** Pairs of a dictionary, or of a list of `key:value` / `key=value` tags, whose key says something. */
function labelsOf(value: JsonValue | undefined): Label[] {
  const labels: Label[] = [];
  const add = (key: string, value: JsonValue | undefined): void => {
    const name = labelName(key);
    if (name && value !== undefined) labels.push({ name, key, value });
  };
  if (isObject(value)) for (const key of Object.keys(value)) add(key, value[key]);
  else if (isArray(value)) {
    for (const tag of value) {
      const [key, text] = (typeof tag === 'string' && tagOf(tag)) || [];
      if (key !== undefined) add(key, text);
    }
  }
  return labels;
}

export function tagOf(tag: string): readonly [key: string, text: string] | undefined {
  const [, key, text] = /^([\w.-]{1,64})[:=]\s*(.+)$/.exec(tag) ?? [];
  return key === undefined || text === undefined ? undefined : [key, text];
}

/** The strongest name first (`owner_team` before `team` before `owner`), so that the order of keys decides nothing. */
const byRank = (a: Label, b: Label): number =>
  a.name.rank - b.name.rank || compareText(a.key, b.key) || compareText(String(a.value), String(b.value));

function addLabel(draft: Draft, { name: { field, namesTeam }, value }: Label, notes: MappingNote[]): void {
  if (field === undefined) {
    addTraceparent(draft, value);
    return;
  }
  const text = idFields.has(field) ? readId(field, value, notes) : readText(value);
  if (text === undefined) return;
  const present = draft[field];
  if (present === undefined) draft[field] = oneText(field, text);
  else if (field === 'owner_team' && present !== text && namesTeam) {
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
