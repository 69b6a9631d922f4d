// Finds and reads the config: in the working directory, or above it as far as the repository reaches. A config outside a
// repository is not looked for upward: in a shared directory such as /tmp it would be somebody else's.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../../model/errors.ts';
import type { NamedFile } from '../baseline-file.ts';
import type { Io } from '../io.ts';
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

const ofRuns = new WeakMap<object, Map<string | undefined, Promise<FoundConfig | undefined>>>();

/** Of a run, read once however many ask: a pipe cannot be read again. `given` is the --config flag. */
export function configOf(given: string | undefined, io: Pick<Io, 'cwd'>): Promise<FoundConfig | undefined> {
  const known = ofRuns.get(io) ?? new Map<string | undefined, Promise<FoundConfig | undefined>>();
  ofRuns.set(io, known);
  const found = known.get(given) ?? findConfig(given, io.cwd);
  known.set(given, found);
  return found;
}

export async function findConfig(given: string | undefined, cwd: string): Promise<FoundConfig | undefined> {
  const file = locateConfig(given, cwd);
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
    config: checkDocument(configSchema, value ?? {}, shown, 'config'), // nothing but comments: all as without a config
    file: { path: file, name: shown },
    directory: path.dirname(file),
  };
}

export function locateConfig(given: string | undefined, cwd: string): string | undefined {
  return given === undefined ? searchUpward(cwd) : path.resolve(cwd, given);
}

/** Asked at once: a promise makes an error of every file that is not there, and a short run has a dozen of them. */
function searchUpward(cwd: string): string | undefined {
  const root = repositoryRoot(cwd);
  for (let directory = cwd; ; directory = path.dirname(directory)) {
    const found = configIn(directory);
    if (found !== undefined || root === undefined || directory === root) return found;
  }
}

const registryNames = ['attrib-audit.registry.yaml', 'attrib-audit.registry.json'] as const;

/** The registry that lies beside the config, or in the working directory when there is no config. */
export function registryBeside(directory: string): string | undefined {
  const [first, second] = registryNames.filter((name) => existsSync(path.join(directory, name)));
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `there are two registries: ${first} and ${second}`,
      'remove one, or choose with --registry FILE',
    );
  }
  return first;
}

function configIn(directory: string): string | undefined {
  const [first, second] = configNames.map((name) => path.join(directory, name)).filter((file) => existsSync(file));
  if (first !== undefined && second !== undefined) {
    throw new UsageError(
      `there are two configs: ${path.basename(first)} and ${path.basename(second)}`,
      'remove one, or choose with --config FILE',
    );
  }
  return first;
}

function repositoryRoot(cwd: string): string | undefined {
  for (let directory = cwd; ; directory = path.dirname(directory)) {
    if (existsSync(path.join(directory, '.git'))) return directory;
    if (directory === path.dirname(directory)) return undefined;
  }
}
