// A connection to one ClickHouse server, over HTTP. Every fault ends as one UsageError; a result that breaks off never looks whole.
import type { Readable } from 'node:stream';
import { quotedName } from '../../../cluster/sql-text.ts';
import { UsageError } from '../../../model/errors.ts';
import { type Credentials, withoutSecrets } from '../credentials.ts';
import { loadClient } from '../load-client.ts';
import type { SourceUrl } from '../source-url.ts';
import { explainFault } from './faults.ts';

export interface Connection {
  /** As in the report and in errors. */
  readonly name: string;
  readonly database: string;
  /** The rows of a query, each as the text of one JSON object, some at a time. */
  rows(sql: string, signal?: AbortSignal): AsyncGenerator<readonly string[]>;
  /** A statement without a result. */
  run(sql: string, signal?: AbortSignal): Promise<void>;
  /** Rows as JSON lines into a table, whole or not at all. */
  insert(table: string, columns: readonly string[], lines: Iterable<string>, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const defaultPorts = { plain: 8123, secure: 8443 } as const;
const defaultTimeoutSeconds = 600;

/** `settings` are the server's; a user who may only read may not change them. */
export async function connect(
  url: SourceUrl,
  credentials: Credentials,
  settings: Readonly<Record<string, number>> = {},
): Promise<Connection> {
  const { createClient } = await loadClient('clickhouse', ['@clickhouse/client'], () => import('@clickhouse/client'));
  const secure = isSecure(url);
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  const database = url.database ?? 'default';
  const seconds = timeoutOf(url);
  const client = createClient({
    url: `${secure ? 'https' : 'http'}://${host}:${url.port ?? (secure ? defaultPorts.secure : defaultPorts.plain)}`,
    username: credentials.user ?? 'default',
    password: credentials.password ?? '',
    database,
    application: 'attrib-audit',
    request_timeout: seconds * 1000,
    keep_alive: { enabled: false }, // old servers close idle connections sooner than the client thinks
    log: { level: 127 }, // off: faults are told once, here
  });
  const told = (error: unknown): Error =>
    explainFault(error, url.name, (text) => withoutSecrets(text, credentials), seconds);
  const asked = { ...settings, ...(url.parameters.timeout !== undefined && { max_execution_time: seconds }) };

  async function stream(query: string, signal: AbortSignal | undefined): Promise<Readable> {
    return (await client.exec({ query, clickhouse_settings: asked, ...(signal && { abort_signal: signal }) })).stream;
  }

  async function guarded<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      throw told(error);
    }
  }

  return {
    name: url.name,
    database,
    async *rows(sql, signal) {
      const lines = linesOf(await guarded(signal, () => stream(`${sql} FORMAT JSONEachRow`, signal)));
      for (;;) {
        const next = await guarded(signal, () => lines.next());
        if (next.done) return;
        yield next.value;
      }
    },
    run: (sql, signal) =>
      guarded(signal, async () => {
        const answer = await stream(sql, signal);
        await answer.resume().toArray();
      }),
    insert: (table, columns, lines, signal) =>
      guarded(signal, async () => {
        const { Readable } = await import('node:stream');
        const { stream: answer } = await client.exec({
          query: `INSERT INTO ${quotedName(table)} (${columns.map(quotedName).join(', ')}) FORMAT JSONEachRow`,
          values: Readable.from(textsOf(lines), { objectMode: false }),
          clickhouse_settings: asked,
          ...(signal && { abort_signal: signal }),
        });
        await answer.resume().toArray();
      }),
    close: () => client.close(),
  };
}

function isSecure({ parameters: { secure = '0' } }: SourceUrl): boolean {
  if (secure === '1' || secure === 'true') return true;
  if (secure === '0' || secure === 'false') return false;
  throw new UsageError(`clickhouse:// cannot read secure=${secure}`, 'secure=1 asks over HTTPS');
}

function timeoutOf({ parameters: { timeout } }: SourceUrl): number {
  if (timeout === undefined) return defaultTimeoutSeconds;
  if (/^[1-9]\d{0,5}$/.test(timeout)) return Number(timeout);
  throw new UsageError(`clickhouse:// cannot read timeout=${timeout}`, 'timeout=300 gives each query 300 seconds');
}

const linesAtOnce = 100;

/** Some lines at a time, made while they are sent. */
function* textsOf(lines: Iterable<string>): Iterable<string> {
  let some: string[] = [];
  for (const line of lines) {
    some.push(line);
    if (some.length < linesAtOnce) continue;
    yield `${some.join('\n')}\n`;
    some = [];
  }
  if (some.length > 0) yield `${some.join('\n')}\n`;
}

/** A server that fails after its first rows writes the error below them, as a line that is no row. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly string[], void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines.map(checked);
  }
  if (rest !== '') throw new Error(rest.startsWith('{') ? 'the last row is cut off' : rest);
}

function checked(line: string): string {
  if (line.startsWith('{') && line.endsWith('}')) return line;
  throw new Error(line === '' ? 'an empty row' : line);
}
