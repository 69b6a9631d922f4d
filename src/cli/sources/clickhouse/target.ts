// A table to load events into. A batch is looked up before it is written, so that loading again adds nothing.
import { ddlStatements, inputColumns, inputsTable } from '../../../cluster/ddl.ts';
import { type EventRow, eventColumns, eventRow } from '../../../cluster/event-columns.ts';
import { presentSql } from '../../../cluster/keep.ts';
import type { InputsRead } from '../../../engine/read-inputs.ts';
import { compareText } from '../../../model/place.ts';
import type { Io } from '../../io.ts';
import { clickhouse, defaultTable } from '../clickhouse.ts';
import { findSource } from '../index.ts';
import { type Connection, connect } from './connection.ts';
import { allRows } from './kept-events.ts';

export interface Target {
  readonly name: string;
  readonly table: string;
  readonly database: string;
  load(read: InputsRead, signal?: AbortSignal): Promise<{ readonly added: number; readonly present: number }>;
}

const batchEvents = 20_000;
/** A batch is looked up by its keys; an answer means that the shards have it. */
const settings = { max_query_size: 64 * 1024 * 1024, insert_distributed_sync: 1 };

export async function openTarget(operand: string, config: string | undefined, io: Io): Promise<Target> {
  const { url, credentials } = await findSource(operand, [clickhouse], config, io);
  const table = url.parameters.table ?? defaultTable;
  const database = url.database ?? 'default';
  return {
    name: url.name,
    table,
    database,
    async load(read, signal) {
      const connection = await connect(url, credentials, settings);
      try {
        for (const statement of ddlStatements({ table, database })) await connection.run(statement, signal);
        return await loadAll(read, connection, table, signal);
      } finally {
        await connection.close();
      }
    },
  };
}

async function loadAll({ events, inputs }: InputsRead, connection: Connection, table: string, signal?: AbortSignal) {
  const columns = Object.keys(eventColumns);
  let present = 0;
  let added = 0;
  // In the order of the table, so that a batch looks up and writes one stretch of it.
  const sorted = events.toSorted((a, b) => compareText(a.trace_id ?? '', b.trace_id ?? ''));
  for (let from = 0; from < sorted.length; from += batchEvents) {
    const rows = sorted.slice(from, from + batchEvents).map(eventRow);
    const known = new Set((await allRows(connection, presentSql(table, rows), signal)).map(keyIn));
    const fresh = new Map<string, EventRow>();
    for (const row of rows) if (!known.has(String(row.event_key))) fresh.set(String(row.event_key), row);
    if (fresh.size > 0) await connection.insert(table, columns, [...fresh.values()].map(lineOf), signal);
    added += fresh.size;
    present += rows.length - fresh.size;
  }
  const names = Object.keys(inputColumns);
  const version = inputs.reduce((sum, { records }) => sum + records, 0);
  // How another table was read says nothing about this one.
  const lines = inputs.map((input) =>
    lineOf({ path: input.path, version, summary: JSON.stringify({ ...input, read_in_full: undefined }) }),
  );
  if (lines.length > 0) await connection.insert(inputsTable(table), names, lines, signal);
  return { added, present };
}

/** Without what is empty: the server fills it in, and most columns of an event are. */
function lineOf(row: EventRow): string {
  let line = '';
  for (const name in row) {
    const value = row[name];
    if (value === '' || value === 0 || value === '0') continue;
    line += `${line === '' ? '{' : ','}"${name}":${JSON.stringify(value)}`;
  }
  return `${line}}`;
}

function keyIn(row: string): string {
  const { event_key: key }: { event_key: string } = JSON.parse(row);
  return key;
}
