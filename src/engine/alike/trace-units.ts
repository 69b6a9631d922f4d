// Rows of one trace to its units: each call with the hops above it, and each hop above no call. What the report says of a call hangs on no other row
// of its trace, unless one call is seen twice or tried again; such traces have no units. Units of one shape differ in nothing
// that any stage tells apart, but in what rows of one kind differ in.

import type { Role } from '../../model/event.ts';
import { carriedFields } from '../../model/fields.ts';
import type { UsageClass } from '../../model/usage.ts';
import { clockToleranceNs } from '../../trace/span-tree.ts';
import { column } from './alike-rows.ts';
import { noPair, type PairTable } from './pair-table.ts';
import { type HopFacts, hopColumn, noTrace, saidAt, saidIn, saySame } from './row-hops.ts';
import { nsPerDay } from './row-times.ts';

/** A row that is a span. */
export interface SpanRow<K extends SpanKind = SpanKind> {
  readonly record: number;
  readonly input: number;
  readonly kind: K;
  /** Its numbers, from `at` on. */
  readonly numbers: Float64Array;
  readonly at: number;
}

export interface SpanKind {
  /** Tells it from all others, of other threads as well. */
  readonly id: number;
  readonly hop: HopFacts;
  /** Where the numbers begin that say where its rows stand in their trace. */
  readonly hopAt: number;
  /** What its rows count. */
  readonly classes: readonly UsageClass[];
  /** How its rows say each of the fields that travel with a request. */
  readonly said: readonly Said[];
  /** Those of its thread, by number. */
  readonly names: readonly string[];
}

/** Each for itself, with the place among its numbers; or all of them alike. */
type Said =
  | { readonly kind: 'name' | 'text'; readonly at: number }
  | { readonly kind: 'alike'; readonly text: string }
  | undefined;

export const saidOf = (hop: HopFacts): readonly Said[] =>
  carriedFields.map((field): Said => {
    const text = hop.alike.get(field);
    return text === undefined ? saidAt(hop, field) : { kind: 'alike', text };
  });

export interface Unit<K extends SpanKind = SpanKind> {
  /** A number for which kinds of row it has, from the first above the call down to it, and which of them say the same of a field. */
  readonly shape: number;
  readonly rows: readonly SpanRow<K>[];
  /** The row that it is about is a call, with the hops above it; one that repeats the calls below it, on the way to one of them; or a hop above no call. */
  readonly role: Role;
  readonly at: number;
}

/** Traces of more are read. */
export const mostSpans = 250;

/** Undefined for what must be read: the rows are not all of one trace, or it has calls that are not told apart. */
export function unitsOf<K extends SpanKind>(
  rows: readonly SpanRow<K>[],
  shapes: PairTable,
): readonly Unit<K>[] | undefined {
  const above = parentsOf(rows);
  const calls = rows.filter(({ kind }) => kind.hop.role === 'call');
  if (above === undefined || !areApart(calls)) return undefined;
  const units: Unit<K>[] = [];
  const aboveCalls = new Set<SpanRow<K>>();
  for (let at = 0; at < rows.length; at++) {
    if (rows[at]?.kind.hop.role !== 'call') continue;
    const path = pathTo(at, rows, above);
    if (path === undefined) return undefined;
    units.push({ shape: shapeOf(path, shapes), rows: path, role: 'call', at: path.length - 1 });
    for (const [place, row] of path.entries()) {
      if (row.kind.hop.role === 'rollup' && !aboveCalls.has(row))
        units.push({ shape: shapes.of(0, row.kind.id), rows: path, role: 'rollup', at: place });
      aboveCalls.add(row);
    }
  }
  for (let at = 0; aboveCalls.size < rows.length && at < rows.length; at++) {
    const row = rows[at];
    if (row === undefined || aboveCalls.has(row)) continue;
    // Where a trace begins is told with what it comes to (trace/judge-trace.ts).
    if (pathTo(at, rows, above) === undefined || (calls.length > 0 && above[at] === none)) return undefined;
    if (row.kind.hop.role === 'rollup') return undefined; // it may be all that is known of a call
    units.push({ shape: shapes.of(0, row.kind.id), rows: [row], role: 'step', at: 0 });
  }
  return units.some(({ shape }) => shape === noPair) ? undefined : units;
}

/** In the place of the row above. */
const none = -1;

