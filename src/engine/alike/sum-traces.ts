// Rows that meet others, by their traces: of each shape of trace one is read and judged, and what it comes to is added up for all others.
import { judgedOf, type List, type OneCall } from '../../audit/alike/one-call.ts';
import { scaleHops } from '../../audit/alike/scale-call.ts';
import { groupSource } from '../../audit/group-keys.ts';
import type { Tally } from '../../audit/tally.ts';
import type { Event } from '../../model/event.ts';
import type { TextField } from '../../model/fields.ts';
import { picoUsd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import type { EventStore } from '../spill/event-store.ts';
import type { Chain } from '../spill/spill-file.ts';
import { column, fixedColumns, type LineToRead, lineOf, readRows, rowWriter } from './alike-rows.ts';
import { newGroups } from './group-sums.ts';
import { type KindSums, newKindSums } from './kind-sums.ts';
import { createMarks } from './marks.ts';
import { createNodeTable, createPairTable } from './pair-table.ts';
import type { Best } from './rank-rows.ts';
import { asKind } from './row-values.ts';
import { mostSpans, type Shaped, type SpanKind, type SpanRow, shapeOf } from './trace-shapes.ts';

/** A kind of rows that are spans, and what those who sum up know of it. */
export interface MetKind extends SpanKind {
  readonly classes: readonly UsageClass[];
  /** How many numbers its rows have. */
  readonly width: number;
}

export interface TraceSums {
  /** A row that meets others, with its numbers from `at` on. */
  put(leader: number, record: number, input: number, kind: MetKind, row: Float64Array, at: number): void;
  /** Somebody who meets others and is no such row: all that he meets must be read. */
  spoil(leader: number): void;
  /** Sums up what can be; `judge` reads one trace of each shape. */
  settle(read: ReadEvents, rest: () => Promise<void>): Promise<void>;
  /** It was summed up. */
  isSettled(record: number): boolean;
  tally(): readonly Tally[];
}

/** Reads lines in the order in which they stand, each of which is one event. */
export type ReadEvents = (lines: readonly LineToRead[]) => Promise<readonly Event[]>;

interface Shape {
  readonly number: number;
  traces: number;
  /** One of its traces: its lines, and which of them is the call, what that costs and counts. */
  readonly lines: readonly LineToRead[];
  readonly call: FoundCall | undefined;
  isAsked: boolean;
  judged: JudgedShape | JudgedHops | undefined;
}

interface FoundCall {
  readonly place: number;
  readonly usd: bigint;
  readonly classes: readonly UsageClass[];
}

/** Without a call: what the report says of one, and how many were counted. */
interface JudgedHops {
  readonly alone: Tally;
  counted: number;
}

interface JudgedShape {
  readonly sums: KindSums;
  /** For each dimension, in which row its value stands; -1 for none. */
  readonly sources: readonly number[];
}

const partBytes = 2 * 1024 * 1024;
const mostParts = 1024;
const blockBytes = 64 * 1024;
const mostShapes = 3500;
/** To judge one takes as long as to read some. */
const leastTraces = 3;
/** The leader, the record, the input and the kind. */
const headWidth = 4;

const spoilt = 255;
const settled = 1;

export interface TraceSettings {
  readonly newChain: EventStore['newChain'];
  readonly dimensions: readonly TextField[];
  readonly bestOf: (list: List) => Best;
  readonly judge: JudgeTraces;
}

/** All events of a trace: with one call, and without any. */
export interface JudgeTraces {
  readonly call: (events: readonly Event[]) => OneCall | undefined;
  readonly hops: (events: readonly Event[]) => Tally | undefined;
}

/** `bytes`: about so many are put. */
export function createTraceSums({ newChain, dimensions, bestOf, judge }: TraceSettings, bytes: number): TraceSums {
  const parts = Array.from({ length: Math.min(mostParts, Math.ceil(bytes / partBytes) || 1) }, () =>
    newChain(blockBytes),
  );
  /** By their ids. */
  const kinds: MetKind[] = [];
  /** Of each leader how many rows were put, of each record whether it was settled. */
  const [members, records] = [createMarks(), createMarks()];
  const pairs = createPairTable(1_000_000);
  const shapes = createNodeTable<Shape>();
  const all: Shape[] = [];
  const groups = newGroups(dimensions);
  const names = createTextNumbers();
  const waiting = newChain(blockBytes);
  const write = rowWriter();

  function* tracesOf(part: Chain): Iterable<Shaped<MetKind>> {
    const numbers = new Float64Array(part.whole().buffer);
    const byLeader = new Map<number, SpanRow<MetKind>[]>();
    for (let at = 0; at < numbers.length; ) {
      const [leader, record, input] = [numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0];
      const kind = kinds[numbers[at + 3] ?? 0];
      if (kind === undefined) throw new Error('a row is of no kind that was put');
      const row = numbers.subarray(at + headWidth, at + headWidth + kind.width);
      at += headWidth + kind.width;
      if (members.at(leader) === spoilt) continue;
      const span = { record, input, kind, row };
      const others = byLeader.get(leader);
      if (others) others.push(span);
      else byLeader.set(leader, [span]);
    }
    for (const rows of byLeader.values()) {
      const shaped = shapeOf(rows, pairs);
      if (shaped) yield shaped;
    }
  }

  function see({ shape, rows, call }: Shaped<MetKind>): void {
    const known = shapes.at(shape);
    if (known) known.traces += 1;
    if (known || all.length >= mostShapes) return;
    const one = rows[call];
    const made = {
      number: all.length,
      traces: 1,
      lines: rows.map(({ input, row }) => lineOf(input, row)),
      call: one && { place: call, usd: usdOf(one), classes: one.kind.classes },
      isAsked: false,
      judged: undefined,
    };
    shapes.set(shape, made);
    all.push(made);
  }

  /** One trace of each shape that there is often enough by now. */
  async function judgeShapes(read: ReadEvents): Promise<void> {
    const asked = all.filter(({ traces, isAsked }) => traces >= leastTraces && !isAsked);
    if (asked.length === 0) return;
    const lines = asked.flatMap((shape) => shape.lines);
    lines.sort((a, b) => a.input - b.input || a.offset - b.offset || a.part - b.part);
    const events = await read(lines);
    const eventAt = new Map(lines.map((line, at) => [line, events[at]]));
    for (const shape of asked) {
      const own = shape.lines.flatMap((line) => eventAt.get(line) ?? []);
      shape.isAsked = true;
      shape.judged = judged(own, shape);
    }
  }

  function judged(events: readonly Event[], { lines, call }: Shape): Shape['judged'] {
    if (events.length < lines.length) return undefined;
    if (call) return judgedCall(events, call);
    const alone = judge.hops(events);
    return alone?.events === events.length ? { alone, counted: 0 } : undefined;
  }

  function judgedCall(events: readonly Event[], { place, usd, classes }: FoundCall): JudgedShape | undefined {
    const one = judge.call(events);
    if (one?.audited.trace.events.length !== events.length) return undefined;
    if (one.one.call.sightings[0] !== events[place] || one.one.cost.usd !== usd) return undefined;
    const sources = dimensions.map((field) => groupSource(one.one, field));
    if (sources.some((source) => source && !events.includes(source))) return undefined;
    return {
      sums: newKindSums({ classes, judged: judgedOf(one), repeats: [] }, dimensions, groups, bestOf),
      sources: sources.map((source) => (source ? events.indexOf(source) : -1)),
    };
  }

  /** The row of the call, with the values that it has from the hops above it. */
  function unitOf({ rows, call }: Shaped<MetKind>, { sources }: JudgedShape): Float64Array {
    const one = rows[call];
    if (one === undefined) throw new Error('a trace without the call that it was told by');
    const unit = one.row.slice(0, one.kind.hopAt);
    for (let index = 0; index < sources.length; index++) {
      const source = rows[sources[index] ?? -1];
      const name = source?.row[fixedColumns + index] ?? asKind;
      unit[fixedColumns + index] =
        source === undefined || name === asKind ? asKind : names.of(source.kind.names[name] ?? '');
    }
    return unit;
  }

  function sumUp(shaped: Shaped<MetKind>): void {
    const shape = shapes.at(shaped.shape);
    if (shape?.judged === undefined) return;
    const own = shaped.rows.map(({ record }) => record);
    if ('counted' in shape.judged) {
      shape.judged.counted += 1;
      settle(own);
      return;
    }
    const unit = unitOf(shaped, shape.judged);
    if (shape.judged.sums.rank(unit, 0))
      write(waiting, [shape.number, own.length, unit.length, ...own], unit, 0, unit.length);
    else count(shape.judged, unit, own);
  }

  function count({ sums }: JudgedShape, unit: Float64Array, own: Iterable<number>): void {
    sums.add(unit, 0);
    settle(own);
  }

  function settle(own: Iterable<number>): void {
    for (const record of own) records.set(record, settled);
  }

  /** What was on a list once and is not any more. */
  function sumUpRest(): void {
    const from = readRows(waiting);
    while (!from.isAtEnd()) {
      const at = from.next((numbers, start) => waitingHead + (numbers[start + 1] ?? 0) + (numbers[start + 2] ?? 0));
      const numbers = from.numbers();
      const [shape = 0, traces = 0, width = 0] = numbers.subarray(at, at + waitingHead);
      const to = at + waitingHead + traces;
      const judged = all[shape]?.judged;
      const unit = numbers.subarray(to, to + width);
      if (judged && 'sums' in judged && !judged.sums.isListed(unit, 0))
        count(judged, unit, numbers.subarray(at + waitingHead, to));
    }
  }

  return {
    put(leader, record, input, kind, row, at) {
      const before = members.at(leader);
      if (before === spoilt) return;
      members.set(leader, before < mostSpans ? before + 1 : spoilt);
      const part = parts[leader % parts.length];
      kinds[kind.id] = kind;
      if (part && before < mostSpans) write(part, [leader, record, input, kind.id], row, at, at + kind.width);
    },
    spoil: (leader) => members.set(leader, spoilt),
    async settle(read, rest) {
      for (const part of parts) {
        const traces = [...tracesOf(part)];
        for (const shaped of traces) see(shaped);
        await judgeShapes(read);
        for (const shaped of traces) sumUp(shaped);
        await rest();
      }
      sumUpRest();
    },
    isSettled: (record) => records.at(record) === settled,
    tally: () => [groups.tally(names.all), ...all.flatMap(({ judged }) => (judged ? tallyOf(judged) : []))],
  };
}

const tallyOf = (judged: JudgedShape | JudgedHops): readonly Tally[] =>
  'sums' in judged ? judged.sums.tally() : [scaleHops(judged.alone, judged.counted)];

/** In front of a unit that waits: the number of its shape, how many records it is, and how many numbers. */
const waitingHead = 3;

const usdOf = ({ row }: SpanRow): bigint => BigInt(row[column.cost] ?? 0) * picoUsd + BigInt(row[column.costRest] ?? 0);

/** Names of all threads: the same number for the same text. */
function createTextNumbers(): { of(text: string): number; readonly all: readonly string[] } {
  const numbers = new Map<string, number>();
  const all: string[] = [];
  return {
    all,
    of(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, all.length);
      return all.push(text) - 1;
    },
  };
}
