// Which formats a record may be of, by its keys alone: a log repeats few sets of keys, and asking every format about every record takes as long
// as mapping it.
import type { JsonObject } from '../model/json.ts';
import { createTextTree, type TextNode } from '../model/text-tree.ts';
import type { Reader } from './read-record.ts';

/** In the order of `all`; no reader is left out that could recognise the record. */
export function readersByKeys(all: readonly Reader[]): (record: JsonObject) => readonly Reader[] {
  const tree = createTextTree<readonly Reader[]>();
  return (record) => {
    const those = (): readonly Reader[] => all.filter((reader) => reader.mayRecognise(record));
    let node: TextNode<readonly Reader[]> | undefined = tree.root;
    for (const key in record) if (record[key] !== undefined) node = tree.step(node, key);
    if (node === undefined) return those();
    node.value ??= those();
    return node.value;
  };
}
