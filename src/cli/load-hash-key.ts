// Loads the key of --hash-ids: a file, or env:NAME for an environment variable. Never printed, never part of a report.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../model/errors.ts';
import { configOf } from './config/find-config.ts';
import type { Io } from './io.ts';

export interface HashFlags {
  readonly hashIds?: string;
  readonly config?: string;
}

/** A shorter key could be guessed together with the ids. */
const shortest = 16;
const hint = 'make one with: openssl rand -hex 32 > hash.key';

export async function loadHashKey(flags: HashFlags, io: Io): Promise<Uint8Array | undefined> {
  if (flags.hashIds !== undefined) return keyFrom(flags.hashIds, io.cwd, io);
  const found = await configOf(flags.config, io);
  const source = found?.config.hash_ids;
  return found === undefined || source === undefined ? undefined : keyFrom(source, found.directory, io);
}

async function keyFrom(source: string, directory: string, io: Io): Promise<Uint8Array> {
  const variable = source.startsWith('env:') ? source.slice('env:'.length) : undefined;
  const text = variable === undefined ? await keyFile(source, directory) : io.env[variable];
  if (text === undefined) throw new UsageError(`--hash-ids: the environment has no ${variable}`, hint);
  const key = Buffer.from(text.trim());
  if (key.length >= shortest) return key;
  throw new UsageError(`--hash-ids: the key from ${source} is shorter than ${shortest} characters`, hint);
}

async function keyFile(file: string, directory: string): Promise<string> {
  return readFile(path.resolve(directory, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message);
    throw new UsageError(`--hash-ids: the key file ${file} cannot be read: ${why}`, hint);
  });
}
