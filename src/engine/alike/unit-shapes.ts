// The shapes of units of traces: one unit of each that there are several of is read and judged, and the sums of all of them stand with it.
import { type JudgedAlone, judgedOf, type List, type OneCall } from '../../audit/alike/one-call.ts';
import type { HopReason } from '../../audit/alike/scale-traces.ts';
import { groupSource } from '../../audit/group-keys.ts';
import type { Tally } from '../../audit/tally.ts';
import type { Event } from '../../model/event.ts';
import type { TextField } from '../../model/fields.ts';
import { picoUsd } from '../../model/money.ts';
import type { UsageClass } from '../../model/usage.ts';
import { column, fixedColumns, type LineToRead, lineOf } from './alike-rows.ts';
import { newGroups } from './group-sums.ts';
import { type KindSums, newCallSums } from './kind-sums.ts';
import { createNodeTable } from './pair-table.ts';
import type { Best } from './rank-rows.ts';
import { asKind } from './row-values.ts';
import type { CountedCall } from './trace-totals.ts';
import type { SpanKind, SpanRow, Unit } from './trace-units.ts';

export interface UnitShapes {
  /** There is one more unit of its shape. */
  see(unit: Unit): void;
  /** Judges one unit of each shape that there is often enough by now. */
  judge(read: ReadEvents): Promise<void>;
  of(unit: Unit): JudgedUnit | undefined;
  /** The call of that number. */
  callAt(number: number): JudgedCall;
  /** Puts into the row of the call the values that it has from the hops above it. */
  inherit(unit: Unit, judged: JudgedCall): CountedCall;
  tally(): readonly Tally[];
}

/** Reads lines in the order in which they stand, each of which is one event. */
export type ReadEvents = (lines: readonly LineToRead[]) => Promise<readonly Event[]>;

export type JudgedUnit = JudgedCall | { readonly kind: 'hop'; readonly reason: HopReason };

export interface JudgedCall {
  readonly kind: 'call';
  readonly number: number;
  readonly judged: JudgedAlone;
  readonly sums: KindSums;
  /** For each dimension, in which row its value stands; -1 for none. */
  readonly sources: readonly number[];
}

/** A call with the hops above it, and a hop above no call. */
export interface JudgeUnits {
  readonly call: (events: readonly Event[]) => OneCall | undefined;
  readonly hop: (event: Event) => HopReason | undefined;
}

interface Shape {
  units: number;
  /** One of its units: where its lines stand, and what its call costs and counts. */
  readonly lines: readonly LineToRead[];
  readonly call: { readonly usd: bigint; readonly classes: readonly UsageClass[] } | undefined;
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
  const calls: JudgedCall[] = [];
  const groups = newGroups(dimensions);
  const names = createTextNumbers();

  function judged(events: readonly Event[], { call }: Shape): JudgedUnit | undefined {
    const last = events.at(-1);
    if (call) return judgedCall(events, call);
    const reason = last && judge.hop(last);
    return reason && { kind: 'hop', reason };
  }

  function judgedCall(events: readonly Event[], { usd, classes }: NonNullable<Shape['call']>): JudgedCall | undefined {
    const one = judge.call(events);
    if (one?.audited.trace.events.length !== events.length) return undefined;
    if (one.one.call.sightings[0] !== events.at(-1) || one.one.cost.usd !== usd) return undefined;
    const sources = dimensions.map((field) => groupSource(one.one, field));
    if (sources.some((source) => source && !events.includes(source))) return undefined;
    const judged = judgedOf(one);
    const call: JudgedCall = {
      kind: 'call',
      number: calls.length,
      judged,
      sums: newCallSums({ classes, judged }, { dimensions, byName: groups, bestOf }),
      sources: sources.map((source) => (source ? events.indexOf(source) : -1)),
    };
    calls.push(call);
    return call;
  }

  return {
    see({ shape, rows, call }) {
      const known = shapes.at(shape);
      if (known) known.units += 1;
      if (known || met >= mostShapes) return;
      met += 1;
      const made: Shape = {
        units: 1,
        lines: rows.map(({ input, numbers, at }) => lineOf(input, numbers.subarray(at))),
        call: call && { usd: usdOf(call), classes: call.kind.classes },
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
    callAt: (number) => calls[number] ?? noCall(),
    inherit({ rows, call }, { judged, sources }) {
      if (call === undefined) return noCall();
      const { numbers, at } = call;
      for (let index = 0; index < sources.length; index++) {
        const source = rows[sources[index] ?? -1];
        const name = source ? (source.numbers[source.at + fixedColumns + index] ?? asKind) : asKind;
        numbers[at + fixedColumns + index] =
          source === undefined || name === asKind ? asKind : names.of(source.kind.names[name] ?? '');
      }
      return { judged, row: numbers, at };
    },
    tally: () => [groups.tally(names.all), ...calls.flatMap(({ sums }) => sums.tally())],
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
