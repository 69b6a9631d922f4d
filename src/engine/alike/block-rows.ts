// The rows of one block of lines, as numbers. A row waits for the next one: a log may say a call on several lines, and their records are one row.
import type { Event } from '../../model/event.ts';
import type { TextField } from '../../model/fields.ts';
import { totalTokens, type Usage } from '../../model/usage.ts';
import type { Meeting } from '../../trace/meeting-keys.ts';
import { collectIds, type MetIds } from '../spill/meeting-point.ts';
import { column, fixedColumns, onlyOne, type RowRoom, repeatOrder } from './alike-rows.ts';
import { areApart, type LineCall } from './line-calls.ts';
import { meetingFields } from './open-plan.ts';
import { type KindReader, noKind } from './read-kinds.ts';
import type { RepeatedRows, SaidRow, Together } from './repeated-rows.ts';
import { nsPerDay } from './row-times.ts';
import type { RowValues } from './row-values.ts';
import { createSeenKinds, type SeenKind } from './seen-kinds.ts';

/** A line: where it stands in its block, how long it is, and its number in the input; of a page which of its parts is meant. */
export interface LinePlace {
  readonly at: number;
  readonly length: number;
  readonly line: number;
  readonly part: number;
}

/** Rows of some lines, and what their numbers mean. */
export interface AlikeLines {
  readonly rows: Float64Array<ArrayBuffer>;
  readonly count: number;
  /** How many of them are spans. */
  readonly hops: number;
  /** By the number of the row among these. */
  readonly ids: MetIds;
}

export interface BlockRows {
  /** Whether the row that is open, with these ids, says the call of the row before again: it is taken as one more record of it. */
  takeAgain(kind: number, line: LinePlace, ids: Meeting): boolean;
  /** Takes the row that is open as a call. The one before must be settled. */
  take(kind: number, line: LinePlace, ids: Meeting): void;
  /** Takes the row that is open as a call of a line that is a trace, before so many more. What came before must be settled. */
  takeCall(kind: number, line: LinePlace, ids: Meeting, more: number): void;
  /** All calls of the line were taken. False when it must be read as a record after all. */
  endTrace(): boolean;
  /** Forgets those of them that were taken. */
  dropTrace(): void;
  /** A line that its format passes over. */
  passOver(format: string, line: number): void;
  /** Nothing that follows says the last call again. Gives its first line when its lines must be read as records after all, up to there. */
  settle(read: (line: LinePlace) => Event | undefined): LinePlace | undefined;
  /** All that was settled. */
  end(): {
    readonly alike: AlikeLines;
    readonly seen: readonly SeenKind[];
    readonly passed: ReadonlyMap<string, number>;
    readonly line: number;
  };
}

interface PlacedRow extends SaidRow {
  /** Where its numbers begin. */
  readonly at: number;
}

/** A call has few blocks; an id that more records hold says nothing (trace/join-calls.ts). */
const mostMembers = 16;

/** What reads the rows of one block after the other. */
export interface RowReading {
  readonly row: RowValues;
  readonly reader: KindReader;
  readonly repeated: RepeatedRows;
  readonly room: RowRoom;
  readonly dimensions: readonly TextField[];
}

