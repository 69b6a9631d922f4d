// Rows of one trace to the shape of the trace: which kinds of row it has in what order, which stands below which, and which say the same of a field.
// Traces of one shape with one call differ in nothing that any stage tells apart, but in what rows of one kind differ in.
import { carriedFields, hops } from '../../model/fields.ts';
import { column } from './alike-rows.ts';
import { noPair, type PairTable } from './pair-table.ts';
import { type HopFacts, hopColumn, noTrace, saidAt, saidIn, saySame } from './row-hops.ts';

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

/** A number for the shape, and the rows in the order of the analysis. */
export interface Shaped<K extends SpanKind = SpanKind> {
  readonly shape: number;
  readonly rows: readonly SpanRow<K>[];
  /** The place of the one that is a call; -1 when there is none. */
  readonly call: number;
}

/** More are hardly ever of one shape. */
export const mostSpans = 64;

/** Undefined for what must be read: the rows are not all of one trace with a call at most, or ids would decide. */
export function shapeOf<K extends SpanKind>(members: readonly SpanRow<K>[], shapes: PairTable): Shaped<K> | undefined {
  const rows = [...members].sort(compareRows);
  const call = rows.findIndex(({ kind }) => kind.hop.isCall);
  let node = 0;
  let calls = 0;
  for (const [at, one] of rows.entries()) {
    const before = rows[at - 1];
    if (before && (compareRows(before, one) === 0 || !areEqual(before, one, hopColumn.trace, 3))) return undefined;
    if (one.row[one.kind.hopAt + hopColumn.trace] === noTrace) return undefined;
    if (one.kind.hop.isCall) calls += 1;
    const above = one.kind.hop.hasParent ? parentOf(one, rows) : -1;
    if (above === undefined || rows.some((other) => other !== one && isSpan(other, one, hopColumn.span)))
      return undefined;
    node = shapes.of(shapes.of(node, one.kind.id), above + 1);
    for (let field = 0; field < carriedFields.length; field++) {
      const said = one.kind.said[field];
      if (said)
        node = shapes.of(node, field * mostSpans + rows.findIndex((other) => saysSame(other, one, field, said)));
    }
  }
  return calls <= 1 && node !== noPair ? { shape: node, rows, call } : undefined;
}

/** As `compareEvents` does where it does not look at ids. */
function compareRows(a: SpanRow, b: SpanRow): number {
  const [first, second] = [a.kind.hop, b.kind.hop];
  return (
    numberAt(a, column.day) - numberAt(b, column.day) ||
    numberAt(a, column.ns) - numberAt(b, column.ns) ||
    hops.indexOf(first.hop) - hops.indexOf(second.hop) ||
    (first.component < second.component ? -1 : first.component > second.component ? 1 : 0)
  );
}

const numberAt = ({ row }: SpanRow, at: number): number => row[at] ?? 0;

/** Undefined when it is not there, or began later than the span below it. */
function parentOf(one: SpanRow, rows: readonly SpanRow[]): number | undefined {
  const above = rows.findIndex((other) => isSpan(other, one, hopColumn.parent));
  const parent = rows[above];
  const later =
    parent &&
    (numberAt(parent, column.day) - numberAt(one, column.day) ||
      numberAt(parent, column.ns) - numberAt(one, column.ns));
  return later === undefined || later > 0 ? undefined : above;
}

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
