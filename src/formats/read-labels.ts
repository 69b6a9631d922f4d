// Ownership in free dictionaries and `key:value` tags, read after a format's own columns.
import type { Link, MappingNote } from '../model/event.ts';
import { identityFields, type TextField } from '../model/fields.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import { createTextTree, type TextNode } from '../model/text-tree.ts';
import type { Draft } from './format.ts';
import { oneText } from './one-text.ts';
import { type LabelName, labelName } from './ownership-names.ts';
import { readId, readText, readTraceparent } from './values.ts';

export const idFields: ReadonlySet<TextField> = new Set(identityFields);

/** A key that says something, and what. */
interface LabelKey {
  readonly key: string;
  readonly name: LabelName;
}

/** What the draft has already stays; a different owner beside it is noted. */
export function readLabels(value: JsonValue | undefined, draft: Draft, notes: MappingNote[]): void {
  if (isObject(value)) {
    for (const { key, name } of labelKeysOf(value)) addLabel(draft, name, value[key], notes);
  } else if (isArray(value)) {
    for (const { name, text } of labelTags(value)) addLabel(draft, name, text, notes);
  }
}

const keysMet = createTextTree<readonly LabelKey[]>();

/** The keys of a dictionary that say something, by rank. Dictionaries repeat few lists of keys. */
function labelKeysOf(dictionary: JsonObject): readonly LabelKey[] {
  let node: TextNode<readonly LabelKey[]> | undefined = keysMet.root;
  // for-in is the cheapest way over an object; parsed JSON has own properties only.
  for (const key in dictionary) node = keysMet.step(node, key);
  if (node?.value) return node.value;
  const labels: LabelKey[] = [];
  for (const key of Object.keys(dictionary)) {
    const name = labelName(key);
    if (name) labels.push({ key, name });
  }
  labels.sort(byRank);
  if (node) node.value = labels;
  return labels;
}

/** The `key:value` / `key=value` tags of a list whose key says something, by rank. */
function labelTags(tags: readonly JsonValue[]): readonly (LabelKey & { readonly text: string })[] {
  const labels = tags.flatMap((tag) => {
    const [key = '', text = ''] = (typeof tag === 'string' && tagOf(tag)) || [];
    const name = labelName(key);
    return name ? [{ key, name, text }] : [];
  });
  return labels.sort((a, b) => byRank(a, b) || compareText(a.text, b.text));
}

export function tagOf(tag: string): readonly [key: string, text: string] | undefined {
  const [, key, text] = /^([\w.-]{1,64})[:=]\s*(.+)$/.exec(tag) ?? [];
  return key === undefined || text === undefined ? undefined : [key, text];
}

/** The strongest name first (`owner_team` before `team` before `owner`), so that the order of keys decides nothing. */
const byRank = (a: LabelKey, b: LabelKey): number => a.name.rank - b.name.rank || compareText(a.key, b.key);

function addLabel(
  draft: Draft,
  { field, namesTeam }: LabelName,
  value: JsonValue | undefined,
  notes: MappingNote[],
): void {
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
