// The sources that URLs can name, and how an operand finds its own.
import type { InputFile } from '../../engine/input-file.ts';
import { UsageError } from '../../model/errors.ts';
import { configOf } from '../config/find-config.ts';
import { knownNames } from '../did-you-mean.ts';
import type { Io } from '../io.ts';
import { clickhouse } from './clickhouse.ts';
import { type Credentials, credentialsFor } from './credentials.ts';
import { postgres } from './postgres.ts';
import { readSourceUrl, type SourceUrl } from './source-url.ts';
import type { FoundRegistry, UrlSource } from './url-source.ts';

type Surroundings = Pick<Io, 'cwd' | 'env'>;

export const urlSources: readonly UrlSource[] = [clickhouse, postgres];

/** `config` is the --config flag. */
export async function openSource(operand: string, config: string | undefined, io: Io): Promise<readonly InputFile[]> {
  const { source, url, credentials } = await findSource(operand, urlSources, config, io);
  return source.open(url, credentials);
}

/** A registry that a database holds; `name` is what may be shown of where it is. */
export async function openRegistry(
  operand: string,
  config: string | undefined,
  io: Surroundings,
): Promise<FoundRegistry & { readonly name: string }> {
  const { source, url, credentials } = await findSource(operand, urlSources, config, io);
  if (!source.registry) {
    throw new UsageError(
      `no registry can be read from ${url.scheme}://`,
      'name a file, or the postgres:// of a LiteLLM proxy',
    );
  }
  return { name: url.name, ...(await source.registry(url, credentials)) };
}

export interface FoundSource {
  readonly source: UrlSource;
  readonly url: SourceUrl;
  readonly credentials: Credentials;
}

/** Among the given sources: not every one that is read can be written. */
export async function findSource(
  operand: string,
  among: readonly UrlSource[],
  config: string | undefined,
  io: Surroundings,
): Promise<FoundSource> {
  const scheme = operand.slice(0, operand.indexOf(':')).toLowerCase();
  const source = among.find(({ schemes }) => schemes.includes(scheme));
  if (!source) {
    const known = among.flatMap(({ schemes }) => schemes);
    throw new UsageError(
      `nothing reads ${scheme}:// URLs`,
      /^https?$/.test(scheme) ? 'no web page is ever fetched: save it and name the file' : knownNames(scheme, known),
    );
  }
  const url = readSourceUrl(operand, source.parameters, source.example);
  const credentials = await credentialsFor(url, source.variables, await configOf(config, io), io);
  return { source, url, credentials };
}
