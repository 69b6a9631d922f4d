// A nested trace object taken apart: the root first, then its hops in the order they are written, then the calls of its lists.
import { type Hop, hops } from '../model/fields.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import type { Part } from './format.ts';
import { callLists, hopLists } from './nested-lists.ts';
import { readText } from './values.ts';
import { readHop } from './words.ts';

/** Hops nested in hops deeper than this are no path of a request. */
const deepest = 16;

export function splitTrace(record: JsonObject): readonly Part[] {
  return [{ value: record, pointer: '' }, ...partsIn(record, '', 0)];
}

function partsIn(object: JsonObject, pointer: string, depth: number): readonly Part[] {
  if (depth >= deepest) return [];
  const parts: Part[] = [];
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (typeof value === 'object' && value !== null) parts.push(...hopsAt(key, value, pointer, depth));
  }
  for (const list of callLists) parts.push(...entriesOf(member(object, list), `${pointer}/${list}`, list));
  return parts;
}

function hopsAt(key: string, value: JsonValue, above: string, depth: number): readonly Part[] {
  const hop = hopOfKey(key);
  if (hop && isObject(value))
    return withInner({ value: opened(value), pointer: `${above}/${escaped(key)}`, hop, component: key }, depth);
  if (!hopLists.some((list) => list === key)) return [];
  return entriesOf(value, `${above}/${key}`).flatMap((part) => withInner(named(part), depth));
}

const hopKey = new RegExp(`(?:^|[_-])(${hops.join('|')})$`);

/** `gateway`, and `llm_gateway`; a `user_agent` is no hop. */
function hopOfKey(key: string): Hop | undefined {
  const [, word] = key === 'user_agent' ? [] : (hopKey.exec(key) ?? []);
  return hops.find((hop) => hop === word);
}

function withInner(part: Part, depth: number): readonly Part[] {
  return [part, ...partsIn(part.value, part.pointer, depth + 1)];
}

function entriesOf(list: JsonValue | undefined, pointer: string, component?: string): readonly Part[] {
  if (!isArray(list)) return [];
  return list.flatMap((entry, index): Part[] => {
    if (!isObject(entry)) return [];
    const at = { value: opened(entry), pointer: `${pointer}/${index}` };
    return [component === undefined ? at : { ...at, component }];
  });
}

/** A list names its hops: by kind, by component, or by one word that is both. */
function named(part: Pick<Part, 'value' | 'pointer'>): Part {
  const text = (key: string): string | undefined => readText(member(part.value, key));
  const name = text('component') ?? text('name') ?? text('service') ?? text('hop');
  const kind: Hop | undefined = readHop(text('hop')) ?? readHop(text('kind')) ?? readHop(text('type')) ?? readHop(name);
  const { value, pointer } = part;
  if (name === undefined) return kind === undefined ? part : { value, pointer, hop: kind };
  return kind === undefined ? { value, pointer, component: name } : { value, pointer, component: name, hop: kind };
}

/** A key in a JSON pointer (RFC 6901). */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Span-like entries keep what matters in `attributes`. */
function opened(entry: JsonObject): JsonObject {
  const attributes = member(entry, 'attributes');
  return isObject(attributes) ? { ...attributes, ...entry } : entry;
}
