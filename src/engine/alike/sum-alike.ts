// Rows of all threads to sums: when all lines have been read, rows that meet another record and rows that belong onto a list of examples are read
// as records after all; the others count with their kind.

import { type List, oneCallOf } from '../../audit/alike/one-call.ts';
import { type CallSums, groupSumOf, scaleCall } from '../../audit/alike/scale-call.ts';
import { groupKey } from '../../audit/group-keys.ts';
import { growGroup, tableIn } from '../../audit/merge-tallies.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { growIn, type Sum } from '../../audit/sums.ts';
import type { OpenTally, Tally } from '../../audit/tally.ts';
import { periodOf } from '../../audit/time-text.ts';
import type { TextField } from '../../model/fields.ts';
import type { UsageClass } from '../../model/usage.ts';
import type { EventStore } from '../spill/event-store.ts';
import type { Chain } from '../spill/spill-file.ts';
import { column, fixedColumns } from './alike-rows.ts';
import { createExactSums, type ExactSums } from './exact-sums.ts';
import type { AlikeLines } from './read-alike.ts';
import type { Kind } from './read-kinds.ts';
import { nsPerDay } from './row-times.ts';
import { asKind } from './row-values.ts';

/** A line that must be read as a record. */
export interface LineToRead {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
}

export interface AlikeSums {
  /** `thread` tells whose numbers of kinds and names they are. */
  add(lines: AlikeLines, thread: number): void;
  /** Gives `read` the lines that count one by one. The tallies are those of all others. */
  finish(read: (lines: readonly LineToRead[]) => Promise<void>): Promise<readonly Tally[]>;
}

interface Block {
  readonly thread: number;
  /** The number that the first row has in the store. */
  readonly first: number;
  readonly count: number;
  readonly bytes: number;
}

interface OfThread {
  readonly kinds: { readonly kind: Kind; readonly sums: KindSums }[];
  readonly names: string[];
}

const blockBytes = 1024 * 1024;

export function createAlikeSums(
  store: Pick<EventStore, 'addMet' | 'alone' | 'newChain'>,
  settings: AuditSettings,
  dimensions: readonly TextField[],
  shared: readonly string[],
): AlikeSums {
  const threads = new Map<number, OfThread>();
  const blocks: Block[] = [];
  let chain: Chain | undefined;

  function ofThread(thread: number): OfThread {
    const known = threads.get(thread) ?? { kinds: [], names: [] };
    threads.set(thread, known);
    return known;
  }

  /** Every row once more. */
  function eachRow(take: (row: Float64Array, at: number, of: OfThread, record: number) => void): void {
    let rest = Buffer.alloc(0);
    const pieces = chain?.pieces()[Symbol.iterator]();
    for (const { thread, first, count, bytes } of blocks) {
      const parts = [rest];
      let length = rest.length;
      while (length < bytes) {
        const next = pieces?.next();
        if (next === undefined || next.done) throw new Error('rows that waited on disk ended early');
        parts.push(next.value);
        length += next.value.length;
      }
      const all = Buffer.concat(parts);
      rest = all.subarray(bytes);
      const rows = new Float64Array(Uint8Array.prototype.slice.call(all, 0, bytes).buffer);
      const of = ofThread(thread);
      for (let row = 0, at = 0; row < count; row++) {
        take(rows, at, of, first + row);
        at += fixedColumns + dimensions.length + (of.kinds[rows[at + column.kind] ?? 0]?.kind.classes.length ?? 0);
      }
    }
  }

  return {
    add({ rows, count, ids, kinds, names }, thread) {
      const own = ofThread(thread);
      for (const kind of kinds) own.kinds.push({ kind, sums: newKindSums(kind, settings, dimensions, shared) });
      for (const name of names) own.names.push(name);
      const first = store.addMet(ids, count);
      chain ??= store.newChain(blockBytes);
      chain.append(new Uint8Array(rows.buffer));
      blocks.push({ thread, first, count, bytes: rows.byteLength });
    },
    async finish(read) {
      if (blocks.length === 0) return [];
      const alone = store.alone();
      const lists = new Map<string, Best>();
      eachRow((row, at, { kinds }, record) => {
        if (alone(record)) kinds[row[at] ?? 0]?.sums.rank(row, at, lists);
      });
      const toRead: LineToRead[] = [];
      eachRow((row, at, { kinds }, record) => {
        const kind = kinds[row[at] ?? 0];
        if (kind === undefined || !alone(record) || kind.sums.isListed(row, at, lists))
          toRead.push({
            offset: row[at + column.offset] ?? 0,
            length: row[at + column.length] ?? 0,
            line: row[at + column.line] ?? 0,
          });
        else kind.sums.add(row, at);
      });
      await read(toRead);
      return [...threads.values()].flatMap(({ kinds, names }) => kinds.flatMap(({ sums }) => sums.tally(names)));
    },
  };
}

