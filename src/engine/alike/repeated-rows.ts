// Rows of one call that its log says several times, one row behind the other: which of them counts is decided by the stage that decides it for
// records, and what the others add is learned from the first calls that are said so.
import { judgedOf } from '../../audit/alike/one-call.ts';
import { type JudgedRepeat, repeatedCallOf } from '../../audit/alike/repeated-call.ts';
import type { AuditSettings } from '../../audit/settings.ts';
import type { Event } from '../../model/event.ts';
import { picoUsd } from '../../model/money.ts';
import { type ExclusionReason, exclusionReasons } from '../../model/trace.ts';
import { totalTokens, type Usage } from '../../model/usage.ts';
import { compareEvents } from '../../trace/event-order.ts';
import { keepOnePerLog } from '../../trace/keep-one-per-log.ts';
import type { Meeting } from '../../trace/meeting-keys.ts';
import { meetingFields } from './open-plan.ts';
import { createPairTable, noPair } from './pair-table.ts';
import { type KindReader, mostTries, readFirst, unread } from './read-kinds.ts';

export interface SaidRow {
  readonly kind: number;
  readonly offset: number;
  readonly line: number;
  readonly start: bigint;
  readonly usage: Usage | undefined;
  /** What it costs, in whole 10^-12 dollars and the rest of 10^-18. */
  readonly pico: number;
  readonly rest: number;
}

/** Which row counts, and those that repeat it in the order of the kind of all of them together. */
export interface Together<R> {
  readonly kind: number;
  readonly counted: R;
  readonly repeats: readonly R[];
}

export interface RepeatedRows {
  /** Undefined when they must be read as records, which `read` does with one of them. All hold these ids. */
  together<R extends SaidRow>(
    rows: readonly R[],
    ids: Meeting,
    read: (row: R) => Event | undefined,
  ): Together<R> | undefined;
}

interface Known {
  kind: number;
  tries: number;
}

export function createRepeatedRows(
  reader: KindReader,
  settings: AuditSettings,
  groupBy: readonly string[],
): RepeatedRows {
  const pairs = createPairTable(100_000);
  const known = new Map<number, Known>();

  /** What is told by the row, and what its kind shares. When a record ended tells which counts, too: such rows are not put together. */
  function eventOf({ kind, offset, line, start, usage }: SaidRow, ids: Partial<Event>): Event | undefined {
    const event = reader.kinds[kind]?.event;
    if (event === undefined || event.end !== undefined) return undefined;
    return { ...event, ...ids, start, ...(usage && { usage }), place: { ...event.place, offset, line } };
  }

  /** How many kinds of such calls there may be is limited by `pairs`. */
  function nodeOf(
    counted: SaidRow,
    repeats: readonly { readonly row: SaidRow; readonly reason: ExclusionReason }[],
  ): number {
    let node = pairs.of(0, counted.kind);
    for (const { row, reason } of repeats) node = pairs.of(pairs.of(node, row.kind), exclusionReasons.indexOf(reason));
    return node;
  }

  return {
    together(rows, ids, read) {
      const own = held(ids);
      const rowOf = new Map<Event, (typeof rows)[number]>();
      for (const row of rows) {
        const event = eventOf(row, own);
        if (event) rowOf.set(event, row);
      }
      const [first, ...others] = [...rowOf.keys()].sort(compareEvents);
      if (first === undefined || isLeftOpen(rows)) return undefined;
      const { sightings, exclusions } = keepOnePerLog([first, ...others]);
      const counted = rowOf.get(sightings[0]);
      const repeats = exclusions.flatMap(({ event, reason }) => {
        const row = rowOf.get(event);
        return row ? [{ row, reason }] : [];
      });
      if (!counted || sightings.length > 1 || repeats.length !== rows.length - 1) return undefined;
      repeats.sort((a, b) => a.row.kind - b.row.kind || (a.reason < b.reason ? -1 : 1));
      const node = nodeOf(counted, repeats);
      if (node === noPair) return undefined;
      const found = known.get(node) ?? { kind: unread, tries: 0 };
      known.set(node, found);
      if (found.kind < 0 && found.tries < mostTries) {
        found.tries += 1;
        const judged = found.tries > readFirst ? judge(rows, counted, repeats, read) : undefined;
        if (judged) found.kind = reader.repeated(counted.kind, judged);
      }
      return found.kind < 0 ? undefined : { kind: found.kind, counted, repeats: repeats.map(({ row }) => row) };
    },
  };

  /** Undefined when the analysis of the records says something else than was made out from the rows. */
  function judge<R extends SaidRow>(
    rows: readonly R[],
    counted: R,
    repeats: readonly { readonly row: R; readonly reason: ExclusionReason }[],
    read: (row: R) => Event | undefined,
  ): Parameters<KindReader['repeated']>[1] | undefined {
    const events = rows.flatMap((row) => read(row) ?? []);
    const call = events.length === rows.length ? repeatedCallOf(events, settings, groupBy) : undefined;
    if (call?.counted.place.offset !== counted.offset || call.repeats.length !== repeats.length) return undefined;
    const judged: JudgedRepeat[] = [];
    for (const { row, reason } of repeats) {
      const one = call.repeats.find(({ event }) => event.place.offset === row.offset);
      if (one?.reason !== reason || one.usd !== BigInt(row.pico) * picoUsd + BigInt(row.rest)) return undefined;
      judged.push(one.judged);
    }
    return { judged: judgedOf(call.one), repeats: judged };
  }
}

/** Rows of two kinds that began at once and measured the same: names would decide, of which the events of the kinds have others. */
function isLeftOpen(rows: readonly SaidRow[]): boolean {
  return rows.some((row, at) =>
    rows.some(
      (other, before) =>
        before < at && other.kind !== row.kind && other.start === row.start && tokensOf(other) === tokensOf(row),
    ),
  );
}

const tokensOf = ({ usage }: SaidRow): number => totalTokens(usage ?? {});

/** Without members that are not there. */
function held(ids: Meeting): Partial<Event> {
  const own: { -readonly [K in (typeof meetingFields)[number]]?: string } = {};
  for (const field of meetingFields) {
    const id = ids[field];
    if (id !== undefined) own[field] = id;
  }
  return own;
}
