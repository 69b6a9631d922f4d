// A list as a matrix: the cursor stays a position of the list, arrows move it between the cells. Rows and columns stand in the order
// in which the list first names them, so that the costliest come first.
import type { Subject } from './lists/list-definition.ts';

export interface GridNames {
  readonly row: (subject: Subject, index: number) => string;
  readonly column: (subject: Subject, index: number) => string;
}

/** Where a position of the list stands. Several may share a cell. */
interface Place {
  readonly row: number;
  readonly column: number;
  readonly position: number;
}

export interface Grid {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly places: readonly Place[];
}

export function gridOf(order: Uint32Array, names: GridNames, subject: Subject): Grid {
  const rows = new Map<string, number>();
  const columns = new Map<string, number>();
  const numberOf = (known: Map<string, number>, name: string): number => {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  };
  const places = Array.from(order, (index, position) => ({
    row: numberOf(rows, names.row(subject, index)),
    column: numberOf(columns, names.column(subject, index)),
    position,
  }));
  return { rows: [...rows.keys()], columns: [...columns.keys()], places };
}

/** The next filled cell to the right or left; at the end of a row it stays. */
export function besideIn({ places }: Grid, position: number, by: number): number {
  const from = places[position];
  if (!from) return position;
  const row = places
    .filter((place) => place.row === from.row)
    .sort((a, b) => a.column - b.column || a.position - b.position);
  const at = row.indexOf(from) + by;
  return row[Math.max(0, Math.min(row.length - 1, at))]?.position ?? position;
}

/** The cell `by` rows below: in the same column, else in the one nearest to it. */
export function belowIn({ places, rows }: Grid, position: number, by: number): number {
  const from = places[position];
  if (!from) return position;
  const row = Math.max(0, Math.min(rows.length - 1, from.row + by));
  if (row === from.row) return position;
  const away = ({ column }: Place): number => Math.abs(column - from.column);
  return places
    .filter((place) => place.row === row)
    .reduce((best, place) => (away(place) < away(best) ? place : best), { ...from, column: Number.POSITIVE_INFINITY })
    .position;
}
