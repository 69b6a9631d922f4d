// Rows that meet others, by their traces: what each call comes to with the hops above it is added up, and what their traces come to.
import type { List } from '../../audit/alike/one-call.ts';
import type { HopReason } from '../../audit/alike/scale-traces.ts';
import type { Tally } from '../../audit/tally.ts';
import type { TextField } from '../../model/fields.ts';
import type { EventStore } from '../spill/event-store.ts';
import type { Chain } from '../spill/spill-file.ts';
import { readRows, rowWriter } from './alike-rows.ts';
import { createMarks } from './marks.ts';
import { createPairTable } from './pair-table.ts';
import type { Best } from './rank-rows.ts';
import { type CountedCall, createTraceTotals, isLeftOut } from './trace-totals.ts';
import { mostSpans, type SpanKind, type SpanRow, type Unit, unitsOf } from './trace-units.ts';
import { createUnitShapes, type JudgedCall, type JudgedSum, type JudgeUnits, type ReadEvents } from './unit-shapes.ts';

/** A kind of rows that are spans, and how many numbers its rows have. */
export interface MetKind extends SpanKind {
  readonly width: number;
}

export interface TraceSums {
  /** A row that meets others, with its numbers from `at` on. */
  put(leader: number, record: number, input: number, kind: MetKind, row: Float64Array, at: number): void;
  /** Somebody who meets others and is no such row: all that he meets must be read. */
  spoil(leader: number): void;
  /** Sums up what can be; `read` reads one unit of each shape. */
  settle(read: ReadEvents, rest: () => Promise<void>): Promise<void>;
  /** It was summed up. */
  isSettled(record: number): boolean;
  tally(): readonly Tally[];
}

interface Trace {
  readonly rows: readonly SpanRow<MetKind>[];
  readonly units: readonly Unit<MetKind>[];
}

/** A trace of which all units were judged. */
interface Counted {
  readonly records: readonly number[];
  readonly calls: readonly CountedCall[];
  /** Its calls, and what repeats them. */
  readonly priced: readonly PricedRow[];
  /** Why its hops are set aside, when it has no call. */
  readonly reason: HopReason | undefined;
}

/** The row of a call, or of a sum of calls. */
interface PricedRow {
  readonly of: JudgedCall | JudgedSum;
  readonly row: Float64Array;
  readonly at: number;
  /** How many numbers it has. */
  readonly width: number;
}

const partBytes = 2 * 1024 * 1024;
const mostParts = 1024;
const blockBytes = 64 * 1024;
/** The leader, the record, the input and the kind. */
const headWidth = 4;

const spoilt = 255;
const settled = 1;

export interface TraceSettings {
  readonly newChain: EventStore['newChain'];
  readonly dimensions: readonly TextField[];
  readonly bestOf: (list: List) => Best;
  readonly judge: JudgeUnits;
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
  const shapes = createUnitShapes(dimensions, bestOf, judge);
  const totals = createTraceTotals(bestOf);
  const waiting = newChain(blockBytes);
  const write = rowWriter();

  function* tracesOf(part: Chain): Iterable<Trace> {
    const numbers = new Float64Array(part.whole().buffer);
    const byLeader = new Map<number, SpanRow<MetKind>[]>();
    for (let at = 0; at < numbers.length; ) {
      const [leader, record, input] = [numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0];
      const kind = kinds[numbers[at + 3] ?? 0];
      if (kind === undefined) throw new Error('a row is of no kind that was put');
      const span = { record, input, kind, numbers, at: at + headWidth };
      at += headWidth + kind.width;
      if (members.at(leader) === spoilt) continue;
      const others = byLeader.get(leader);
      if (others) others.push(span);
      else byLeader.set(leader, [span]);
    }
    for (const rows of byLeader.values()) {
      const units = unitsOf(rows, pairs);
      if (units) yield { rows, units };
    }
  }

  /** Undefined when one of its units was not judged. */
  function countedOf({ rows, units }: Trace): Counted | undefined {
    const priced: PricedRow[] = [];
    let reason: HopReason | undefined;
    for (const unit of units) {
      const of = shapes.of(unit);
      const about = unit.rows[unit.at];
      if (of === undefined || about === undefined) return undefined;
      if (of.kind === 'hop') reason = of.reason;
      else {
        if (of.kind === 'call') shapes.inherit(unit, of);
        priced.push({ of, row: about.numbers, at: about.at, width: about.kind.hopAt });
      }
    }
    const records = rows.map(({ record }) => record);
    const calls = callsIn(priced);
    // Of a trace that the report is not about a sum is a hop like any other.
    const counting = calls.every(isLeftOut) ? priced.filter(({ of }) => of.kind === 'call') : priced;
    return { records, calls, priced: counting, reason };
  }

  function sumUp(trace: Trace): void {
    const counted = countedOf(trace);
    if (counted === undefined) return;
    let isListed = totals.rank(counted.calls);
    for (const { of, row, at } of counted.priced) if (of.sums.rank(row, at)) isListed = true;
    if (isListed) wait(counted);
    else count(counted);
  }

  function count({ records: own, calls, priced, reason }: Counted): void {
    for (const { of, row, at } of priced) of.sums.add(row, at);
    const hops = own.length - priced.length;
    if (calls.length > 0) totals.add(calls, hops);
    else if (reason) totals.addHops(reason, hops);
    for (const record of own) records.set(record, settled);
  }

  function wait({ records: own, priced }: Counted): void {
    const rows = priced.flatMap(({ of, row, at, width }) => [of.number, width, ...row.subarray(at, at + width)]);
    const numbers = [own.length, ...own, ...rows];
    write(waiting, [numbers.length + 1, ...numbers], noRow, 0, 0);
  }

  /** What was on a list once and is not any more. */
  function sumUpRest(): void {
    const from = readRows(waiting);
    while (!from.isAtEnd()) {
      const start = from.next((numbers, start) => numbers[start] ?? 1);
      const counted = waited(from.numbers(), start);
      const { calls, priced } = counted;
      if (!totals.isListed(calls) && !priced.some(({ of, row, at }) => of.sums.isListed(row, at))) count(counted);
    }
  }

  function waited(numbers: Float64Array, start: number): Counted {
    const [length = 0, records = 0] = numbers.subarray(start, start + 2);
    const priced: PricedRow[] = [];
    for (let at = start + 2 + records; at < start + length; ) {
      const [number = 0, width = 0] = numbers.subarray(at, at + 2);
      priced.push({ of: shapes.countedAt(number), row: numbers, at: at + 2, width });
      at += 2 + width;
    }
    const own = [...numbers.subarray(start + 2, start + 2 + records)];
    return { records: own, calls: callsIn(priced), priced, reason: undefined };
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
        for (const { units } of traces) for (const unit of units) shapes.see(unit);
        await shapes.judge(read);
        for (const trace of traces) sumUp(trace);
        await rest();
      }
      sumUpRest();
    },
    isSettled: (record) => records.at(record) === settled,
    tally: () => [totals.tally(), ...shapes.tally()],
  };
}

const callsIn = (priced: readonly PricedRow[]): readonly CountedCall[] =>
  priced.flatMap(({ of, row, at }) => (of.kind === 'call' ? [{ judged: of.judged, row, at }] : []));

const noRow = new Float64Array(0);