/** `offset` is where the block stands in the input. */
export function createBlockRows({ row, reader, repeated, room, dimensions }: RowReading, offset: number): BlockRows {
  room.take(); // of a block that was given up
  const ids = collectIds();
  const seen = createSeenKinds(reader.kinds);
  const passed = new Map<string, number>();
  const width = fixedColumns + dimensions.length;
  /** The last call, of which there may be more records: where they begin among the numbers, and what they count. */
  const members = new Int32Array(mostMembers);
  const usages: (Usage | undefined)[] = [];
  let said = 0;
  /** The formats of lines between them. */
  const between: string[] = [];
  let held: Meeting = {};
  /** The calls of the line under way that is a trace. */
  const trace: LineCall[] = [];
  let [count, hops, last] = [0, 0, 0];

  /** Where its numbers begin: with `more` as the last, where it is one of several calls of a line. */
  function write(kind: number, line: LinePlace, more?: number): number {
    const { amounts, size } = row.counts;
    const at = room.next(width + size + row.hopWidth + (more === undefined ? 0 : 1));
    const { numbers } = room;
    numbers[at + column.kind] = kind;
    numbers[at + column.offset] = offset + line.at;
    numbers[at + column.length] = line.length;
    numbers[at + column.line] = line.line;
    numbers[at + column.part] = line.part;
    numbers[at + column.cost] = reader.cost.pico;
    numbers[at + column.costRest] = reader.cost.rest;
    numbers[at + column.logged] = row.logged.pico;
    numbers[at + column.loggedRest] = row.logged.rest;
    numbers[at + column.day] = row.day;
    numbers[at + column.ns] = row.ns;
    let next = at + fixedColumns;
    for (let index = 0; index < dimensions.length; index++) numbers[next++] = row.dimension(index);
    for (let index = 0; index < size; index++) numbers[next++] = amounts[index] ?? 0;
    row.writeHop(numbers, next);
    if (more !== undefined) numbers[next] = more;
    last = line.line;
    return at;
  }

  function put(kind: number, line: LinePlace): void {
    members[said] = write(kind, line);
    usages[said] = row.counts.usage;
    said += 1;
    row.keep();
  }

  function see(at: number, isFirst = true): void {
    seen.see(room.numbers[at + column.kind] ?? 0, room.numbers[at + column.day] ?? 0, isFirst);
  }

  function endTrace(): boolean {
    const [first] = trace;
    if (!first || !areApart(trace)) return false;
    for (const { at } of trace) see(at, at === first.at);
    ids.add(first.ids, count);
    for (let index = 1; index < trace.length; index++) {
      const { request_id, provider_request_id } = trace[index]?.ids ?? {};
      ids.add({ request_id, provider_request_id }, count);
    }
    count += 1;
    trace.length = 0;
    return true;
  }

  const lineAt = (at: number): LinePlace => ({
    at: (room.numbers[at + column.offset] ?? 0) - offset,
    length: room.numbers[at + column.length] ?? 0,
    line: room.numbers[at + column.line] ?? 0,
    part: room.numbers[at + column.part] ?? onlyOne,
  });

  function saidRow(at: number, member: number): PlacedRow {
    const number = (index: number): number => room.numbers[at + index] ?? 0;
    return {
      at,
      usage: usages[member],
      kind: number(column.kind),
      offset: number(column.offset),
      line: number(column.line),
      start: BigInt(number(column.day)) * nsPerDay + BigInt(number(column.ns)),
      pico: number(column.cost),
      rest: number(column.costRest),
    };
  }

  /** One row in the place of the rows of all its records. */
  function putTogether({ kind, counted, repeats }: Together<PlacedRow>, from: number): void {
    const end = counted.at + width + (reader.kinds[kind] ?? noKind()).classes.length;
    const whole: number[] = [];
    for (let at = counted.at; at < end; at++) whole.push(room.numbers[at] ?? 0);
    whole[column.kind] = kind;
    for (const { at } of repeats) for (const index of repeatOrder) whole.push(room.numbers[at + index] ?? 0);
    room.back(from);
    const at = room.next(whole.length);
    room.numbers.set(whole, at);
  }

  function passedOver(format: string): void {
    passed.set(format, (passed.get(format) ?? 0) + 1);
  }

  /** False when they must be read as records. */
  function settleMembers(first: number, read: (line: LinePlace) => Event | undefined): boolean {
    if (said === 1) {
      see(first);
      return true;
    }
    const places = [...members.subarray(0, said)];
    const together = repeated.together(places.map(saidRow), held, ({ at }) => read(lineAt(at)));
    if (together === undefined) return false;
    for (const at of places) see(at);
    putTogether(together, first);
    return true;
  }

  return {
    takeAgain(kind, line, ids) {
      if (said === 0 || said === mostMembers || row.hopWidth > 0) return false;
      if (ids.provider_request_id === undefined) return false; // records of a request's own id may be several calls
      for (const field of meetingFields) if (ids[field] !== held[field]) return false;
      if (!row.saysAgain()) return false;
      put(kind, line);
      return true;
    },
    take(kind, line, ids) {
      put(kind, line);
      held = ids;
      if (row.hopWidth > 0) hops += 1;
    },
    takeCall(kind, line, own, more) {
      const { event } = reader.kinds[kind] ?? noKind();
      trace.push({ at: write(kind, line, more), event, ids: own, tokens: totalTokens(row.counts.usage ?? {}) });
    },
    endTrace,
    dropTrace() {
      const [first] = trace;
      if (first) room.back(first.at);
      trace.length = 0;
    },
    passOver(format, line) {
      if (said > 0) between.push(format);
      else passedOver(format);
      last = line;
    },
    settle(read) {
      if (said === 0) return undefined;
      const first = members[0] ?? 0;
      const isSettled = settleMembers(first, read);
      const begin = isSettled ? undefined : lineAt(first);
      if (isSettled) {
        ids.add(held, count);
        count += 1;
        if (between.length > 0) for (const format of between) passedOver(format);
      } else room.back(first);
      said = 0;
      if (between.length > 0) between.length = 0;
      return begin;
    },
    end: () => ({
      alike: { rows: room.take(), count, hops, ids: ids.ids() },
      seen: seen.all,
      passed,
      line: last,
    }),
  };
}
