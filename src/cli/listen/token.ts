// The token that requests must bear: from --token-file, else from the environment. Never printed, compared in constant time.
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { Io } from '../io.ts';
import type { Address } from './address.ts';

export const tokenVariable = 'ATTRIB_AUDIT_TOKEN';

/** A shorter one could be guessed over the network. */
const shortest = 16;
const hint = `make one with: openssl rand -hex 32 > listen.token, or set ${tokenVariable}`;

export type TokenCheck = (header: string | undefined) => boolean;

/** Undefined when none is asked for, which only loopback may do. */
export async function loadToken(file: string | undefined, address: Address, io: Io): Promise<TokenCheck | undefined> {
  const text = (file === undefined ? io.env[tokenVariable] : await tokenFrom(file, io.cwd))?.trim();
  if (text === undefined || (file === undefined && text === '')) {
    if (address.loopback) return undefined;
    throw new UsageError(`${address.host} can be reached from other machines, so a token is needed`, hint);
  }
  if (!/^[\x21-\x7E]*$/.test(text)) throw new UsageError('the token has characters that no header can carry', hint);
  if (text.length < shortest) throw new UsageError(`the token is shorter than ${shortest} characters`, hint);
  const wanted = digest(text);
  return (header) => {
    const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
    return given !== undefined && timingSafeEqual(digest(given), wanted);
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

async function tokenFrom(file: string, directory: string): Promise<string> {
  return readFile(path.resolve(directory, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : (error.code ?? error.message);
    throw new UsageError(`the token file ${file} cannot be read: ${why}`, hint);
  });
}
