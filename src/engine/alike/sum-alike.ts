// Rows of all threads to sums: when all lines have been read, rows that meet another record and rows that belong onto a list of examples are read
// as records after all; the others count with their kind.
import type { List } from '../../audit/alike/one-call.ts';
import type { Tally } from '../../audit/tally.ts';
import type { TextField } from '../../model/fields.ts';
import { pause } from '../pause.ts';
import type { EventStore } from '../spill/event-store.ts';
import type { Chain } from '../spill/spill-file.ts';
import { column, fixedColumns } from './alike-rows.ts';
import { type GroupsByName, newGroups } from './group-sums.ts';
import { type KindSums, newKindSums } from './kind-sums.ts';
import { type Best, newBest } from './rank-rows.ts';
import type { AlikeLines, Learned } from './read-alike.ts';

/** A line that must be read as a record. */
export interface LineToRead {
  /** The number of the input. */
  readonly input: number;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
}

export interface AlikeSums {
  /** `thread` tells whose numbers of kinds and names they are. */
  learn(learned: Learned, thread: number): void;
  add(lines: AlikeLines, thread: number, input: number): void;
  /** Gives `read` the lines that count one by one, some at a time, in the order of the rows. The tallies are those of all others. */
  finish(read: (lines: readonly LineToRead[]) => Promise<void>): Promise<readonly Tally[]>;
}

interface Block {
  readonly thread: number;
  readonly input: number;
  /** The number that the first row has in the store. */
  readonly first: number;
  readonly count: number;
}

interface OfThread {
  readonly kinds: { readonly width: number; readonly sums: KindSums }[];
  readonly names: string[];
  readonly groups: GroupsByName;
}

const blockBytes = 1024 * 1024;

export function createAlikeSums(
  store: Pick<EventStore, 'addMet' | 'alone' | 'newChain'>,
  dimensions: readonly TextField[],
  signal: AbortSignal | undefined,
): AlikeSums {
  const fixed = fixedColumns + dimensions.length;
  const threads = new Map<number, OfThread>();
  const blocks: Block[] = [];
  const lists = new Map<string, Best>();
  let chain: Chain | undefined;

  function bestOf(list: List): Best {
    const known = lists.get(list.name) ?? newBest(list);
    lists.set(list.name, known);
    return known;
  }

  function ofThread(thread: number): OfThread {
    const known = threads.get(thread) ?? { kinds: [], names: [], groups: newGroups(dimensions) };
    threads.set(thread, known);
    return known;
  }

  /** Every row once more. */
  async function eachRow(
    take: (row: Float64Array, at: number, of: OfThread, record: number, input: number) => void,
  ): Promise<void> {
    let rows = new Float64Array(0);
    let at = 0;
    const pieces = chain?.pieces()[Symbol.iterator]();
    for (const { thread, input, first, count } of blocks) {
      const of = ofThread(thread);
      for (let row = 0; row < count; ) {
        const width = of.kinds[rows[at + column.kind] ?? 0]?.width ?? fixed;
        if (at + width > rows.length) {
          const next = pieces?.next();
          if (next === undefined || next.done) throw new Error('rows that waited on disk ended early');
          rows = numbersBehind(rows.subarray(at), next.value);
          at = 0;
          continue;
        }
        take(rows, at, of, first + row, input);
        at += width;
        row += 1;
      }
      await pause(signal);
    }
  }

  return {
    learn({ kinds, names }, thread) {
      const own = ofThread(thread);
      for (const kind of kinds)
        own.kinds.push({ width: fixed + kind.classes.length, sums: newKindSums(kind, dimensions, own.groups, bestOf) });
      for (const name of names) own.names.push(name);
    },
    add({ rows, count, ids }, thread, input) {
      const first = store.addMet(ids, count);
      chain ??= store.newChain(blockBytes);
      chain.append(new Uint8Array(rows.buffer));
      blocks.push({ thread, input, first, count });
    },
    async finish(read) {
      if (blocks.length === 0) return [];
      const alone = await store.alone();
      await eachRow((row, at, { kinds }, record) => {
        if (alone(record)) kinds[row[at] ?? 0]?.sums.rank(row, at);
      });
      const toRead = store.newChain(blockBytes);
      await eachRow((row, at, { kinds }, record, input) => {
        const kind = kinds[row[at] ?? 0];
        if (kind !== undefined && alone(record) && !kind.sums.isListed(row, at)) kind.sums.add(row, at);
        else toRead.append(packedLine(input, row, at));
      });
      for (const piece of toRead.pieces()) await read(linesIn(piece));
      return [...threads.values()].flatMap(({ kinds, names, groups }) => [
        groups.tally(names),
        ...kinds.flatMap(({ sums }) => sums.tally()),
      ]);
    },
  };
}

/** A row may be cut into two pieces. */
function numbersBehind(rest: Float64Array, piece: Uint8Array): Float64Array<ArrayBuffer> {
  const rows = new Float64Array(rest.length + piece.length / Float64Array.BYTES_PER_ELEMENT);
  rows.set(rest);
  new Uint8Array(rows.buffer).set(piece, rest.byteLength);
  return rows;
}

const lineNumbers = 4;

/** As many lines may be waiting as there are rows. */
function packedLine(input: number, row: Float64Array, at: number): Uint8Array {
  const numbers = [input, row[at + column.offset] ?? 0, row[at + column.length] ?? 0, row[at + column.line] ?? 0];
  return new Uint8Array(Float64Array.from(numbers).buffer);
}

function linesIn(piece: Uint8Array): readonly LineToRead[] {
  const numbers = new Float64Array(new Uint8Array(piece).buffer);
  return Array.from({ length: numbers.length / lineNumbers }, (_, index) => {
    const [input = 0, offset = 0, length = 0, line = 0] = numbers.subarray(index * lineNumbers);
    return { input, offset, length, line };
  });
}
