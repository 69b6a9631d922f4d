// Registry: a file of teams and identity rules, compiled once and asked about every call.
import { UsageError } from '../model/errors.ts';
import { type RegistryFile, registrySchema } from '../model/registry.ts';
import { compileGlob } from './glob.ts';
import { registryFaults } from './registry-faults.ts';
import { compileRules, type Rules } from './rules.ts';
import { compileTeams, type Teams } from './teams.ts';

export interface Registry {
  readonly file: RegistryFile;
  readonly teams: Teams;
  readonly rules: Rules;
  /** Whether the file lists the service account; undefined when it lists none at all. */
  readonly lists: (serviceAccount: string) => boolean | undefined;
}

const registryHint = 'attrib-audit registry check FILE lists everything that is wrong';

/** A parsed file; `name` says which in every complaint. Throws UsageError for the first fault. */
export function readRegistry(value: unknown, name: string): Registry {
  const parsed = registrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`the registry ${name} is not valid${placeText(issue?.path)}: ${issue?.message}`, registryHint);
  }
  const fault = registryFaults(parsed.data).find(({ bearable }) => !bearable);
  if (fault) throw new UsageError(`the registry ${name}: ${fault.path}: ${fault.message}`, fault.hint ?? registryHint);
  return compileRegistry(parsed.data);
}

export function compileRegistry(file: RegistryFile): Registry {
  const accounts = file.service_accounts?.map(compileGlob);
  return {
    file,
    teams: compileTeams(file),
    rules: compileRules(file.identities ?? []),
    lists: (account) => accounts?.some((glob) => glob.test(account)),
  };
}

function placeText(path: readonly PropertyKey[] | undefined): string {
  return path === undefined || path.length === 0 ? '' : ` at ${pathText(path)}`;
}

/** `teams[2].aliases[0]` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`),
    '',
  );
}
