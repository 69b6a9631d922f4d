// Finds and reads the config: in the working directory, or above it as far as the repository reaches. A config outside a
// repository is not looked for upward: in a shared directory such as /tmp it would be somebody else's.
import { access } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { NamedFile } from '../baseline-file.ts';
import type { Config } from './config-schema.ts';

export const configNames = [
  'attrib-audit.config.json',
  'attrib-audit.config.jsonc',
  'attrib-audit.config.yaml',
] as const;

export interface FoundConfig {
  readonly config: Config;
  readonly file: NamedFile;
  /** Relative paths in the config start here. */
  readonly directory: string;
}

/** `given` is the --config flag. */
export async function findConfig(given: string | undefined, cwd: string): Promise<FoundConfig | undefined> {
  const file = await locateConfig(given, cwd);
  if (file === undefined) return undefined;
  // Runs without a config start without these libraries.
  const [{ readDocument }, { checkDocument }, { configSchema }] = await Promise.all([
    import('../read-document.ts'),
    import('../check-document.ts'),
    import('./config-schema.ts'),
  ]);
  const shown = path.relative(cwd, file) || '.';
  const { value } = await readDocument(file, shown, 'config');
  return {
    config: checkDocument(configSchema, value, shown, 'config'),
    file: { path: file, name: shown },
    directory: path.dirname(file),
  };
}

export async function locateConfig(given: string | undefined, cwd: string): Promise<string | undefined> {
  return given === undefined ? searchUpward(cwd) : path.resolve(cwd, given);
}

async function searchUpward(cwd: string): Promise<string | undefined> {
  const root = await repositoryRoot(cwd);
  for (let directory = cwd; ; directory = path.dirname(directory)) {
    const found = await configIn(directory);
    if (found !== undefined || root === undefined || directory === root) return found;
  }
}

const registryNames = ['attrib-audit.registry.yaml', 'attrib-audit.registry.json'] as const;

/** The registry that lies beside the config, or in the working directory when there is no config. */
export async function registryBeside(directory: string): Promise<string | undefined> {
  const there = await Promise.all(registryNames.map((name) => exists(path.join(directory, name))));
  const [first, second] = registryNames.filter((_, index) => there[index]);
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `there are two registries: ${first} and ${second}`,
      'remove one, or choose with --registry FILE',
    );
  }
  return first;
}

async function configIn(directory: string): Promise<string | undefined> {
  const files = configNames.map((name) => path.join(directory, name));
  const there = await Promise.all(files.map(exists));
  const [first, second] = files.filter((_, index) => there[index]);
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `there are two configs: ${path.basename(first)} and ${path.basename(second)}`,
      'remove one, or choose with --config FILE',
    );
  }
  return first;
}

async function repositoryRoot(cwd: string): Promise<string | undefined> {
  for (let directory = cwd; ; directory = path.dirname(directory)) {
    if (await exists(path.join(directory, '.git'))) return directory;
    if (directory === path.dirname(directory)) return undefined;
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
