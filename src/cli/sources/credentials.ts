// As whom to ask a source: what its URL says, else the config for that host, else the environment. Never printed.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { FoundConfig } from '../config/find-config.ts';
import type { Io } from '../io.ts';
import type { SourceUrl } from './source-url.ts';

export interface Credentials {
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** Names of environment variables, such as PGUSER and PGPASSWORD. */
export interface CredentialVariables {
  readonly user: string;
  readonly password: string;
}

export async function credentialsFor(
  url: SourceUrl,
  variables: CredentialVariables,
  config: FoundConfig | undefined,
  io: Pick<Io, 'env'>,
): Promise<Credentials> {
  const key = url.port === undefined ? url.host : `${url.host}:${url.port}`;
  const configured = Object.hasOwn(config?.config.sources ?? {}, key) ? config?.config.sources?.[key] : undefined;
  const kept =
    configured?.password === undefined || config === undefined
      ? undefined
      : await keptPassword(configured.password, config.directory, io);
  return {
    user: url.user ?? configured?.user ?? io.env[variables.user],
    password: url.password ?? kept ?? io.env[variables.password],
  };
}

async function keptPassword(where: string, directory: string, io: Pick<Io, 'env'>): Promise<string> {
  if (where.startsWith('env:')) {
    const variable = where.slice('env:'.length);
    const value = io.env[variable];
    if (value !== undefined) return value;
    throw new UsageError(`the config names a password in the environment variable ${variable}, which is not set`);
  }
  const text = await readFile(path.resolve(directory, where), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(
      `the password file ${where} that the config names cannot be read: ${error.code ?? 'unknown error'}`,
    );
  });
  return text.trim();
}

/** Text of a server or a client with what must not be shown taken out, however it is written there. */
export function withoutSecrets(text: string, { password }: Credentials): string {
  if (password === undefined || password === '') return text;
  return [...new Set([password, encodeURIComponent(password), encodeURI(password)])].reduce(
    (clean, secret) => clean.replaceAll(secret, '***'),
    text,
  );
}
