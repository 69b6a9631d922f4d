// A dictionary from keys and values. An object that keys are added to one by one becomes a hash table, slow to fill and slow to read; one that is
// copied from a pattern with the same keys does not. Logs repeat few lists of keys: a tree of keys finds the pattern without building any text.
import type { JsonObject, JsonValue } from '../model/json.ts';
import { createTextTree, type TextNode } from '../model/text-tree.ts';

const mostKeys = 200;

/** Patterns by their keys. A tree that is full is begun anew. */
let tree = createTextTree<JsonObject>();

/** Of equal keys the last one wins, as in JSON. Keys come from outside: `__proto__` is a key like any other. */
export function dictionary<T extends JsonValue>(
  keys: readonly string[],
  values: readonly T[],
): { readonly [key: string]: T } {
  // Cast: every null of the pattern is replaced by a value.
  const made = { ...patternOf(keys) } as Record<string, T>;
  values.forEach((value, at) => {
    made[keys[at] ?? ''] = value;
  });
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
  node.value ??= newPattern(keys);
  return node.value;
}

/** The parser makes own members of all keys. */
function newPattern(keys: readonly string[]): JsonObject {
  return JSON.parse(`{${keys.map((key) => `${JSON.stringify(key)}:null`).join()}}`);
}

function nodeOf(keys: readonly string[]): TextNode<JsonObject> | undefined {
  let node: TextNode<JsonObject> | undefined = tree.root;
  for (const key of keys) node = tree.step(node, key);
  if (node === undefined) tree = createTextTree();
  return node;
}
