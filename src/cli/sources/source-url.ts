// A source named by a URL: where it is, and as whom to ask. `name` is what is shown of it, and the only part that may be: it has no user
// and no password.
import { UsageError } from '../../model/errors.ts';

export interface SourceUrl {
  /** Without the colon. */
  readonly scheme: string;
  readonly host: string;
  readonly port: number | undefined;
  /** The path without its first slash. */
  readonly database: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly name: string;
}

const pattern = /^[a-z][a-z0-9+.-]*:\/\//i;

export function isSourceUrl(operand: string): boolean {
  return pattern.test(operand);
}

/** What may be shown of an operand that is a source. */
export function withoutUser(operand: string): string {
  if (!isSourceUrl(operand) || !URL.canParse(operand)) return operand;
  const url = new URL(operand);
  url.username = '';
  url.password = '';
  return url.href;
}

/** `known` are the parameters the source takes. Nothing of a URL that cannot be read is quoted: it may hold a password. */
export function readSourceUrl(text: string, known: readonly string[], example: string): SourceUrl {
  const url = parsed(text, example);
  const scheme = url.protocol.slice(0, -1);
  const pairs = [...url.searchParams];
  const stranger = pairs.find(([key]) => !known.includes(key))?.[0];
  if (stranger !== undefined) {
    throw new UsageError(
      /pass|user|token|secret/i.test(stranger)
        ? `${scheme}:// takes no user or password as a parameter`
        : `${scheme}:// knows no parameter "${stranger}"`,
      `known: ${known.join(', ')}; as in ${example}`,
    );
  }
  const twice = known.find((key) => url.searchParams.getAll(key).length > 1);
  if (twice !== undefined) throw new UsageError(`${scheme}:// has the parameter ${twice} twice`);
  const database = unescaped(url.pathname.slice(1), example);
  const query = pairs.map(([key, value]) => `${key}=${value}`).join('&');
  return {
    scheme,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    database: database === '' ? undefined : database,
    parameters: Object.fromEntries(pairs),
    user: url.username === '' ? undefined : unescaped(url.username, example),
    password: url.password === '' ? undefined : unescaped(url.password, example),
    name: `${scheme}://${url.host}${database === '' ? '' : `/${database}`}${query === '' ? '' : `?${query}`}`,
  };
}

function parsed(text: string, example: string): URL {
  // Characters that a password often has and a URL must not have make another host of it.
  if (URL.canParse(text) && new URL(text).hostname !== '' && new URL(text).hash === '') return new URL(text);
  throw unreadable(example);
}

function unescaped(text: string, example: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw unreadable(example);
  }
}

const unreadable = (example: string): UsageError =>
  new UsageError(
    'a source URL cannot be read',
    `as in ${example}; write @ : / # and ? of a password as %40 %3A %2F %23 %3F`,
  );
