// A table to load events into. A batch is looked up before it is written, so that loading again adds nothing.
import { ddlStatements, inputColumns, inputsTable } from '../../../cluster/ddl.ts';
import { type EventRow, eventColumns, eventRow, keyOfText } from '../../../cluster/event-columns.ts';
import { eventFrom, eventText } from '../../../cluster/event-text.ts';
import { presentSql } from '../../../cluster/keep.ts';
import type { SortedInputs } from '../../../engine/read-sorted.ts';
import type { Event } from '../../../model/event.ts';
import type { Io } from '../../io.ts';
import { clickhouse, defaultTable } from '../clickhouse.ts';
import { findSource } from '../index.ts';
import { type Connection, connect } from './connection.ts';
import { allRows } from './kept-events.ts';

export interface Target {
  readonly name: string;
  readonly table: string;
  readonly database: string;
  /** In the order of the table, so that a batch looks up and writes one stretch of it. */
  textOf(event: Event): { readonly key: string; readonly text: string };
  load(read: SortedInputs, signal?: AbortSignal): Promise<{ readonly added: number; readonly present: number }>;
}

const batchEvents = 10_000;
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
    textOf: (event) => ({ key: event.trace_id ?? '', text: eventText(event) }),
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

async function loadAll({ texts, inputs }: SortedInputs, connection: Connection, table: string, signal?: AbortSignal) {
  const columns = Object.keys(eventColumns);
  let present = 0;
  let added = 0;
  for (const batch of inBatches(texts())) {
    const known = new Set((await allRows(connection, presentSql(table, batch), signal)).map(keyIn));
    const fresh = new Map<string, string>();
    for (const { event_key: key, text } of batch) if (!known.has(key)) fresh.set(key, text);
    if (fresh.size > 0) await connection.insert(table, columns, linesOf(fresh.values()), signal);
    added += fresh.size;
    present += batch.length - fresh.size;
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

interface Waiting {
  readonly trace_id: string;
  readonly event_key: string;
  /** Of the event. Its row is more than twice as long, and is made when it is sent. */
  readonly text: string;
}

function* inBatches(texts: Iterable<string>): Iterable<readonly Waiting[]> {
  let batch: Waiting[] = [];
  for (const text of texts) {
    batch.push({ trace_id: eventFrom(text).trace_id ?? '', event_key: keyOfText(text), text });
    if (batch.length < batchEvents) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* linesOf(texts: Iterable<string>): Iterable<string> {
  for (const text of texts) yield lineOf(eventRow(eventFrom(text)));
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
