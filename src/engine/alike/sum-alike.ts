// Rows of all threads to sums: when all lines have been read, rows that meet another record and rows that belong onto a list of examples are read
// as records after all; the others count with their kind.
import type { List } from '../../audit/alike/one-call.ts';
import type { Tally } from '../../audit/tally.ts';
import type { TextField } from '../../model/fields.ts';
import { pause } from '../pause.ts';
import type { EventStore, Met, StoreLimits } from '../spill/event-store.ts';
import type { Chain } from '../spill/spill-file.ts';
import {
  column,
  fixedColumns,
  type LineToRead,
  lineOf,
  onlyOne,
  placeColumns,
  readRows,
  repeatColumn,
  repeatColumns,
  rowWriter,
} from './alike-rows.ts';
import type { AlikeLines } from './block-rows.ts';
import { type GroupsByName, newGroups } from './group-sums.ts';
import { type KindSums, newCallSums, newKindSums } from './kind-sums.ts';
import { type Best, newBest } from './rank-rows.ts';
import type { Learned } from './read-alike.ts';
import { type JudgedKind, noKind } from './read-kinds.ts';
import { hopWidth } from './row-hops.ts';
import { createLineSums, lineFrom, type OnLine } from './sum-lines.ts';
import { createTraceSums, type MetKind, type TraceSums } from './sum-traces.ts';
import { saidOf } from './trace-units.ts';
import type { JudgeUnits, ReadEvents } from './unit-shapes.ts';

export interface AlikeSums {
  /** `thread` tells whose numbers of kinds and names they are. */
  learn(learned: Learned, thread: number): void;
  add(lines: AlikeLines, thread: number, input: number): void;
  /** The tallies are those of all rows that do not count one by one. */
  finish(again: ReadingAgain): Promise<readonly Tally[]>;
}

export interface ReadingAgain {
  /** Gets the lines that count one by one, some at a time, in the order of the rows. */
  readonly read: (lines: readonly LineToRead[]) => Promise<void>;
  /** Reads some traces that speak for others. */
  readonly sample: ReadEvents;
}

interface Block {
  readonly thread: number;
  readonly input: number;
  /** The number that the first row has in the store. */
  readonly first: number;
  readonly count: number;
}

interface OfThread {
  readonly kinds: OfKind[];
  readonly names: string[];
  readonly groups: GroupsByName;
}

interface OfKind {
  /** How many numbers its rows have, and how many records repeat each. */
  readonly width: number;
  readonly repeats: number;
  /** Of rows by themselves. */
  readonly sums: KindSums | undefined;
  /** Of rows that are spans of a trace. */
  readonly met: MetKind | undefined;
  /** Of calls on a line with all of their trace. */
  readonly onLine: OnLine | undefined;
}

interface RowOfKind {
  readonly kind: OfKind;
  readonly row: Float64Array;
  readonly at: number;
}

const blockBytes = 1024 * 1024;

/** So many kinds, at some 10 kB each, are no small part of what V8 holds, and it lets what it holds grow by as much again as garbage. */
const manyKinds = 1000;

