// Which formats a record may be of, by its keys alone: a log repeats few sets of keys, and asking every format about every record takes as long
// as mapping it. A tree of keys is walked instead, without building any text.
import type { JsonObject } from '../model/json.ts';
import type { Reader } from './read-record.ts';

interface Node {
  readonly next: Map<string, Node>;
  /** For records whose keys end here. */
  readers: readonly Reader[] | undefined;
}

/** A hostile file cannot fill the memory with new keys. */
const mostNodes = 50_000;

/** In the order of `all`; no reader is left out that could recognise the record. */
export function readersByKeys(all: readonly Reader[]): (record: JsonObject) => readonly Reader[] {
  const root: Node = { next: new Map(), readers: undefined };
  let nodes = 0;
  return (record) => {
    let node = root;
    for (const key in record) {
      if (record[key] === undefined) continue;
      let next = node.next.get(key);
      if (next === undefined) {
        if (nodes >= mostNodes) return all.filter((reader) => reader.mayRecognise(record));
        nodes += 1;
        next = { next: new Map(), readers: undefined };
        node.next.set(key, next);
      }
      node = next;
    }
    node.readers ??= all.filter((reader) => reader.mayRecognise(record));
    return node.readers;
  };
}
