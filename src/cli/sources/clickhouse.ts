// clickhouse://user:password@host:8123/database?table=NAME: the rows of one table, asked for over HTTP. Rows of a table that some exporter
// fills are read as the same rows in a file are; events that `load` wrote come back as they were.
import { finalSql } from '../../cluster/keep.ts';
import { projectionSql } from '../../cluster/projection.ts';
import { quotedName } from '../../cluster/sql-text.ts';
import type { InputFile } from '../../engine/input-file.ts';
import { connect } from './clickhouse/connection.ts';
import { columnsOf, engineOf, keptEvents } from './clickhouse/kept-events.ts';
import type { UrlSource } from './url-source.ts';

export const defaultTable = 'attrib_events';

export const clickhouse: UrlSource = {
  schemes: ['clickhouse'],
  example: 'clickhouse://user@host:8123/database?table=otel_traces',
  parameters: ['table', 'timeout', 'secure'],
  variables: { user: 'CLICKHOUSE_USER', password: 'CLICKHOUSE_PASSWORD' },
  async open(url, credentials) {
    const table = url.parameters.table ?? defaultTable;
    const open = (settings?: Readonly<Record<string, number>>) => connect(url, credentials, settings);
    const input: InputFile = {
      name: url.name,
      sumsUp: async (...given) => {
        const { sumInPlace } = await import('./clickhouse/sum-in-place.ts');
        return sumInPlace(open, table, url.name)(...given);
      },
      keeps: (signal) => keptEvents(open, table, signal),
      async *open(signal) {
        const connection = await open();
        try {
          const columns = await columnsOf(connection, table, signal);
          const engine = await engineOf(connection, table, signal);
          const sql = `SELECT ${projectionSql(columns)} FROM ${quotedName(table)}${finalSql(engine)}`;
          for await (const rows of connection.rows(sql, signal)) yield Buffer.from(`${rows.join('\n')}\n`);
        } finally {
          await connection.close();
        }
      },
    };
    return [input];
  },
};
