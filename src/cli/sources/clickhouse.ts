// clickhouse://user:password@host:8123/database?table=NAME: the rows of one table, asked for over HTTP. Rows of a table that some exporter
// fills are read as the same rows in a file are.
import type { InputFile } from '../../engine/input-file.ts';
import { connect, quoted } from './clickhouse/connection.ts';
import type { UrlSource } from './url-source.ts';

export const defaultTable = 'attrib_events';

export const clickhouse: UrlSource = {
  schemes: ['clickhouse'],
  example: 'clickhouse://user@host:8123/database?table=otel_traces',
  parameters: ['table', 'timeout', 'secure'],
  variables: { user: 'CLICKHOUSE_USER', password: 'CLICKHOUSE_PASSWORD' },
  async open(url, credentials) {
    const table = url.parameters.table ?? defaultTable;
    const input: InputFile = {
      name: url.name,
      async *open(signal) {
        const connection = await connect(url, credentials);
        try {
          for await (const rows of connection.rows(`SELECT * FROM ${quoted(table)}`, signal))
            yield Buffer.from(`${rows.join('\n')}\n`);
        } finally {
          await connection.close();
        }
      },
    };
    return [input];
  },
};