/** Which row is above each. Undefined where one is missing or began much later, where two have one id, or where they are of several traces. */
function parentsOf(rows: readonly SpanRow[]): readonly number[] | undefined {
  const parents: number[] = [];
  const [first] = rows;
  for (const one of rows) {
    if (first === undefined || hopAt(one, hopColumn.trace) === noTrace) return undefined;
    if (!areEqual(first, one, hopColumn.trace, hopColumn.span)) return undefined;
    let above = none;
    for (let at = 0; at < rows.length; at++) {
      const other = rows[at];
      if (other === undefined || other === one) continue;
      if (isSpan(other, one, hopColumn.span)) return undefined;
      if (one.kind.hop.hasParent && isSpan(other, one, hopColumn.parent)) above = at;
    }
    const parent = rows[above];
    if (one.kind.hop.hasParent && (parent === undefined || isMuchLater(parent, one))) return undefined;
    parents.push(above);
  }
  return parents;
}

/** From the first above it down to the row there. Undefined in a ring. */
function pathTo<R extends SpanRow>(
  from: number,
  rows: readonly R[],
  above: readonly number[],
): readonly R[] | undefined {
  const path: R[] = [];
  for (let at = from; at !== none; at = above[at] ?? none) {
    const row = rows[at];
    if (row === undefined || path.length === rows.length) return undefined;
    path.push(row);
  }
  return path.reverse();
}

/** No two of them may be one call, or attempts of one request. */
function areApart(calls: readonly SpanRow[]): boolean {
  if (calls.length < 2) return true;
  return calls.every(
    (one, index) => !one.kind.hop.hasFailed && calls.every((other, at) => at <= index || !mayBeOne(one, other)),
  );
}

/** They share an id, or another log measured as much. */
function mayBeOne(one: SpanRow, other: SpanRow): boolean {
  const [own, others] = [requestsOf(one), requestsOf(other)];
  return (
    own.some((id) => id !== 0 && others.includes(id)) ||
    (one.kind.hop.log !== other.kind.hop.log && tokensOf(one) === tokensOf(other))
  );
}

const requestsOf = (one: SpanRow): readonly number[] => [
  hopAt(one, hopColumn.request),
  hopAt(one, hopColumn.request + 1),
];

/** Its counts stand before what says its place. */
function tokensOf(one: SpanRow): number {
  let sum = 0;
  for (let place = -one.kind.classes.length; place < 0; place++) sum += hopAt(one, place);
  return sum;
}

function shapeOf(path: readonly SpanRow[], shapes: PairTable): number {
  let node = 0;
  for (const one of path) {
    node = shapes.of(node, one.kind.id);
    for (let field = 0; field < carriedFields.length; field++) {
      const said = one.kind.said[field];
      if (said)
        node = shapes.of(node, field * mostSpans + path.findIndex((other) => saysSame(other, one, field, said)));
    }
  }
  return node;
}

const isMuchLater = (one: SpanRow, than: SpanRow): boolean =>
  (numberAt(one, column.day) - numberAt(than, column.day)) * nsADay +
    numberAt(one, column.ns) -
    numberAt(than, column.ns) >
  toleranceNs;
const [nsADay, toleranceNs] = [Number(nsPerDay), Number(clockToleranceNs)];

const numberAt = ({ numbers, at }: SpanRow, place: number): number => numbers[at + place] ?? 0;
/** Of those that say where it stands in its trace. */
const hopAt = ({ numbers, at, kind }: SpanRow, place: number): number => numbers[at + kind.hopAt + place] ?? 0;

/** Has it the span id that stands in the other row there? */
const isSpan = (one: SpanRow, other: SpanRow, at: number): boolean =>
  hopAt(one, hopColumn.span) === hopAt(other, at) && hopAt(one, hopColumn.span + 1) === hopAt(other, at + 1);

function areEqual(one: SpanRow, other: SpanRow, from: number, width: number): boolean {
  for (let at = from; at < from + width; at++) if (hopAt(one, at) !== hopAt(other, at)) return false;
  return true;
}

/** Does the other row say the same of a field? */
function saysSame(other: SpanRow, one: SpanRow, field: number, said: NonNullable<Said>): boolean {
  const same = other.kind.said[field];
  if (other === one || same === undefined) return other === one;
  if (said.kind === 'alike' || same.kind !== said.kind || (said.kind === 'name' && other.kind.names !== one.kind.names))
    return textOf(other, same) === textOf(one, said);
  return saySame(
    said.kind,
    one.numbers,
    one.at + one.kind.hopAt + said.at,
    other.numbers,
    other.at + other.kind.hopAt + same.at,
  );
}

function textOf({ kind: { names, hopAt }, numbers, at }: SpanRow, said: NonNullable<Said>): string {
  return said.kind === 'alike'
    ? said.text
    : saidIn(said.kind, numbers, at + hopAt + said.at, (name) => names[name] ?? '');
}
