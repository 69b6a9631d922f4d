// The rows of a table as JSON lines, made by the server. Of a LiteLLM spend log prompts, responses and addresses stay where they are.
import { litellmSpendLog } from '../../../formats/litellm-spend-log.ts';
import { UsageError } from '../../../model/errors.ts';
import type { Connection } from './connection.ts';

export const spendLogs = 'LiteLLM_SpendLogs';

export interface Table {
  /** The search path of the user when absent. */
  readonly schema: string | undefined;
  readonly name: string;
}

/** Without these columns a row says nothing; all releases have them. */
const needed = ['request_id', 'call_type', 'api_key', 'spend', 'startTime'] as const;
const chunkCharacters = 256 * 1024;

/** In an order that does not depend on where the server keeps them, so that places in the report stay the same. */
export async function* rowsOfTable(connection: Connection, table: Table): AsyncGenerator<Uint8Array> {
  const columns = await columnsOf(connection, table);
  if (columns.length === 0) {
    throw new UsageError(
      `${connection.name}: there is no table "${table.name}"${table.schema === undefined ? '' : ` in "${table.schema}"`}, or the user may not see it`,
      'name it with ?table=NAME, and its schema with &schema=NAME',
    );
  }
  const missing = needed.filter((name) => !columns.includes(name));
  const isSpendLog = missing.length === 0;
  if (table.name === spendLogs && !isSpendLog) {
    throw new UsageError(
      `${connection.name}: the table "${spendLogs}" has no column "${missing.join('", "')}"`,
      'it is not, or not all of, the spend log of a LiteLLM proxy',
    );
  }
  const unread = isSpendLog ? neverRead() : [];
  const wanted = columns.filter((name) => !unread.includes(name));
  const order = isSpendLog ? ['startTime', 'request_id'] : await keyOf(connection, table);
  const orderBy = order.length === 0 ? '' : ` ORDER BY ${order.map(quoted).join(', ')}`;
  const rows = `SELECT ${wanted.map(quoted).join(', ')} FROM ${nameOf(table)}${orderBy}`;
  let text = '';
  for await (const row of connection.stream(`SELECT row_to_json(row)::text FROM (${rows}) row`)) {
    text += `${row}\n`;
    if (text.length < chunkCharacters) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

/** None when there is no such table. */
export function columnsOf(connection: Connection, table: Table): Promise<readonly string[]> {
  return connection.column(
    `SELECT attname::text FROM pg_catalog.pg_attribute
      WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [nameOf(table)],
  );
}

function keyOf(connection: Connection, table: Table): Promise<readonly string[]> {
  return connection.column(
    `SELECT attname::text FROM pg_catalog.pg_index JOIN pg_catalog.pg_attribute
       ON attrelid = indrelid AND attnum = ANY (indkey)
      WHERE indrelid = to_regclass($1) AND indisprimary ORDER BY array_position(indkey::int2[], attnum)`,
    [nameOf(table)],
  );
}

/** Whole columns that the format of spend logs promises not to read. */
function neverRead(): readonly string[] {
  return (litellmSpendLog.never_read ?? []).filter((path) => !path.includes('.'));
}

export function nameOf({ schema, name }: Table): string {
  return schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
