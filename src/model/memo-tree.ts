// Memo tree: what was worked out for a list of texts, found again step by step. Looking it up makes no text of the list.

export interface MemoNode<V> {
  readonly next: Map<string | undefined, MemoNode<V>>;
  /** What was worked out for the texts on the way here. */
  value: V | undefined;
}

export interface MemoTree<V> {
  /** Where a list begins. A full tree begins anew: a hostile file cannot fill the memory. */
  start(): MemoNode<V>;
  step(from: MemoNode<V>, text: string | undefined): MemoNode<V>;
}

export function memoTree<V>(mostNodes: number): MemoTree<V> {
  const newNode = (): MemoNode<V> => ({ next: new Map(), value: undefined });
  let root = newNode();
  let nodes = 0;
  return {
    start() {
      if (nodes > mostNodes) {
        root = newNode();
        nodes = 0;
      }
      return root;
    },
    step(from, text) {
      const known = from.next.get(text);
      if (known !== undefined) return known;
      const node = newNode();
      from.next.set(text, node);
      nodes += 1;
      return node;
    },
  };
}
