// A table that `attrib-audit load` filled: its inputs and its events, as they were when they were loaded; or most of them as sums.
import type { AuditSettings } from '../../../audit/settings.ts';
import type { Ask } from '../../../cluster/ask.ts';
import { eventColumns } from '../../../cluster/event-columns.ts';
import {
  columnsSql,
  engineSql,
  eventCountSql,
  eventReader,
  eventsSql,
  inputFrom,
  inputsSql,
} from '../../../cluster/keep.ts';
import type { Column } from '../../../cluster/projection.ts';
import type { InFull, KeptEvents, SummedUp } from '../../../engine/input-file.ts';
import { UsageError } from '../../../model/errors.ts';
import type { Event } from '../../../model/event.ts';
import type { Connection } from './connection.ts';

/** A connection of its own for each question, closed when the answer is there. `settings` are the server's. */
export type Open = (settings?: Readonly<Record<string, number>>) => Promise<Connection>;

/** Undefined when the table holds other rows. */
export async function keptEvents(open: Open, table: string, signal?: AbortSignal): Promise<KeptEvents | undefined> {
  const connection = await open();
  try {
    const found = (await columnsOf(connection, table, signal)).map(({ name }) => name);
    if (!found.includes('event') || !found.includes('event_key')) return undefined;
    const missing = Object.keys(eventColumns).filter((column) => !found.includes(column));
    if (missing.length > 0) {
      throw new UsageError(
        `${connection.name}: the table has no column ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ', …' : ''}`,
        'it may be of another release: attrib-audit load --ddl prints what it should be; load into a new table',
      );
    }
    const inputs = (await allRows(connection, inputsSql(table), signal)).map(inputFrom);
    const engine = await engineOf(connection, table, signal);
    return {
      inputs,
      events: (later) => eventsOf(open, eventsSql(table), later),
      summedUp: (settings, take, later) => summedUp(open, table, engine, settings, take, later),
    };
  } finally {
    await connection.close();
  }
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

/** Lists of ids stand in the statements; a shard that cannot be reached is an error, never a smaller answer. */
const asked = { max_query_size: 64 * 1024 * 1024, max_ast_elements: 5_000_000, skip_unavailable_shards: 0 } as const;
/** Each shard holds whole traces, so it may group them by itself. */
const alone = { ...asked, distributed_group_by_no_merge: 1 } as const;

async function summedUp(
  open: Open,
  table: string,
  engine: string,
  settings: AuditSettings,
  take: (event: Event) => void,
  signal?: AbortSignal,
): Promise<SummedUp | InFull> {
  const distributed = engine.startsWith('Distributed(');
  const byTrace = distributed && /sipHash64\(`?trace_id`?\)/.test(engine);
  const { sumUp } = await import('../../../cluster/sum-up.ts');
  let before: string | undefined;
  /** With connections of its own; the table must be the same whenever it is asked. */
  const asking = async <T extends object>(work: (ask: Ask) => Promise<T>): Promise<T> => {
    const [merging, parting] = [await open(asked), await open(alone)];
    try {
      before ??= await countOf(merging, table, signal);
      const answer = await work((sql, how) => (how?.alone && byTrace ? parting : merging).rows(sql, signal));
      if (!('in_full' in answer) && (await countOf(merging, table, signal)) !== before)
        throw new UsageError(`${merging.name}: the table changed while it was read`, 'nothing was reported; run again');
      return answer;
    } finally {
      await Promise.all([merging.close(), parting.close()]);
    }
  };
  const summed = await asking((ask) => sumUp(ask, { table, distributed }, settings, take));
  if ('in_full' in summed) return summed;
  const { settle, ...tally } = summed;
  return settle ? { ...tally, settled: (judged) => asking((ask) => settle(ask, judged)) } : tally;
}

async function countOf(connection: Connection, table: string, signal?: AbortSignal): Promise<string> {
  return (await allRows(connection, eventCountSql(table), signal)).join();
}

function textIn(row: string, name: string): string {
  const value: unknown = JSON.parse(row)[name];
  return typeof value === 'string' ? value : '';
}
