// Statements about the calls of traces that were summed up: in shorter stretches of time, by traces, and minutes with many of them.
import type { UsageClass } from '../../model/usage.ts';
import { listOf, type ShapeQuery, tracesSql } from '../shape-sql.ts';

/** Calls at one place of one shape that began within one stretch: the so-and-so-many-th of that length. */
export interface Cell {
  readonly shape: string;
  readonly place: number;
  readonly length: bigint;
  readonly number: bigint;
}

/** Which calls of which traces are asked about. */
export interface Among {
  readonly query: ShapeQuery;
  /** Of the traces with a shape, those that were summed up. */
  readonly traces: string;
  /** About how long they go on. */
  readonly span: bigint;
}

const minute = 60_000_000_000n;
const hour = 60n * minute;
export const sumOf = (name: UsageClass): string => `all_${name}`;

/** Every event at every place of the traces that `among` chooses: its start, and what it counts. */
function placesSql({ query, traces }: Among, near?: string): string {
  const lists = query.classes.map(listOf);
  const each = query.classes.map((name) => `${listOf(name)}[place] AS one_${name}`);
  return `SELECT ${['trace_id', 'shape', 'place', 'starts[place] AS start', ...each].join(', ')} FROM (SELECT ${['trace_id', 'shape', 'starts', ...lists].join(', ')}, arrayJoin(arrayEnumerate(starts)) AS place FROM (${tracesSql(query, near)}) WHERE ${traces})`;
}

/** The cells in shorter stretches, with what their calls count. Large numbers as text. */
export function finerSql(among: Among, cells: readonly Cell[], length: bigint): string {
  const sums = among.query.classes.map((name) => `toString(sum(one_${name})) AS ${sumOf(name)}`);
  return `SELECT ${['toString(shape) AS name', 'place', 'count() AS calls', 'toString(min(start)) AS first', 'toString(max(start)) AS last', ...sums].join(', ')} FROM (${placesSql(among, nearSql(cells, among))}) WHERE ${inCells(cells)} GROUP BY shape, place, intDiv(start, ${length})`;
}

/** The traces of these calls. */
export function openedSql(among: Among, cells: readonly Cell[]): string {
  return `SELECT trace_id, toString(shape) AS name, place FROM (${placesSql(among, nearSql(cells, among))}) WHERE ${inCells(cells)}`;
}

export interface Counted {
  readonly places: readonly Pick<Cell, 'shape' | 'place'>[];
  /** Minutes with more calls than this are told. */
  readonly more: number;
}

/** Minutes with many calls, by subject: its number among `subjects`, from 1. */
export function busyMinutesSql(among: Among, subjects: readonly Counted[]): string {
  const which = subjects.map(({ places }, index) => `${inPlaces(places)}, ${index + 1}`).join(', ');
  const more = subjects.map((subject, index) => `subject = ${index + 1}, ${subject.more}`).join(', ');
  return `SELECT subject, toString(minute) AS number, count() AS calls FROM (SELECT multiIf(${which}, 0) AS subject, intDiv(start, ${minute}) AS minute FROM (${placesSql(among)})) WHERE subject > 0 GROUP BY subject, minute HAVING count() > multiIf(${more}, 0)`;
}

/** Each length is asked for once. */
function inCells(cells: readonly Cell[]): string {
  const byLength = new Map<bigint, string[]>();
  for (const { shape, place, length, number } of cells) {
    const known = byLength.get(length) ?? [];
    byLength.set(length, known);
    known.push(`(${shape}, ${place}, ${number})`);
  }
  return [...byLength]
    .map(([length, list]) => `(shape, place, intDiv(start, ${length})) IN (${list.join(', ')})`)
    .join(' OR ');
}

const inPlaces = (places: Counted['places']): string =>
  `(shape, place) IN (${places.map(({ shape, place }) => `(${shape}, ${place})`).join(', ')})`;

/** With fewer than this part of the time, it is quicker to look for the traces first. */
const smallPart = 10n;

/** When an event of theirs may have begun; undefined when that is nearly always. */
function nearSql(cells: readonly Cell[], { span }: Among): string | undefined {
  const unit = cells.every(({ length }) => length <= minute) ? minute : hour;
  const most = span / smallPart / unit;
  const numbers = new Set<bigint>();
  for (const { length, number } of cells) {
    for (let at = (number * length) / unit; at <= ((number + 1n) * length) / unit; at += 1n) {
      numbers.add(at);
      if (BigInt(numbers.size) > most) return undefined;
    }
  }
  return `intDiv(start_ns, ${unit}) IN (${[...numbers].join(', ')})`;
}
