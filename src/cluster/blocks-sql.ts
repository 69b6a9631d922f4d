// Statements about the calls of traces that were summed up: in shorter stretches of time, by traces, and minutes with many of them.
import type { UsageClass } from '../model/usage.ts';
import { listOf, type ShapeQuery, tracesSql } from './shape-sql.ts';

/** Calls at one place of one shape that began within one stretch: the so-and-so-many-th of that length. */
export interface Cell {
  readonly shape: string;
  readonly place: number;
  readonly length: bigint;
  readonly number: bigint;
}

const minute = 60_000_000_000n;
export const sumOf = (name: UsageClass): string => `all_${name}`;

/** Every event at every place of the traces that `among` chooses: its start, and what it counts. */
function placesSql(query: ShapeQuery, among: string): string {
  const lists = query.classes.map(listOf);
  const each = query.classes.map((name) => `${listOf(name)}[place] AS one_${name}`);
  return `SELECT ${['trace_id', 'shape', 'place', 'starts[place] AS start', ...each].join(', ')} FROM (SELECT ${['trace_id', 'shape', 'starts', ...lists].join(', ')}, arrayJoin(arrayEnumerate(starts)) AS place FROM (${tracesSql(query)}) WHERE ${among})`;
}

/** The cells in shorter stretches, with what their calls count. Large numbers as text. */
export function finerSql(query: ShapeQuery, among: string, cells: readonly Cell[], length: bigint): string {
  const sums = query.classes.map((name) => `toString(sum(one_${name})) AS ${sumOf(name)}`);
  return `SELECT ${['toString(shape) AS name', 'place', 'count() AS calls', 'toString(min(start)) AS first', 'toString(max(start)) AS last', ...sums].join(', ')} FROM (${placesSql(query, among)}) WHERE ${inCells(cells)} GROUP BY shape, place, intDiv(start, ${length})`;
}

/** The traces of these calls. */
export function openedSql(query: ShapeQuery, among: string, cells: readonly Cell[]): string {
  return `SELECT trace_id, toString(shape) AS name, place FROM (${placesSql(query, among)}) WHERE ${inCells(cells)}`;
}

export interface Counted {
  readonly places: readonly Pick<Cell, 'shape' | 'place'>[];
  /** Minutes with more calls than this are told. */
  readonly more: number;
}

/** Minutes with many calls, by subject: its number among `subjects`, from 1. */
export function busyMinutesSql(query: ShapeQuery, among: string, subjects: readonly Counted[]): string {
  const which = subjects.map(({ places }, index) => `${inPlaces(places)}, ${index + 1}`).join(', ');
  const more = subjects.map((subject, index) => `subject = ${index + 1}, ${subject.more}`).join(', ');
  return `SELECT subject, toString(minute) AS number, count() AS calls FROM (SELECT multiIf(${which}, 0) AS subject, intDiv(start, ${minute}) AS minute FROM (${placesSql(query, among)})) WHERE subject > 0 GROUP BY subject, minute HAVING count() > multiIf(${more}, 0)`;
}

/** The shortest stretches first named by their length, so that each length is asked for once. */
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
