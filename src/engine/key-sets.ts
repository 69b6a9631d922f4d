// Sets of keys met so far: telling whether a record's keys are new costs a step in a tree for each key.
import { isObject, type JsonObject } from '../model/json.ts';
import { createTextTree, type TextNode } from '../model/text-tree.ts';

export interface KeySets {
  /** The keys of a record and of the objects in it: is this set of them, in this order, met for the first time? Never, once there are too many. */
  isNew(record: JsonObject): boolean;
}

export function createKeySets(mostSets: number, mostNodes?: number): KeySets {
  const { root, step } = createTextTree<'met'>(mostNodes);
  let sets = 0;
  return {
    isNew(record) {
      if (sets >= mostSets) return false;
      let node: TextNode<'met'> | undefined = root;
      // for-in is the cheapest way over an object; parsed JSON has own properties only.
      for (const key in record) {
        node = step(node, key);
        const value: unknown = record[key];
        if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
        for (const inner in value) node = step(node, inner);
        node = step(node, '}');
      }
      if (node === undefined || node.value === 'met') return false;
      node.value = 'met';
      sets += 1;
      return true;
    },
  };
}

/** The same as text, to compare and to sort by. */
export function keySetText(record: JsonObject): string {
  return Object.entries(record)
    .map(([key, value]) => (isObject(value) ? `${key}{${Object.keys(value).join()}}` : key))
    .join();
}

/** A record of the same keys and nothing else, to tell other key sets of. */
export function keysAlone(record: JsonObject): JsonObject {
  const bare = (object: JsonObject): JsonObject => Object.fromEntries(Object.keys(object).map((key) => [key, null]));
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, isObject(value) ? bare(value) : null]));
}
