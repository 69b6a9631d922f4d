// A table that `attrib-audit load` filled: its inputs and its events, as they were when they were loaded.
import { eventColumns } from '../../../cluster/event-columns.ts';
import { columnsSql, engineSql, eventReader, eventsSql, inputFrom, inputsSql } from '../../../cluster/keep.ts';
import type { Column } from '../../../cluster/projection.ts';
import type { KeptEvents } from '../../../engine/input-file.ts';
import { UsageError } from '../../../model/errors.ts';
import type { Event } from '../../../model/event.ts';
import type { Connection } from './connection.ts';

/** A connection of its own for each question, closed when the answer is there. `settings` are the server's. */
export type Open = (settings?: Readonly<Record<string, number>>) => Promise<Connection>;

/** Undefined when the table holds other rows. */
export async function keptEvents(open: Open, table: string, signal?: AbortSignal): Promise<KeptEvents | undefined> {
  const connection = await open();
  try {
    if (!holdsEvents(await columnsOf(connection, table, signal), connection.name)) return undefined;
    const inputs = (await allRows(connection, inputsSql(table), signal)).map(inputFrom);
    return {
      inputs,
      events: (later) => eventsOf(open, eventsSql(table), later),
    };
  } finally {
    await connection.close();
  }
}

/** Throws when it was made by another release. */
export function holdsEvents(columns: readonly Column[], name: string): boolean {
  const found = new Set(columns.map((column) => column.name));
  if (!found.has('event') || !found.has('event_key')) return false;
  const missing = Object.keys(eventColumns).filter((column) => !found.has(column));
  if (missing.length === 0) return true;
  throw new UsageError(
    `${name}: the table has no column ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`,
    'it may be of another release: attrib-audit load --ddl prints what it should be; load into a new table',
  );
}

export async function columnsOf(
  connection: Connection,
  table: string,
  signal?: AbortSignal,
): Promise<readonly Column[]> {
  const rows = await allRows(connection, columnsSql(...placeOf(table, connection.database)), signal);
  return rows.map((row) => ({ name: textIn(row, 'name'), type: textIn(row, 'type') }));
}

/** With its parameters. */
export async function engineOf(connection: Connection, table: string, signal?: AbortSignal): Promise<string> {
  const [row = '{}'] = await allRows(connection, engineSql(...placeOf(table, connection.database)), signal);
  return textIn(row, 'engine_full');
}

/** `database.table`, or a table of the database that the URL names. */
function placeOf(table: string, database: string): [database: string, table: string] {
  const [first = '', second] = table.split('.');
  return second === undefined ? [database, first] : [first, second];
}

export async function allRows(connection: Connection, sql: string, signal?: AbortSignal): Promise<readonly string[]> {
  const rows: string[] = [];
  for await (const some of connection.rows(sql, signal)) rows.push(...some);
  return rows;
}

async function* eventsOf(open: Open, sql: string, signal?: AbortSignal): AsyncGenerator<readonly Event[]> {
  const connection = await open();
  try {
    const read = eventReader();
    for await (const rows of connection.rows(sql, signal)) yield read(rows);
  } finally {
    await connection.close();
  }
}

function textIn(row: string, name: string): string {
  const value: unknown = JSON.parse(row)[name];
  return typeof value === 'string' ? value : '';
}
