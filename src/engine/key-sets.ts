// Sets of keys met so far, as a tree of keys: telling whether a record's keys are new costs a look-up a key and builds no text.
import { isObject, type JsonObject } from '../model/json.ts';

interface Node {
  readonly next: Map<string, Node>;
  /** A set of keys ends here. */
  end: boolean;
}

export interface KeySets {
  /** The keys of a record and of the objects in it: is this set of them, in this order, met for the first time? Never, once the tree is full. */
  isNew(record: JsonObject): boolean;
}

const newNode = (): Node => ({ next: new Map(), end: false });

export function createKeySets(mostSets: number, mostNodes = 50_000): KeySets {
  const root = newNode();
  let sets = 0;
  let nodes = 0;

  function step(node: Node, key: string): Node | undefined {
    const known = node.next.get(key);
    if (known !== undefined) return known;
    if (nodes >= mostNodes || sets >= mostSets) return undefined;
    nodes += 1;
    const fresh = newNode();
    node.next.set(key, fresh);
    return fresh;
  }

  return {
    isNew(record) {
      let node: Node | undefined = root;
      // for-in is the cheapest way over an object; parsed JSON has own properties only.
      for (const key in record) {
        node = step(node, key);
        if (node === undefined) return false;
        const value: unknown = record[key];
        if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
        for (const inner in value) {
          node = step(node, inner);
          if (node === undefined) return false;
        }
        node = step(node, '}');
        if (node === undefined) return false;
      }
      if (node.end) return false;
      node.end = true;
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
