// A nested trace object taken apart: the root first, then its hops in the order they are written, then the calls of its lists.
import { type Hop, hops } from '../model/fields.ts';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import type { Part, PartAt } from './format.ts';
import { callLists, hopLists } from './nested-lists.ts';
import { pointerTo } from './pointer-to.ts';
import { readText } from './values.ts';
import { readHop } from './words.ts';

/** Hops nested in hops deeper than this are no path of a request. */
const deepest = 16;

/** Where the parts of a trace stand, by the keys of any value in it. */
export function partAt(keys: readonly (string | number)[]): PartAt | undefined {
  let at = 0;
  for (let depth = 0; depth < deepest; depth++) {
    const [key, next] = [keys[at], keys[at + 1]];
    const isEntry = typeof next === 'number';
    if (isEntry && callLists.some((list) => list === key)) return { kind: 'call', depth: at + 2 };
    if (isEntry && hopLists.some((list) => list === key)) at += 2;
    else if (typeof key === 'string' && typeof next === 'string' && hopOfKey(key)) at += 1;
    else return { kind: at === 0 ? 'root' : 'hop', depth: at };
  }
  return undefined;
}

export function splitTrace(record: JsonObject): readonly Part[] {
  const parts: Part[] = [{ value: record, pointer: '' }];
  addPartsIn(record, '', 0, parts);
  return parts;
}

function addPartsIn(object: JsonObject, pointer: string, depth: number, parts: Part[]): void {
  if (depth >= deepest) return;
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (typeof value === 'object' && value !== null) addHopsAt(key, value, pointer, depth, parts);
  }
  for (const list of callLists) {
    const entries = member(object, list);
    if (isArray(entries))
      eachEntry(entries, pointerTo(pointer, list), (value, at) => {
        parts.push({ value, pointer: at, component: list });
      });
  }
}

function addHopsAt(key: string, value: JsonValue, above: string, depth: number, parts: Part[]): void {
  const add = (part: Part): void => {
    parts.push(part);
    addPartsIn(part.value, part.pointer, depth + 1, parts);
  };
  const hop = hopOfKey(key);
  if (hop && isObject(value)) add({ value: opened(value), pointer: pointerTo(above, key), hop, component: key });
  else if (isArray(value) && hopLists.some((list) => list === key))
    eachEntry(value, pointerTo(above, key), (entry, pointer) => add(named(entry, pointer)));
}

const hopKey = new RegExp(`(?:^|[_-])(${hops.join('|')})$`);

/** `gateway`, and `llm_gateway`; a `user_agent` is no hop. */
function hopOfKey(key: string): Hop | undefined {
  const [, word] = key === 'user_agent' ? [] : (hopKey.exec(key) ?? []);
  return hops.find((hop) => hop === word);
}

function eachEntry(
  list: readonly JsonValue[],
  above: string,
  take: (entry: JsonObject, pointer: string) => void,
): void {
  list.forEach((entry, index) => {
    if (isObject(entry)) take(opened(entry), pointerTo(above, index));
  });
}

/** What says who a part is. */
export const namesOfParts = ['component', 'name', 'service', 'hop', 'kind', 'type'] as const;

/** A list names its hops: by kind, by component, or by one word that is both. */
function named(value: JsonObject, pointer: string): Part {
  const text = (key: (typeof namesOfParts)[number]): string | undefined => readText(member(value, key));
  const name = text('component') ?? text('name') ?? text('service') ?? text('hop');
  const kind: Hop | undefined = readHop(text('hop')) ?? readHop(text('kind')) ?? readHop(text('type')) ?? readHop(name);
  if (name === undefined) return kind === undefined ? { value, pointer } : { value, pointer, hop: kind };
  return kind === undefined ? { value, pointer, component: name } : { value, pointer, component: name, hop: kind };
}

/** Span-like entries keep what matters in `attributes`. */
function opened(entry: JsonObject): JsonObject {
  const attributes = member(entry, 'attributes');
  return isObject(attributes) ? { ...attributes, ...entry } : entry;
}
