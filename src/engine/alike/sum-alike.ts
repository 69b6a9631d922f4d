// Rows of all threads to sums: when all lines have been read, rows that meet another record and rows that belong onto a list of examples are read
// as records after all; the others count with their kind.

import { oneCallOf } from '../../audit/alike/one-call.ts';
import { type CallSums, groupSumOf, scaleCall } from '../../audit/alike/scale-call.ts';
import type { AttributionPart } from '../../audit/audited.ts';
import { groupKey } from '../../audit/group-keys.ts';
import { growGroup, tableIn } from '../../audit/merge-tallies.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import { growIn, type Sum } from '../../audit/sums.ts';
import { newTally, type Tally } from '../../audit/tally.ts';
import { periodOf } from '../../audit/time-text.ts';
import type { TextField } from '../../model/fields.ts';
import { answerClasses, promptClasses, type UsageClass } from '../../model/usage.ts';
import type { EventStore } from '../spill/event-store.ts';
import type { Chain } from '../spill/spill-file.ts';
import { column, fixedColumns } from './alike-rows.ts';
import { createExactSums, type ExactSums } from './exact-sums.ts';
import { type Best, isAmongBest, keepBest, newBest } from './rank-rows.ts';
import type { AlikeLines, Learned } from './read-alike.ts';
import type { Kind } from './read-kinds.ts';
import { picoUsd } from './row-costs.ts';
import { nsPerDay } from './row-times.ts';
import { asKind } from './row-values.ts';
import type { Differing } from './what-differs.ts';

/** A line that must be read as a record. */
export interface LineToRead {
  readonly offset: number;
  readonly length: number;
  readonly line: number;
}

export interface AlikeSums {
  /** `thread` tells whose numbers of kinds and names they are. */
  learn(learned: Learned, thread: number): void;
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
  readonly groups: GroupsByName;
}

type Groups = Pick<Differing, 'dimensions' | 'shared'>;

const blockBytes = 1024 * 1024;

export function createAlikeSums(
  store: Pick<EventStore, 'addMet' | 'alone' | 'newChain'>,
  settings: AuditSettings,
  differing: Groups,
): AlikeSums {
  const threads = new Map<number, OfThread>();
  const blocks: Block[] = [];
  let chain: Chain | undefined;

  function ofThread(thread: number): OfThread {
    const known = threads.get(thread) ?? { kinds: [], names: [], groups: newGroups(differing) };
    threads.set(thread, known);
    return known;
  }

  /** Every row once more. */
  function eachRow(take: (row: Float64Array, at: number, of: OfThread, record: number) => void): void {
    let rest: Buffer = Buffer.alloc(0);
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
        at +=
          fixedColumns +
          differing.dimensions.length +
          (of.kinds[rows[at + column.kind] ?? 0]?.kind.classes.length ?? 0);
      }
    }
  }

  return {
    learn({ kinds, names }, thread) {
      const own = ofThread(thread);
      for (const kind of kinds) own.kinds.push({ kind, sums: newKindSums(kind, settings, differing, own.groups) });
      for (const name of names) own.names.push(name);
    },
    add({ rows, count, ids }, thread) {
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
      return [...threads.values()].flatMap(({ kinds, names, groups }) => [
        groups.tally(names),
        ...kinds.flatMap(({ sums }) => sums.tally()),
      ]);
    },
  };
}

interface KindSums {
  rank(row: Float64Array, at: number, lists: Map<string, Best>): void;
  isListed(row: Float64Array, at: number, lists: ReadonlyMap<string, Best>): boolean;
  add(row: Float64Array, at: number): void;
  tally(): readonly Tally[];
}

/** Where the sums of a kind, of a day or of a name begin; counts follow. */
const sumColumns = { cost: 0, costRest: 1, logged: 2, loggedRest: 3, calls: 4 } as const;
const fixedSums = 5;

function addRow(sums: ExactSums, to: number, row: Float64Array, at: number): void {
  for (let index = 0; index < 4; index++) sums.add(to + index, row[at + column.cost + index] ?? 0);
  sums.add(to + sumColumns.calls, 1);
}

function sumsAt(sums: ExactSums, to: number, classes: readonly UsageClass[]): CallSums {
  const usdAt = (index: number): bigint => sums.at(to + index) * picoUsd + sums.at(to + index + 1);
  return {
    calls: Number(sums.at(to + sumColumns.calls)),
    usd: usdAt(sumColumns.cost),
    logged: usdAt(sumColumns.logged),
    counts: new Map(classes.map((name, index): [UsageClass, bigint] => [name, sums.at(to + fixedSums + index)])),
  };
}