/** The greatest of some amounts, so many of them: what reaches the least of these belongs onto the list. */
interface Best {
  readonly most: number;
  readonly amounts: number[];
}

interface KindSums {
  rank(row: Float64Array, at: number, lists: Map<string, Best>): void;
  isListed(row: Float64Array, at: number, lists: ReadonlyMap<string, Best>): boolean;
  add(row: Float64Array, at: number): void;
  tally(names: readonly string[]): readonly Tally[];
}

/** Where the sums of a day or of a name stand. */
const sumColumns = { cost: 0, costRest: 1, logged: 2, loggedRest: 3, calls: 4 } as const;
const fixedSums = 5;

function newKindSums(
  { event, classes }: Kind,
  settings: AuditSettings,
  dimensions: readonly TextField[],
  shared: readonly string[],
): KindSums {
  const one = oneCallOf(event, settings, shared);
  if (one === undefined) throw new Error('a call that spoke for its kind does so no more');
  const width = fixedSums + classes.length;
  const all = createExactSums();
  const days = createExactSums();
  const daysSeen = new Set<number>();
  const byName = dimensions.map(() => ({ sums: createExactSums(), seen: new Set<number>() }));
  const counts = fixedColumns + dimensions.length;

  const amountOf = ({ by }: List, row: Float64Array, at: number): number =>
    by === 'cost' ? atto(row, at + column.cost) : Math.abs(atto(row, at + column.logged) - atto(row, at + column.cost));

  function addTo(sums: ExactSums, place: number, row: Float64Array, at: number): void {
    const to = place * width;
    for (let index = 0; index < 4; index++) sums.add(to + index, row[at + column.cost + index] ?? 0);
    sums.add(to + sumColumns.calls, 1);
    for (let index = 0; index < classes.length; index++)
      sums.add(to + fixedSums + index, row[at + counts + index] ?? 0);
  }

  function callSums(sums: ExactSums, place: number): CallSums {
    const to = place * width;
    const usdAt = (index: number): bigint => sums.at(to + index) * 1_000_000n + sums.at(to + index + 1);
    return {
      calls: Number(sums.at(to + sumColumns.calls)),
      usd: usdAt(sumColumns.cost),
      logged: usdAt(sumColumns.logged),
      counts: new Map(classes.map((name, index): [UsageClass, bigint] => [name, sums.at(to + fixedSums + index)])),
    };
  }

  function addGroups(tally: OpenTally, names: readonly string[]): void {
    for (const [index, field] of dimensions.entries()) {
      const { sums, seen } = byName[index] ?? { sums: all, seen: new Set<number>() };
      const table = tableIn(tally.groups, field);
      for (const place of seen) {
        const name = place + asKind;
        const isNobody = field === 'owner_team' && one?.one.part === 'unattributed';
        const key = isNobody ? undefined : name === asKind ? one && groupKey(one.one, field) : names[name];
        growIn(table, key, groupSumOf(one?.one.part ?? 'proven', callSums(sums, place)), growGroup);
      }
    }
  }

  return {
    rank(row, at, lists) {
      for (const list of one.lists) {
        const best = lists.get(list.name) ?? { most: list.most, amounts: [] };
        if (best.amounts.length === 0) lists.set(list.name, best);
        keepBest(best, amountOf(list, row, at));
      }
    },
    isListed: (row, at, lists) =>
      one.lists.some((list) => amountOf(list, row, at) >= (lists.get(list.name)?.amounts.at(-1) ?? 0)),
    add(row, at) {
      addTo(all, 0, row, at);
      const day = row[at + column.day] ?? 0;
      daysSeen.add(day);
      addTo(days, day, row, at);
      for (let index = 0; index < dimensions.length; index++) {
        const place = (row[at + fixedColumns + index] ?? asKind) - asKind;
        const { sums, seen } = byName[index] ?? { sums: all, seen: daysSeen };
        seen.add(place);
        addTo(sums, place, row, at);
      }
    },
    tally(names) {
      const sums = callSums(all, 0);
      if (sums.calls === 0) return [];
      const byDay = new Map<string, Sum>();
      for (const day of daysSeen) {
        const { calls, usd } = callSums(days, day);
        byDay.set(periodOf(BigInt(day) * nsPerDay, 'day'), { calls, usd });
      }
      const tally = scaleCall(one, sums, byDay);
      addGroups(tally, names);
      return [tally];
    },
  };
}

/** Near enough to rank by: two amounts that differ by less than a double shows are both taken. */
const atto = (row: Float64Array, at: number): number => (row[at] ?? 0) * 1e6 + (row[at + 1] ?? 0);

/** The greatest first. */
function keepBest({ most, amounts }: Best, amount: number): void {
  if (amounts.length === most && amount <= (amounts[most - 1] ?? 0)) return;
  let at = amounts.length;
  while (at > 0 && (amounts[at - 1] ?? 0) < amount) at -= 1;
  amounts.splice(at, 0, amount);
  if (amounts.length > most) amounts.pop();
}
