// Registry: a file of teams and identity rules, compiled once and asked about every call.
import type { RegistryFile } from '../model/registry.ts';
import { compileGlob } from './glob.ts';
import { compileRules, type Rules } from './rules.ts';
import { compileTeams, type Teams } from './teams.ts';

export interface Registry {
  readonly file: RegistryFile;
  readonly teams: Teams;
  readonly rules: Rules;
  /** Whether the file lists the service account; undefined when it lists none at all. */
  readonly lists: (serviceAccount: string) => boolean | undefined;
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