export function createAlikeSums(
  store: Pick<EventStore, 'addMet' | 'met' | 'newChain'>,
  dimensions: readonly TextField[],
  judge: JudgeUnits,
  { signal, onLarge = () => {} }: { readonly signal?: AbortSignal } & Pick<StoreLimits, 'onLarge'>,
): AlikeSums {
  let learned = 0;
  const fixed = fixedColumns + dimensions.length;
  const threads = new Map<number, OfThread>();
  const blocks: Block[] = [];
  const lists = new Map<string, Best>();
  const lines = createLineSums(bestOf);
  let chain: Chain | undefined;

  function bestOf(list: List): Best {
    const known = lists.get(list.name) ?? newBest(list);
    lists.set(list.name, known);
    return known;
  }

  function ofThread(thread: number): OfThread {
    const known = threads.get(thread) ?? {
      kinds: [],
      names: [],
      groups: newGroups(dimensions),
    };
    threads.set(thread, known);
    return known;
  }

  /** Those rows of alone records that no list takes are added; the others wait, by the order of their lines. */
  async function addMost(rows: Chain, { isAlone, leaderOf, records }: Met, traces: TraceSums): Promise<Chain> {
    const others = store.newChain(blockBytes);
    const [from, write] = [readRows(rows), rowWriter()];
    let next = 0;
    /** Records that are no rows. */
    const pass = (to: number): void => {
      for (; next < to; next++) if (!isAlone(next)) traces.spoil(leaderOf(next));
    };
    for (const { thread, input, first, count } of blocks) {
      pass(first);
      next = first + count;
      const kinds = kindsOf(thread);
      const widthAt = (numbers: Float64Array, start: number): number => widthOf(kinds, numbers[start + column.kind]);
      const nextRow = (): RowOfKind => rowAt(kinds, from.next(widthAt), from.numbers());
      for (let record = first; record < next; record++) {
        const own = nextRow();
        const { kind, row, at } = own;
        const { sums, met, onLine } = kind;
        const by = sums && isAlone(record) ? nobody : record;
        const whole = onLine && lineFrom(own, nextRow);
        if (by === nobody && sums && !(whole ? lines.rank(whole) : sums.rank(row, at))) {
          if (whole) lines.add(whole);
          else sums.add(row, at);
          continue;
        }
        if (by !== nobody && met) traces.put(leaderOf(record), record, input, met, row, at);
        else if (by !== nobody) traces.spoil(leaderOf(record));
        for (const one of by === nobody ? (whole?.rows ?? [own]) : [own])
          write(others, [thread, input, by], one.row, one.at, one.at + keptOf(one.kind, by));
      }
      await pause(signal);
    }
    pass(records);
    return others;
  }

  /** What was on a list once and is not any more is added after all. */
  async function readRest(
    others: Chain,
    isSettled: (record: number) => boolean,
    read: ReadingAgain['read'],
  ): Promise<void> {
    const from = readRows(others);
    const widthAt = (numbers: Float64Array, start: number): number =>
      headWidth + keptOf(kindAt(numbers, start) ?? { width: fixed }, numbers[start + 2] ?? nobody);
    const nextRow = (): RowOfKind => {
      const at = headWidth + from.next(widthAt);
      return rowAt(kindsOf(from.numbers()[at - headWidth]), at, from.numbers());
    };
    let again: LineToRead[] = [];
    while (!from.isAtEnd()) {
      const own = nextRow();
      const { kind, row, at } = own;
      const { sums, onLine, repeats } = kind;
      const [input = 0, by = nobody] = row.subarray(at - headWidth + 1, at);
      const whole = onLine && by === nobody ? lineFrom(own, nextRow) : undefined;
      if (by === nobody && sums && !(whole ? lines.isListed(whole) : sums.isListed(row, at))) {
        if (whole) lines.add(whole);
        else sums.add(row, at);
      } else if (by === nobody || !isSettled(by))
        for (const line of linesOf(input, row.subarray(at, at + keptOf(kind, by)), repeats)) again.push(line);
      if (again.length < mostLines) continue;
      await read(again);
      again = [];
    }
    await read(again);
  }

  function metKind({ hop, classes }: JudgedKind, width: number, { names }: OfThread): MetKind | undefined {
    return hop && { id: learned, hop, said: saidOf(hop), classes, width, hopAt: width - hopWidth(hop), names };
  }

  /** The kind of a row that waits, behind its head: undefined where not all of this is there yet. */
  const kindAt = (numbers: Float64Array, start: number): OfKind | undefined =>
    kindsOf(numbers[start])[numbers[start + headWidth + column.kind] ?? 0];

  const kindsOf = (thread: number | undefined): OfThread['kinds'] => threads.get(thread ?? -1)?.kinds ?? [];
  const widthOf = (kinds: OfThread['kinds'], kind: number | undefined): number => kinds[kind ?? 0]?.width ?? fixed;
  const rowAt = (kinds: OfThread['kinds'], at: number, row: Float64Array): RowOfKind => ({
    kind: kinds[row[at + column.kind] ?? 0] ?? noKind(),
    row,
    at,
  });

  return {
    learn({ kinds, names }, thread) {
      const own = ofThread(thread);
      const known = learned;
      for (const kind of kinds) {
        const { classes, judged, hop, hops, repeats } = kind;
        const more = hops === undefined ? 0 : 1; // calls of its line that follow
        const width = fixed + classes.length + repeats.length * repeatColumns + (hop ? hopWidth(hop) : 0) + more;
        const newSums = hops === undefined ? newKindSums : newCallSums;
        own.kinds.push({
          width,
          repeats: repeats.length,
          sums: judged && newSums({ ...kind, judged }, { dimensions, byName: own.groups, bestOf }),
          met: metKind(kind, width, own),
          onLine: hops === undefined ? undefined : judged && { judged, hops },
        });
        learned += 1;
      }
      if (known <= manyKinds && learned > manyKinds) onLarge();
      for (const name of names) own.names.push(name);
    },
    add({ rows, count, ids }, thread, input) {
      const first = store.addMet(ids, count);
      chain ??= store.newChain(blockBytes);
      chain.append(new Uint8Array(rows.buffer));
      blocks.push({ thread, input, first, count });
    },
    async finish({ read, sample }) {
      if (chain === undefined) return [];
      const traces = createTraceSums({ newChain: store.newChain, dimensions, bestOf, judge }, chain.length());
      const others = await addMost(chain, await store.met(), traces);
      await traces.settle(sample, () => pause(signal));
      await readRest(others, traces.isSettled, read);
      const alone = [...threads.values()].flatMap(({ kinds, names, groups }) => [
        groups.tally(names),
        ...kinds.flatMap(({ sums }) => sums?.tally() ?? []),
      ]);
      return [...alone, lines.tally(), ...traces.tally()];
    },
  };
}

/** What stands before a row that waits: its thread, its input, and its record where that says nothing by itself. */
const headWidth = 3;
const nobody = -1;
/** So many are read at once. */
const mostLines = 1 << 15;

/** How many of its numbers wait: of a span that meets others only its line may be asked for. */
const keptOf = ({ width, met }: Pick<OfKind, 'width'> & Partial<OfKind>, by: number): number =>
  met && by !== nobody ? placeColumns : width;

/** The line of a row and those that repeat it, in the order in which they stand. */
function linesOf(input: number, row: Float64Array, repeats: number): readonly LineToRead[] {
  const lines = [lineOf(input, row)];
  for (let at = row.length - repeats * repeatColumns; at < row.length; at += repeatColumns) {
    const [offset = 0, length = 0, line = 0] = row.subarray(at + repeatColumn.offset);
    lines.push({ input, offset, length, line, part: onlyOne });
  }
  return lines.sort((a, b) => a.offset - b.offset);
}
