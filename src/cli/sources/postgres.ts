// postgres://user:password@host:5432/litellm: the spend log of a LiteLLM proxy, or any table named by ?table=. A row is read as the same
// row in a file is. One read-only transaction, rows through a server-side cursor.
import type { InputFile } from '../../engine/input-file.ts';
import { connect } from './postgres/connection.ts';
import { rowsOfTable, spendLogs } from './postgres/table-rows.ts';
import type { UrlSource } from './url-source.ts';

export const postgres: UrlSource = {
  schemes: ['postgres', 'postgresql'],
  example: 'postgres://user@host:5432/litellm',
  parameters: ['table', 'schema', 'sslmode', 'timeout'],
  variables: { user: 'PGUSER', password: 'PGPASSWORD' },
  async open(url, credentials) {
    const table = { schema: url.parameters.schema, name: url.parameters.table ?? spendLogs };
    const input: InputFile = {
      name: url.name,
      async *open(signal) {
        const connection = await connect(url, credentials, signal);
        try {
          yield* rowsOfTable(connection, table);
        } finally {
          await connection.close();
        }
      },
    };
    return [input];
  },
  async registry(url, credentials) {
    const { readRegistryTables } = await import('./postgres/registry-tables.ts');
    const connection = await connect(url, credentials);
    try {
      return await readRegistryTables(connection, url.parameters.schema);
    } finally {
      await connection.close();
    }
  },
};
