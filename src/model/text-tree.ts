// A tree of texts: keeps one value for each list of texts. Logs repeat few lists of keys, and few kinds of trouble; walking a tree tells them
// apart without making any text of the list.

export interface TextNode<T> {
  readonly text: string | undefined;
  readonly next: Map<string | undefined, TextNode<T>>;
  /** The step taken last: mostly it is taken again. */
  last: TextNode<T> | undefined;
  /** What belongs to the texts on the way here. */
  value: T | undefined;
}

export interface TextTree<T> {
  readonly root: TextNode<T>;
  /** Undefined where the tree is full and the text is new, and from there on. */
  step(from: TextNode<T> | undefined, text: string | undefined): TextNode<T> | undefined;
}

/** A hostile file cannot fill the memory with new texts, or with long ones. */
const nodesByDefault = 50_000;
const longestText = 1000;

export function createTextTree<T>(mostNodes = nodesByDefault): TextTree<T> {
  const newNode = (text: string | undefined): TextNode<T> => ({
    text,
    next: new Map(),
    last: undefined,
    value: undefined,
  });
  let nodes = 0;
  return {
    root: newNode(undefined),
    step(from, text) {
      if (from === undefined) return undefined;
      if (from.last !== undefined && from.last.text === text) return from.last;
      let next = from.next.get(text);
      if (next === undefined) {
        if (nodes >= mostNodes || (text !== undefined && text.length > longestText)) return undefined;
        nodes += 1;
        next = newNode(text);
        from.next.set(text, next);
      }
      from.last = next;
      return next;
    },
  };
}
