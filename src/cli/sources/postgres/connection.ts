// A connection to one Postgres server that can only read, and sees the database as it was at one moment. Every fault ends as one UsageError.
import { UsageError } from '../../../model/errors.ts';
import { isLoopback } from '../../loopback.ts';
import { type Credentials, withoutSecrets } from '../credentials.ts';
import { loadClient } from '../load-client.ts';
import type { SourceUrl } from '../source-url.ts';
import { explainFault } from './faults.ts';

export interface Connection {
  /** As in the report and in errors. */
  readonly name: string;
  /** The first column of a query, all of it. */
  column(sql: string, values?: readonly string[]): Promise<readonly string[]>;
  /** The same, some at a time, fetched as they are taken. */
  stream(sql: string): AsyncGenerator<string>;
  close(): Promise<void>;
}

const defaultTimeoutSeconds = 600;
const connectMs = 10_000;
const rowsAtOnce = 1000;

export async function connect(url: SourceUrl, credentials: Credentials, signal?: AbortSignal): Promise<Connection> {
  const ssl = tlsOf(url);
  const seconds = secondsOf(url);
  const { Client, QueryStream } = await loadClients();
  const client = new Client({
    host: url.host,
    port: url.port ?? 5432,
    ...(url.database !== undefined && { database: url.database }),
    ...(credentials.user !== undefined && { user: credentials.user }),
    ...(credentials.password !== undefined && { password: credentials.password }),
    ssl,
    application_name: 'attrib-audit',
    connectionTimeoutMillis: connectMs,
  });
  const told = (error: unknown): Error => {
    if (signal?.aborted) return signal.reason;
    return explainFault(error, url.name, (text) => withoutSecrets(text, credentials), seconds);
  };
  // A cursor does not always hear that its connection broke.
  const broken = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('Connection terminated unexpectedly')));
  });
  broken.catch(() => {});
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await Promise.race([work(), broken]);
    } catch (error) {
      throw told(error);
    }
  };
  const stop = (): void => {
    client.end().catch(() => {});
  };
  signal?.addEventListener('abort', stop, { once: true });
  const column = (sql: string, values: readonly string[] = []): Promise<readonly string[]> =>
    guarded(async () => {
      const { rows } = await client.query<[string]>({ text: sql, values: [...values], rowMode: 'array' });
      return rows.map(([first]) => first);
    });
  await guarded(async () => {
    await client.connect();
    // In the transaction, not as start-up options: poolers refuse those. Times in UTC, floats with all digits.
    await client.query(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
      SET LOCAL TimeZone = 'UTC'; SET LOCAL extra_float_digits = 3; SET LOCAL statement_timeout = '${seconds}s'`);
  });
  return {
    name: url.name,
    column,
    async *stream(sql) {
      const rows = client.query(new QueryStream(sql, [], { rowMode: 'array', batchSize: rowsAtOnce }));
      const iterator = rows[Symbol.asyncIterator]();
      try {
        for (;;) {
          const { done, value } = await guarded(() => iterator.next());
          if (done) return;
          yield (value as [string])[0]; // one text column, as asked for
        }
      } finally {
        rows.destroy();
      }
    },
    close: async () => {
      signal?.removeEventListener('abort', stop);
      await client.end().catch(() => {}); // everything that was wanted has come, or the fault is told already
    },
  };
}

async function loadClients() {
  const [pg, stream] = await loadClient('postgres', ['pg', 'pg-query-stream'], () =>
    Promise.all([import('pg'), import('pg-query-stream')]),
  );
  return { Client: pg.default.Client, QueryStream: stream.default };
}

/** As libpq has it: `require` encrypts, `verify-full` also looks whose certificate it is. */
function tlsOf({ parameters: { sslmode }, host }: SourceUrl): false | { readonly rejectUnauthorized: boolean } {
  switch (sslmode ?? (isLoopback(host) ? 'disable' : 'require')) {
    case 'disable':
      return false;
    case 'require':
      return { rejectUnauthorized: false };
    case 'verify-full':
      return { rejectUnauthorized: true };
    default:
      throw new UsageError(
        'postgres:// does not know this sslmode',
        'disable, require or verify-full; on loopback disable, elsewhere require when absent',
      );
  }
}

function secondsOf({ parameters: { timeout } }: SourceUrl): number {
  if (timeout === undefined) return defaultTimeoutSeconds;
  if (/^[1-9]\d{0,5}$/.test(timeout)) return Number(timeout);
  throw new UsageError('the timeout of postgres:// is no number of seconds', 'such as ?timeout=60');
}
