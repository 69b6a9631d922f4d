// What can go wrong between here and a Postgres server, in one sentence and one hint. Half a table is no table: nothing is reported.
import { UsageError } from '../../../model/errors.ts';

const nothing = 'nothing was reported: part of a table says nothing about the rest';
const who = 'give them in the URL, in the config, as PGUSER and PGPASSWORD, or in ~/.pgpass';

/** SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const byState: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  '28P01': ['the user or the password is wrong', who],
  '28000': [
    'the server does not let this user in',
    'its pg_hba.conf says who may come from where, and whether with TLS',
  ],
  '3D000': ['there is no such database', 'the database is the path of the URL: postgres://host:5432/litellm'],
  '3F000': ['there is no such schema', 'name it with ?schema=NAME'],
  '42P01': ['there is no such table', 'name it with ?table=NAME, and its schema with &schema=NAME'],
  '42703': ['the table has no such column', 'the table may be of another release'],
  '42501': ['the user may not read this', 'reading needs CONNECT, USAGE on the schema and SELECT on the table'],
  '53300': ['the server takes no more connections', 'come again, or reserve one for this user'],
  '57014': ['the query took too long', `${nothing}; ?timeout=SECONDS allows more`],
  '57P01': ['the server was shut down before all rows had come', nothing],
  '57P02': ['the server broke down before all rows had come', nothing],
  '57P03': ['the server is starting or shutting down', 'come again when it is ready'],
};

const ofSystem: Readonly<Record<string, readonly [what: string, hint?: string]>> = {
  ECONNREFUSED: ['nothing answers there', 'the port is 5432 unless the URL names another'],
  ENOTFOUND: ['there is no such host'],
  EAI_AGAIN: ['there is no such host'],
  ECONNRESET: ['the connection broke before all rows had come', nothing],
  EPIPE: ['the connection broke before all rows had come', nothing],
  ETIMEDOUT: ['nothing answers there'],
  EHOSTUNREACH: ['nothing answers there'],
};

/** What the client says without a code. */
const byWords: readonly (readonly [RegExp, what: string, hint: string])[] = [
  [/terminated unexpectedly|not queryable|was closed/i, 'the connection broke before all rows had come', nothing],
  [
    /timeout expired|due to connection timeout/i,
    'no answer to the attempt to connect',
    'is a server there, and may it be reached?',
  ],
  [/does not support SSL/i, 'the server speaks no TLS', 'where the network can be trusted: ?sslmode=disable'],
  [
    /certificate|self.signed|altname/i,
    'the certificate of the server cannot be trusted',
    'NODE_EXTRA_CA_CERTS names its authority; ?sslmode=require does not look at it',
  ],
  [/password must be a string/i, 'a password is needed', who],
];

const longest = 200;

/** `clean` takes secrets out. Anything that is no fault of the connection or the server is ours and stays as it is. */
export function explainFault(error: unknown, name: string, clean: (text: string) => string, seconds: number): Error {
  if (!(error instanceof Error)) return new UsageError(`${name}: failed`, nothing);
  if (error instanceof UsageError || error instanceof TypeError || error instanceof RangeError) return error;
  // A host with several addresses fails once for each.
  const cause = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const said = shortened(clean(cause.message.split('\n')[0] ?? ''));
  const state = code === undefined ? undefined : byState[code];
  if (code === '57014') return new UsageError(`${name}: no answer within ${seconds} seconds`, state?.[1]);
  if (state) return new UsageError(`${name}: ${state[0]} (${said})`, state[1]);
  const system = code === undefined ? undefined : ofSystem[code];
  if (system) return new UsageError(`${name}: ${system[0]}`, system[1]);
  const words = byWords.find(([pattern]) => pattern.test(cause.message));
  if (words) return new UsageError(`${name}: ${words[1]}`, words[2]);
  return new UsageError(`${name}: ${said}${code === undefined ? '' : ` (${code})`}`, nothing);
}

const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
