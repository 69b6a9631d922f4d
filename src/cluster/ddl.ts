// The statements that make the tables of loaded events: on one server, or on every shard of a cluster.
import { eventColumns } from './event-columns.ts';
import { quotedName } from './sql-text.ts';

/** What `load` writes besides the events: one row for each input, so that no record is lost from the books. */
export const inputColumns: Readonly<Record<string, 'String' | 'UInt64'>> = {
  path: 'String',
  version: 'UInt64',
  summary: 'String',
};

export const inputsTable = (table: string): string => `${table}_inputs`;

export interface Ddl {
  readonly table: string;
  /** With a cluster: the database that holds the tables, on every shard. */
  readonly database: string;
  readonly cluster?: string;
}

/** Run on every server; with a cluster the tables are its shards' and `table` reads and writes them all. */
export function ddlStatements({ table, database, cluster }: Ddl): readonly string[] {
  const events = [table, eventColumns, eventEngine, 'sipHash64(trace_id)'] as const;
  const inputs = [inputsTable(table), inputColumns, inputEngine, 'sipHash64(path)'] as const;
  return [events, inputs].flatMap(([name, columns, engine, key]) => {
    if (cluster === undefined) return [create(name, columns, engine)];
    const local = `${name}_local`;
    const distributed = `ENGINE = Distributed(${quotedName(cluster)}, ${quotedName(database)}, ${quotedName(local)}, ${key})`;
    return [create(local, columns, engine), create(name, columns, distributed)];
  });
}

/** The same event loaded twice falls together when parts merge; queries do not count on it. */
const eventEngine = 'ENGINE = ReplacingMergeTree() PARTITION BY toYYYYMM(day) ORDER BY (trace_id, event_key)';
const inputEngine = 'ENGINE = ReplacingMergeTree(version) ORDER BY path';

function create(name: string, columns: Readonly<Record<string, string>>, engine: string): string {
  const list = Object.entries(columns).map(([column, type]) => `  ${quotedName(column)} ${type}`);
  return `CREATE TABLE IF NOT EXISTS ${quotedName(name)} (\n${list.join(',\n')}\n) ${engine}`;
}
