// A table that `attrib-audit load` filled: its inputs and its events, as they were when they were loaded.
import { eventColumns } from '../../../cluster/event-columns.ts';
import { columnsSql, eventReader, eventsSql, inputFrom, inputsSql } from '../../../cluster/keep.ts';
import type { KeptEvents } from '../../../engine/input-file.ts';
import { UsageError } from '../../../model/errors.ts';
import type { Connection } from './connection.ts';

/** `open` gives a connection of its own, which is closed when the answer is there. */
export async function keptEvents(
  open: () => Promise<Connection>,
  table: string,
  signal: AbortSignal | undefined,
): Promise<KeptEvents | undefined> {
  const connection = await open();
  try {
    const found = (await allRows(connection, columnsSql(...placeOf(table, connection.database)), signal)).map(nameIn);
    if (!found.includes('event') || !found.includes('event_key')) return undefined;
    const missing = Object.keys(eventColumns).filter((column) => !found.includes(column));
    if (missing.length > 0) {
      throw new UsageError(
        `${connection.name}: the table has no column ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`,
        'it may be of another release: attrib-audit load --ddl prints what it should be; load into a new table',
      );
    }
    const inputs = (await allRows(connection, inputsSql(table), signal)).map(inputFrom);
    return { inputs, events: (later) => eventsOf(open, eventsSql(table), later) };
  } finally {
    await connection.close();
  }
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

async function* eventsOf(open: () => Promise<Connection>, sql: string, signal: AbortSignal | undefined) {
  const connection = await open();
  try {
    const read = eventReader();
    for await (const rows of connection.rows(sql, signal)) yield read(rows);
  } finally {
    await connection.close();
  }
}

function nameIn(row: string): string {
  const { name }: { name: string } = JSON.parse(row);
  return name;
}
