// A dictionary from keys and values. An object that keys are added to one by one becomes a hash table, slow to fill and slow to read; one that is
// copied from a pattern with the same keys does not. Logs repeat few lists of keys: a tree of keys finds the pattern without building any text.
import type { JsonObject, JsonValue } from '../model/json.ts';

interface Node {
  readonly key: string;
  readonly next: Map<string, Node>;
  /** The step taken last: mostly it is taken again. */
  last: Node | undefined;
  /** Made when keys end here. */
  pattern: JsonObject | undefined;
}

/** A hostile file cannot fill the memory with new keys: a tree that is full is begun anew. */
const mostNodes = 50_000;
const mostKeys = 200;
const longestKey = 128;
const newNode = (key: string): Node => ({ key, next: new Map(), last: undefined, pattern: undefined });

let root = newNode('');
let nodes = 0;

/** Of equal keys the last one wins, as in JSON. Keys come from outside: `__proto__` is a key like any other. */
export function dictionary(keys: readonly string[], values: readonly JsonValue[]): JsonObject {
  const made: Record<string, JsonValue> = { ...patternOf(keys) };
  for (let at = 0; at < keys.length; at++) made[keys[at] ?? ''] = values[at] ?? null;
  return made;
}

/** Later ones win. */
export function merged(...dictionaries: readonly JsonObject[]): JsonObject {
  const keys: string[] = [];
  const values: JsonValue[] = [];
  for (const each of dictionaries) {
    for (const key of Object.keys(each)) {
      keys.push(key);
      values.push(each[key] ?? null);
    }
  }
  return dictionary(keys, values);
}

function patternOf(keys: readonly string[]): JsonObject {
  const node = keys.length > mostKeys ? undefined : nodeOf(keys);
  if (!node) return newPattern(keys);
  node.pattern ??= newPattern(keys);
  return node.pattern;
}

/** The parser makes own members of all keys. */
function newPattern(keys: readonly string[]): JsonObject {
  return JSON.parse(`{${keys.map((key) => `${JSON.stringify(key)}:null`).join()}}`);
}

function nodeOf(keys: readonly string[]): Node | undefined {
  if (nodes > mostNodes) [root, nodes] = [newNode(''), 0];
  let node = root;
  for (const key of keys) {
    if (node.last?.key === key) {
      node = node.last;
      continue;
    }
    let next = node.next.get(key);
    if (next === undefined) {
      if (key.length > longestKey) return undefined;
      nodes += 1;
      next = newNode(key);
      node.next.set(key, next);
    }
    node.last = next;
    node = next;
  }
  return node;
}
