// Rows of all threads to sums: when all lines have been read, rows that meet another record and rows that belong onto a list of examples are read
// as records after all; the others count with their kind.
import type { List } from '../../audit/alike/one-call.ts';
import type { Tally } from '../../audit/tally.ts';
import type { TextField } from '../../model/fields.ts';
import { pause } from '../pause.ts';
import type { EventStore, StoreLimits } from '../spill/event-store.ts';
import type { Chain } from '../spill/spill-file.ts';
import { column, fixedColumns, readRows, repeatColumn, repeatColumns } from './alike-rows.ts';
import type { AlikeLines } from './block-rows.ts';
import { type GroupsByName, newGroups } from './group-sums.ts';
import { type KindSums, newKindSums } from './kind-sums.ts';
import { type Best, newBest } from './rank-rows.ts';
import type { Learned } from './read-alike.ts';
import { noKind } from './read-kinds.ts';

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
  /** How many numbers its rows have, and how many records repeat each. */
  readonly kinds: { readonly width: number; readonly repeats: number; readonly sums: KindSums }[];
  readonly names: string[];
  readonly groups: GroupsByName;
}

const blockBytes = 1024 * 1024;

/** So many kinds, at some 10 kB each, are no small part of what V8 holds, and it lets what it holds grow by as much again as garbage. */
const manyKinds = 1000;

export function createAlikeSums(
  store: Pick<EventStore, 'addMet' | 'alone' | 'newChain'>,
  dimensions: readonly TextField[],
  { signal, onLarge = () => {} }: { readonly signal?: AbortSignal } & Pick<StoreLimits, 'onLarge'>,
): AlikeSums {
  let learned = 0;
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

  /** Those rows of alone records that no list takes are added; the others wait, by the order of their lines. */
  async function addMost(rows: Chain, alone: (record: number) => boolean): Promise<Chain> {
    const others = store.newChain(blockBytes);
    const from = readRows(rows);
    for (const { thread, input, first, count } of blocks) {
      const kinds = kindsOf(thread);
      const widthAt = (numbers: Float64Array, start: number): number => widthOf(kinds, numbers[start + column.kind]);
      for (let record = first; record < first + count; record++) {
        const at = from.next(widthAt);
        const row = from.numbers();
        const kind = kinds[row[at + column.kind] ?? 0] ?? noKind();
        const isAlone = alone(record);
        if (isAlone && !kind.sums.rank(row, at)) kind.sums.add(row, at);
        else others.append(asBytes([thread, input, isAlone ? 1 : 0], row.subarray(at, at + kind.width)));
      }
      await pause(signal);
    }
    return others;
  }

  /** What was on a list once and is not any more is added after all. */
  async function readRest(others: Chain, read: (lines: readonly LineToRead[]) => Promise<void>): Promise<void> {
    const from = readRows(others);
    let lines: LineToRead[] = [];
    while (!from.isAtEnd()) {
      const start = from.next(
        (numbers, start) => headWidth + widthOf(kindsOf(numbers[start]), numbers[start + headWidth + column.kind]),
      );
      const row = from.numbers();
      const [thread, input = 0, isAlone] = row.subarray(start, start + headWidth);
      const at = start + headWidth;
      const kind = kindsOf(thread)[row[at + column.kind] ?? 0] ?? noKind();
      if (isAlone === 1 && !kind.sums.isListed(row, at)) kind.sums.add(row, at);
      else lines.push(...linesOf(input, row.subarray(at, at + kind.width), kind.repeats));
      if (lines.length < mostLines) continue;
      await read(lines);
      lines = [];
    }
    await read(lines);
  }

  const kindsOf = (thread: number | undefined): OfThread['kinds'] => threads.get(thread ?? -1)?.kinds ?? [];
  const widthOf = (kinds: OfThread['kinds'], kind: number | undefined): number => kinds[kind ?? 0]?.width ?? fixed;

  return {
    learn({ kinds, names }, thread) {
      const own = ofThread(thread);
      const known = learned;
      learned += kinds.length;
      if (known <= manyKinds && learned > manyKinds) onLarge();
      for (const kind of kinds)
        own.kinds.push({
          width: fixed + kind.classes.length + kind.repeats.length * repeatColumns,
          repeats: kind.repeats.length,
          sums: newKindSums(kind, dimensions, own.groups, bestOf),
        });
      for (const name of names) own.names.push(name);
    },
    add({ rows, count, ids }, thread, input) {
      const first = store.addMet(ids, count);
      chain ??= store.newChain(blockBytes);
      chain.append(new Uint8Array(rows.buffer));
      blocks.push({ thread, input, first, count });
    },
    async finish(read) {
      if (chain) await readRest(await addMost(chain, await store.alone()), read);
      return [...threads.values()].flatMap(({ kinds, names, groups }) => [
        groups.tally(names),
        ...kinds.flatMap(({ sums }) => sums.tally()),
      ]);
    },
  };
}

/** What stands before a row that waits: its thread, its input, and whether its record is alone. */
const headWidth = 3;
/** So many are read at once. */
const mostLines = 1 << 15;

function asBytes(head: readonly number[], row: Float64Array): Uint8Array {
  const numbers = new Float64Array(head.length + row.length);
  numbers.set(head);
  numbers.set(row, head.length);
  return new Uint8Array(numbers.buffer);
}

/** The line of a row and those that repeat it, in the order in which they stand. */
function linesOf(input: number, row: Float64Array, repeats: number): readonly LineToRead[] {
  const [offset = 0, length = 0, line = 0] = row.subarray(column.offset);
  const lines = [{ input, offset, length, line }];
  for (let at = row.length - repeats * repeatColumns; at < row.length; at += repeatColumns) {
    const [offset = 0, length = 0, line = 0] = row.subarray(at + repeatColumn.offset);
    lines.push({ input, offset, length, line });
  }
  return lines.sort((a, b) => a.offset - b.offset);
}
