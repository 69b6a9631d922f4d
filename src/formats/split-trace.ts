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
  const below = Object.entries(object).flatMap(([key, value]) =>
    hopsAt(key, value, `${pointer}/${escaped(key)}`, depth),
  );
  const calls = callLists.flatMap((list) => entriesOf(member(object, list), `${pointer}/${list}`, list));
  return [...below, ...calls];
}

function hopsAt(key: string, value: JsonValue, pointer: string, depth: number): readonly Part[] {
  const hop = hopOfKey(key);
  if (hop && isObject(value)) return withInner({ value: opened(value), pointer, hop, component: key }, depth);
  if (!hopLists.some((list) => list === key)) return [];
  return entriesOf(value, pointer).flatMap((part) => withInner(named(part), depth));
}

/** `gateway`, and `llm_gateway`; a `user_agent` is no hop. */
function hopOfKey(key: string): Hop | undefined {
  return key === 'user_agent'
    ? undefined
    : hops.find((hop) => key === hop || key.endsWith(`_${hop}`) || key.endsWith(`-${hop}`));
}

function withInner(part: Part, depth: number): readonly Part[] {
  return [part, ...partsIn(part.value, part.pointer, depth + 1)];
}

function entriesOf(list: JsonValue | undefined, pointer: string, component?: string): readonly Part[] {
  if (!isArray(list)) return [];
  return list.flatMap((entry, index): Part[] => {
    if (!isObject(entry)) return [];
    return [
      { value: opened(entry), pointer: `${pointer}/${index}`, ...(component === undefined ? {} : { component }) },
    ];
  });
}

/** A list names its hops: by kind, by component, or by one word that is both. */
function named(part: Part): Part {
  const text = (key: string): string | undefined => readText(member(part.value, key));
  const name = text('component') ?? text('name') ?? text('service') ?? text('hop');
  const kind: Hop | undefined = readHop(text('hop')) ?? readHop(text('kind')) ?? readHop(text('type')) ?? readHop(name);
  return { ...part, ...(name === undefined ? {} : { component: name }), ...(kind === undefined ? {} : { hop: kind }) };
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