function newKindSums(
  { event, classes }: Kind,
  settings: AuditSettings,
  differing: Groups,
  byName: GroupsByName,
): KindSums {
  const { dimensions, shared } = differing;
  const one = oneCallOf(event, settings, shared);
  if (one === undefined) throw new Error('a call that spoke for its kind does so no more');
  const { part } = one.one;
  const all = createExactSums();
  const days = createExactSums();
  const dayPlaces = new Map<number, number>();
  const times = { from: [Number.POSITIVE_INFINITY, 0] as Time, to: [0, 0] as Time };
  const first = fixedColumns + dimensions.length;
  /** Groups in which all rows of the kind are together. */
  const together = new Set<number>();
  const isPrompt = classes.map((name) => prompt.has(name));
  const isAnswer = classes.map((name) => answer.has(name));

  function addToGroup(index: number, row: Float64Array, at: number): void {
    const name = row[at + fixedColumns + index] ?? asKind;
    const sums = name === asKind || isNobody(dimensions[index]) ? undefined : byName.of(part, index);
    if (sums === undefined) {
      together.add(index);
      return;
    }
    const to = name * groupWidth;
    addRow(sums, to, row, at);
    for (let place = 0; place < classes.length; place++) {
      const count = row[at + first + place] ?? 0;
      if (isPrompt[place]) sums.add(to + fixedSums, count);
      else if (isAnswer[place]) sums.add(to + fixedSums + 1, count);
    }
  }

  /** An owner that proves nothing is none (group-keys.ts). */
  const isNobody = (field: TextField | undefined): boolean => field === 'owner_team' && part === 'unattributed';

  return {
    rank(row, at, lists) {
      for (const list of one.lists) {
        const best = lists.get(list.name) ?? newBest(list);
        if (best.amounts.length === 0) lists.set(list.name, best);
        keepBest(best, list, row, at);
      }
    },
    isListed: (row, at, lists) => one.lists.some((list) => isAmongBest(lists.get(list.name), list, row, at)),
    add(row, at) {
      addRow(all, 0, row, at);
      for (let index = 0; index < classes.length; index++) all.add(fixedSums + index, row[at + first + index] ?? 0);
      const [day, ns] = [row[at + column.day] ?? 0, row[at + column.ns] ?? 0];
      if (isBefore(day, ns, times.from)) times.from = [day, ns];
      if (!isBefore(day, ns, times.to)) times.to = [day, ns];
      const place = dayPlaces.get(day) ?? dayPlaces.size;
      dayPlaces.set(day, place);
      addRow(days, place * fixedSums, row, at);
      for (let index = 0; index < dimensions.length; index++) addToGroup(index, row, at);
    },
    tally() {
      const sums = sumsAt(all, 0, classes);
      if (sums.calls === 0) return [];
      const byDay = new Map<string, Sum>();
      for (const [day, place] of dayPlaces) {
        const { calls, usd } = sumsAt(days, place * fixedSums, []);
        byDay.set(periodOf(BigInt(day) * nsPerDay, 'day'), { calls, usd });
      }
      const tally = scaleCall(one, sums, byDay);
      tally.from = nanosecondsOf(times.from);
      tally.to = nanosecondsOf(times.to);
      for (const index of together) {
        const field = dimensions[index];
        if (field !== undefined) tableIn(tally.groups, field).set(groupKey(one.one, field), groupSumOf(part, sums));
      }
      return [tally];
    },
  };
}

const prompt: ReadonlySet<string> = new Set(promptClasses);
const answer: ReadonlySet<string> = new Set(answerClasses);
const groupWidth = fixedSums + 2;

/** Sums by the number of a name, for each part and group. */
interface GroupsByName {
  of(part: AttributionPart, index: number): ExactSums;
  tally(names: readonly string[]): Tally;
}

function newGroups({ dimensions }: Groups): GroupsByName {
  const tables = new Map<AttributionPart, readonly ExactSums[]>();
  return {
    of(part, index) {
      const sums = tables.get(part) ?? dimensions.map(createExactSums);
      tables.set(part, sums);
      const own = sums[index];
      if (own === undefined) throw new Error(`no group ${index}`);
      return own;
    },
    tally(names) {
      const tally = newTally();
      for (const [part, sums] of tables) {
        for (const [index, field] of dimensions.entries()) {
          const own = sums[index];
          for (let name = 0; own !== undefined && name < names.length; name++) {
            const { counts, ...sum } = sumsAt(own, name * groupWidth, twoCounts);
            if (sum.calls > 0)
              growIn(tableIn(tally.groups, field), names[name], groupSumOf(part, { ...sum, counts }), growGroup);
          }
        }
      }
      return tally;
    },
  };
}

/** All that is sent, and all that comes back. */
const twoCounts: readonly UsageClass[] = ['input', 'output'];
/** A UTC day since 1970 and the nanoseconds of the day. */
type Time = readonly [day: number, ns: number];
const isBefore = (day: number, ns: number, [other, otherNs]: Time): boolean =>
  day < other || (day === other && ns < otherNs);
const nanosecondsOf = ([day, ns]: Time): bigint => BigInt(day) * nsPerDay + BigInt(ns);
