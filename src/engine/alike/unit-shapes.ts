// The shapes of units of traces: one unit of each that there are several of is read and judged, and the sums of all of them stand with it.
import { type JudgedAlone, judgedOf, type List, type OneCall } from '../../audit/alike/one-call.ts';
import type { AddedRepeat } from '../../audit/alike/repeated-call.ts';
import type { HopReason } from '../../audit/alike/scale-traces.ts';
import { groupSource } from '../../audit/group-keys.ts';
import type { Tally } from '../../audit/tally.ts';
import type { Event, Role } from '../../model/event.ts';
import type { TextField } from '../../model/fields.ts';
import { picoUsd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import { column, fixedColumns, type LineToRead, lineOf } from './alike-rows.ts';
import { newGroups } from './group-sums.ts';
import { type KindSums, newCallSums, newRepeatSums } from './kind-sums.ts';
import { createNodeTable } from './pair-table.ts';
import type { Best } from './rank-rows.ts';
import { asKind } from './row-values.ts';
import type { SpanKind, SpanRow, Unit } from './trace-units.ts';

export interface UnitShapes {
  /** There is one more unit of its shape. */
  see(unit: Unit): void;
  /** Judges one unit of each shape that there is often enough by now. */
  judge(read: ReadEvents): Promise<void>;
  of(unit: Unit): JudgedUnit | undefined;
  /** The call or sum of that number. */
  countedAt(number: number): JudgedCall | JudgedSum;
  /** Puts into the row of the call the values that it has from the hops above it. */
  inherit(unit: Unit, judged: JudgedCall): void;
  tally(): readonly Tally[];
}

/** Reads lines in the order in which they stand, each of which is one event. */
export type ReadEvents = (lines: readonly LineToRead[]) => Promise<readonly Event[]>;

export type JudgedUnit = JudgedCall | JudgedSum | { readonly kind: 'hop'; readonly reason: HopReason };

export interface JudgedCall {
  readonly kind: 'call';
  readonly number: number;
  readonly judged: JudgedAlone;
  readonly sums: KindSums;
  /** For each dimension, in which row its value stands; -1 for none. */
  readonly sources: readonly number[];
}

export interface JudgedSum {
  readonly kind: 'sum';
  readonly number: number;
  readonly sums: KindSums;
}

/** A call with the hops above it, that one of these which repeats its calls, and a hop above no call. */
export interface JudgeUnits {
  readonly call: (events: readonly Event[]) => OneCall | undefined;
  readonly sum: (events: readonly Event[], at: number) => AddedRepeat | undefined;
  readonly hop: (event: Event) => HopReason | undefined;
}

interface Shape {
  units: number;
  /** One of its units: where its lines stand, and what the row costs and counts that it is about. */
  readonly lines: readonly LineToRead[];
  readonly role: Role;
  readonly at: number;
  readonly usd: bigint;
  readonly classes: readonly UsageClass[];
  judged: JudgedUnit | undefined;
}

const mostShapes = 3500;
/** To judge one takes as long as to read some. */
const leastUnits = 3;

export function createUnitShapes(
  dimensions: readonly TextField[],
  bestOf: (list: List) => Best,
  judge: JudgeUnits,
): UnitShapes {
  const shapes = createNodeTable<Shape>();
  let waiting: Shape[] = [];
  let met = 0;
  const counted: (JudgedCall | JudgedSum)[] = [];
  const groups = newGroups(dimensions);
  const names = createTextNumbers();

  function judged(events: readonly Event[], shape: Shape): JudgedUnit | undefined {
    if (shape.role === 'call') return judgedCall(events, shape);
    if (shape.role === 'rollup') return judgedSum(events, shape);
    const [hop] = events;
    const reason = hop && judge.hop(hop);
    return reason && { kind: 'hop', reason };
  }

  function judgedSum(events: readonly Event[], { at, usd }: Shape): JudgedSum | undefined {
    const sum = judge.sum(events, at);
    if (sum?.usd !== usd) return undefined;
    const made: JudgedSum = { kind: 'sum', number: counted.length, sums: newRepeatSums(sum.judged, { bestOf }) };
    counted.push(made);
    return made;
  }

  function judgedCall(events: readonly Event[], { usd, classes }: Shape): JudgedCall | undefined {
    const one = judge.call(events);
    if (one?.audited.trace.events.length !== events.length) return undefined;
    if (one.one.call.sightings[0] !== events.at(-1) || one.one.cost.usd !== usd) return undefined;
    const sources = dimensions.map((field) => groupSource(one.one, field));
    if (sources.some((source) => source && !events.includes(source))) return undefined;
    const judged = judgedOf(one);
    const call: JudgedCall = {
      kind: 'call',
      number: counted.length,
      judged,
      sums: newCallSums({ classes, judged }, { dimensions, byName: groups, bestOf }),
      sources: sources.map((source) => (source ? events.indexOf(source) : -1)),
    };
    counted.push(call);
    return call;
  }

  return {
    see({ shape, rows, role, at }) {
      const known = shapes.at(shape);
      if (known) known.units += 1;
      if (known || met >= mostShapes) return;
      const about = rows[at];
      if (about === undefined) return noCall();
      met += 1;
      const made: Shape = {
        units: 1,
        lines: rows.map(({ input, numbers, at }) => lineOf(input, numbers.subarray(at))),
        role,
        at,
        usd: usdOf(about),
        classes: about.kind.classes,
        judged: undefined,
      };
      shapes.set(shape, made);
      waiting.push(made);
    },
    async judge(read) {
      const asked = waiting.filter(({ units }) => units >= leastUnits);
      if (asked.length === 0) return;
      waiting = waiting.filter(({ units }) => units < leastUnits);
      const lines = asked.flatMap((shape) => shape.lines);
      lines.sort((a, b) => a.input - b.input || a.offset - b.offset || a.part - b.part);
      const events = await read(lines);
      const eventAt = new Map(lines.map((line, at) => [line, events[at]]));
      for (const shape of asked) {
        const own = shape.lines.flatMap((line) => eventAt.get(line) ?? []);
        if (own.length === shape.lines.length) shape.judged = judged(own, shape);
      }
    },
    of: ({ shape }) => shapes.at(shape)?.judged,
    countedAt: (number) => counted[number] ?? noCall(),
    inherit({ rows, at: place }, { sources }) {
      const call = rows[place];
      if (call === undefined) return noCall();
      const { numbers, at } = call;
      for (let index = 0; index < sources.length; index++) {
        const source = rows[sources[index] ?? -1];
        const name = source ? (source.numbers[source.at + fixedColumns + index] ?? asKind) : asKind;
        numbers[at + fixedColumns + index] =
          source === undefined || name === asKind ? asKind : names.of(source.kind.names[name] ?? '');
      }
    },
    tally: () => [groups.tally(names.all), ...counted.flatMap(({ sums }) => sums.tally())],
  };
}

function noCall(): never {
  throw new Error('a call of a trace was not judged');
}

const usdOf = ({ numbers, at }: SpanRow<SpanKind>): bigint =>
  BigInt(numbers[at + column.cost] ?? 0) * picoUsd + BigInt(numbers[at + column.costRest] ?? 0);

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
