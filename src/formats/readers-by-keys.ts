// Which formats a record may be of, by its keys alone: a log repeats few sets of keys, and asking every format about every record takes as long
// as mapping it.
import type { JsonObject } from '../model/json.ts';
import { createKeyTree } from '../model/key-tree.ts';
import type { Reader } from './read-record.ts';

/** In the order of `all`; no reader is left out that could recognise the record. */
export function readersByKeys(all: readonly Reader[]): (record: JsonObject) => readonly Reader[] {
  const tree = createKeyTree<readonly Reader[]>();
  return (record) => {
    const those = (): readonly Reader[] => all.filter((reader) => reader.mayRecognise(record));
    let node = tree.root;
    for (const key in record) {
      if (record[key] === undefined) continue;
      const next = tree.step(node, key);
      if (next === undefined) return those();
      node = next;
    }
    node.value ??= those();
    return node.value;
  };
}
