// A tree of keys: logs repeat few lists of keys, and walking a tree tells them apart without building any text.

export interface KeyNode<T> {
  readonly key: string;
  readonly next: Map<string, KeyNode<T>>;
  /** The step taken last: mostly it is taken again. */
  last: KeyNode<T> | undefined;
  /** What belongs to the keys that end here. */
  value: T | undefined;
}

export interface KeyTree<T> {
  readonly root: KeyNode<T>;
  /** Undefined when the key is new and the tree is full. */
  step(node: KeyNode<T>, key: string): KeyNode<T> | undefined;
}

/** A hostile file cannot fill the memory with new keys, or with long ones. */
const nodesByDefault = 50_000;
const longestKey = 1000;

export function createKeyTree<T>(mostNodes = nodesByDefault): KeyTree<T> {
  const newNode = (key: string): KeyNode<T> => ({ key, next: new Map(), last: undefined, value: undefined });
  let nodes = 0;
  return {
    root: newNode(''),
    step(node, key) {
      if (node.last !== undefined && node.last.key === key) return node.last;
      let next = node.next.get(key);
      if (next === undefined) {
        if (nodes >= mostNodes || key.length > longestKey) return undefined;
        nodes += 1;
        next = newNode(key);
        node.next.set(key, next);
      }
      node.last = next;
      return next;
    },
  };
}
