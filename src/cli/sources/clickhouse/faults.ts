// What can go wrong between here and a ClickHouse server, in one sentence and one hint. Half a table is no table: nothing is reported.
import { UsageError } from '../../../model/errors.ts';

const nothing = 'nothing was reported: part of a table says nothing about the rest';

/** Error codes of the server; the same in all its versions. */
const byCode: Readonly<Record<number, readonly [what: string, hint: string]>> = {
  16: [
    'the table has no such column',
    'the table may be of an older release: attrib-audit load --ddl prints the statements',
  ],
  47: [
    'the table has no such column',
    'the table may be of an older release: attrib-audit load --ddl prints the statements',
  ],
  60: ['there is no such table', 'name it with ?table=NAME; attrib-audit load makes attrib_events'],
  81: ['there is no such database', 'the database is the path of the URL: clickhouse://host:8123/database'],
  159: ['the query took too long', `${nothing}; &timeout=SECONDS allows more`],
  160: ['the query would take too long', `${nothing}; &timeout=SECONDS allows more`],
  192: [
    'the user or the password is wrong',
    'give them in the URL, in the config, or as CLICKHOUSE_USER and CLICKHOUSE_PASSWORD',
  ],
  193: [
    'the user or the password is wrong',
    'give them in the URL, in the config, or as CLICKHOUSE_USER and CLICKHOUSE_PASSWORD',
  ],
  194: ['a password is needed', 'give it in the URL, in the config, or as CLICKHOUSE_PASSWORD'],
  516: [
    'the user or the password is wrong',
    'give them in the URL, in the config, or as CLICKHOUSE_USER and CLICKHOUSE_PASSWORD',
  ],
  164: ['the user may only read', 'load needs a user who may insert'],
  195: ['the user may not connect from here', 'the networks of the user are set on the server'],
  241: ['the server ran out of the memory it allows a query', `${nothing}; raise max_memory_usage for this user`],
  279: ['a shard cannot be reached', nothing],
  209: ['a shard does not answer', nothing],
  210: ['a shard cannot be reached', nothing],
  32: ['a shard broke off', nothing],
  101: ['a shard broke off', nothing],
  291: ['the user may not read this database', 'grant it, or name another user'],
  497: ['the user may not do this', 'reading needs SELECT on the table, load INSERT and CREATE TABLE'],
};

const longest = 200;

/** `clean` takes secrets out. Anything that is no fault of the connection or the server is ours and stays as it is. */
export function explainFault(error: unknown, name: string, clean: (text: string) => string, seconds: number): Error {
  if (!(error instanceof Error)) return new UsageError(`${name}: failed`, nothing);
  if (error instanceof UsageError || error instanceof TypeError || error instanceof RangeError) return error;
  const code = codeOf(error);
  const known = typeof code === 'number' ? byCode[code] : undefined;
  const said = clean(sentenceOf(error.message));
  if (known) return new UsageError(`${name}: ${known[0]} (ClickHouse error ${code}: ${said})`, known[1]);
  if (typeof code === 'number')
    return new UsageError(`${name}: the server failed (ClickHouse error ${code}: ${said})`, nothing);
  if (code === 'ECONNREFUSED')
    return new UsageError(
      `${name}: nothing answers there`,
      'the port is that of the HTTP interface, 8123 unless it was changed',
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new UsageError(`${name}: there is no such host`);
  if (/timeout/i.test(error.message))
    return new UsageError(`${name}: no answer within ${seconds} seconds`, `${nothing}; &timeout=SECONDS allows more`);
  if (isBreak(code, error.message))
    return new UsageError(`${name}: the connection broke before all rows had come`, nothing);
  return new UsageError(`${name}: ${said}`, nothing);
}

/** The server's own code is in its text: the client does not know the spelling of every version. */
function codeOf(error: Error): string | number | undefined {
  const inText = /\bCode: (\d+)[,.]/.exec(error.message)?.[1];
  if (inText !== undefined) return Number(inText);
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && /^\d+$/.test(code)) return Number(code);
  return typeof code === 'string' || typeof code === 'number' ? code : undefined;
}

function isBreak(code: string | number | undefined, message: string): boolean {
  return (
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    /aborted|hang up|cut off|premature/i.test(message)
  );
}

/** Without the stack and the names of the server's classes. */
function sentenceOf(message: string): string {
  const [line = ''] = message.replace(/^[\s\S]*?DB::Exception: /, '').split('\n');
  const text = line
    .replace(/, e\.what\(\) = .*$/, '')
    .replace(/\s*\(version [^)]*\)+\s*$/, '')
    .trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
