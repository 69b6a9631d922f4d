// Runs one query on two threads in a DuckDB of its own.
import { DuckDBInstance } from '@duckdb/node-api';

const [query] = process.argv.slice(2);
const database = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await database.connect();
const { length } = await (await connection.runAndReadAll(query)).getRows();
if (length === 0) throw new Error('no rows');
