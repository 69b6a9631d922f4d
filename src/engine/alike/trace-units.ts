// Rows of one trace to its units: each call with the hops above it, and each hop above no call. What the report says of a call hangs on no other row
// of its trace, unless one call is seen twice or tried again; such traces have no units. Units of one shape differ in nothing
// that any stage tells apart, but in what rows of one kind differ in.
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
  readonly row: Float64Array;
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
  /** The last row; absent for a hop above no call. */
  readonly call: SpanRow<K> | undefined;
}

/** Traces of more are read. */
export const mostSpans = 250;

/** Undefined for what must be read: the rows are not all of one trace, or it has calls that are not told apart. */
export function unitsOf<K extends SpanKind>(
  rows: readonly SpanRow<K>[],
  shapes: PairTable,
): readonly Unit<K>[] | undefined {
  const above = parentsOf(rows);
  const calls = rows.filter(({ kind }) => kind.hop.isCall);
  if (above === undefined || !areApart(calls)) return undefined;
  const units: Unit<K>[] = [];
  const isAbove = new Set<SpanRow<K>>();
  for (const call of calls) {
    const path = pathTo(call, above, rows.length);
    if (path === undefined) return undefined;
    for (const row of path) isAbove.add(row);
    units.push({ shape: shapeOf(path, shapes), rows: path, call });
  }
  for (const row of rows) {
    if (isAbove.has(row)) continue;
    if (isInRing(row, above, rows.length)) return undefined;
    // Where a trace begins is told with what it comes to (trace/judge-trace.ts).
    if (calls.length > 0 && above.get(row) === undefined) return undefined;
    units.push({ shape: shapes.of(0, row.kind.id), rows: [row], call: undefined });
  }
  return units.some(({ shape }) => shape === noPair) ? undefined : units;
}

/** By each row the one above it. Undefined where one is missing or began much later, where two have one id, or where they are of several traces. */
function parentsOf<R extends SpanRow>(rows: readonly R[]): ReadonlyMap<R, R> | undefined {
  const parents = new Map<R, R>();
  const [first] = rows;
  for (const one of rows) {
    if (first === undefined || one.row[one.kind.hopAt + hopColumn.trace] === noTrace) return undefined;
    if (!areEqual(first, one, hopColumn.trace, 3)) return undefined;
    let parent: R | undefined;
    for (const other of rows) {
      if (other === one) continue;
      if (isSpan(other, one, hopColumn.span)) return undefined;
      if (one.kind.hop.hasParent && isSpan(other, one, hopColumn.parent)) parent = other;
    }
    if (!one.kind.hop.hasParent) continue;
    if (parent === undefined || isMuchLater(parent, one)) return undefined;
    parents.set(one, parent);
  }
  return parents;
}

/** From the first above it down to the call. Undefined in a ring. */
function pathTo<R extends SpanRow>(call: R, above: ReadonlyMap<R, R>, most: number): readonly R[] | undefined {
  const path = [call];
  for (let row = above.get(call); row !== undefined; row = above.get(row)) {
    if (path.length === most) return undefined;
    path.push(row);
  }
  return path.reverse();
}

function isInRing<R extends SpanRow>(row: R, above: ReadonlyMap<R, R>, most: number): boolean {
  let steps = 0;
  for (let next = above.get(row); next !== undefined && steps <= most; next = above.get(next)) steps += 1;
  return steps > most;
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

const requestsOf = ({ kind: { hopAt }, row }: SpanRow): Float64Array =>
  row.subarray(hopAt + hopColumn.request, hopAt + hopColumn.said);

/** Its counts stand before what says its place. */
function tokensOf({ kind: { hopAt, classes }, row }: SpanRow): number {
  let sum = 0;
  for (let at = hopAt - classes.length; at < hopAt; at++) sum += row[at] ?? 0;
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

const numberAt = ({ row }: SpanRow, at: number): number => row[at] ?? 0;

/** Has it the span id that stands in the other row there? */
function isSpan(one: SpanRow, other: SpanRow, at: number): boolean {
  const [span, named] = [one.kind.hopAt + hopColumn.span, other.kind.hopAt + at];
  return one.row[span] === other.row[named] && one.row[span + 1] === other.row[named + 1];
}

function areEqual(one: SpanRow, other: SpanRow, at: number, width: number): boolean {
  for (let index = at; index < at + width; index++)
    if (one.row[one.kind.hopAt + index] !== other.row[other.kind.hopAt + index]) return false;
  return true;
}

/** Does the other row say the same of a field? */
function saysSame(other: SpanRow, one: SpanRow, field: number, said: NonNullable<Said>): boolean {
  const same = other.kind.said[field];
  if (other === one || same === undefined) return other === one;
  if (said.kind === 'alike' || same.kind !== said.kind || (said.kind === 'name' && other.kind.names !== one.kind.names))
    return textOf(other, same) === textOf(one, said);
  return saySame(said.kind, one.row, one.kind.hopAt + said.at, other.row, other.kind.hopAt + same.at);
}

function textOf({ kind: { names, hopAt }, row }: SpanRow, said: NonNullable<Said>): string {
  return said.kind === 'alike' ? said.text : saidIn(said.kind, row, hopAt + said.at, (name) => names[name] ?? '');
}
