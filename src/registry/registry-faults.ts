// Faults of a registry that its schema cannot see: names that clash or point nowhere, days that run backwards, rules that contradict.
import type { RegistryFile } from '../model/registry.ts';
import { compareRanks, compileRule, type Rule } from './rules.ts';
import { fold, type Named, namesOf } from './teams.ts';
import { type Dated, overlap, windowOf } from './window.ts';

export interface RegistryFault {
  /** `teams[2]`, as an editor's user would look for it. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
  /** An audit can go on and tells it of every call concerned. */
  readonly bearable?: true;
}

export function registryFaults(file: RegistryFile): readonly RegistryFault[] {
  return [...twiceNamed(file), ...danglingTeams(file), ...endlessSuccession(file), ...badIdentities(file)];
}

function* twiceNamed({ teams, parents = [] }: RegistryFile): Iterable<RegistryFault> {
  const ids = new Set<string>();
  for (const [index, { id }] of parents.entries()) {
    if (ids.has(id)) yield { path: `parents[${index}]`, message: `the id "${id}" stands twice` };
    ids.add(id);
  }
  const seen = new Map<string, (Named & { at: number })[]>();
  for (const [at, team] of teams.entries()) {
    for (const one of namesOf(team)) {
      const others = seen.get(fold(one.name)) ?? [];
      const clash = others.find((other) => overlap(other.window, one.window));
      if (clash) {
        yield {
          path: `teams[${at}]`,
          message: `the name "${one.name}" already means ${clash.team.id} (teams[${clash.at}])`,
          hint: 'give the alias days (name, valid_from, valid_to), or remove it from one team',
        };
      }
      seen.set(fold(one.name), [...others, { ...one, at }]);
    }
  }
}

function* danglingTeams({ teams, parents = [], identities = [] }: RegistryFile): Iterable<RegistryFault> {
  const ids = new Set(teams.map(({ id }) => id));
  const parentIds = new Set(parents.map(({ id }) => id));
  for (const [index, team] of teams.entries()) {
    const path = `teams[${index}]`;
    yield* backwards(team, path);
    for (const alias of team.aliases ?? []) if (typeof alias !== 'string') yield* backwards(alias, path);
    if (team.parent !== undefined && !parentIds.has(team.parent)) {
      yield { path, message: `its parent "${team.parent}" is not under parents`, hint: 'list it under parents' };
    }
    if (team.successor !== undefined && !ids.has(team.successor)) {
      yield { path, message: `its successor "${team.successor}" is no team`, hint: 'name the id of a team' };
    }
    if (team.successor !== undefined && team.valid_to === undefined) {
      yield { path, message: 'has a successor and no valid_to', hint: 'say from which day on the successor answers' };
    }
  }
  for (const [index, { team }] of identities.entries()) {
    if (!ids.has(team)) {
      yield {
        path: `identities[${index}]`,
        message: `its team "${team}" is no team`,
        hint: 'rules name the id of a team, not an alias',
      };
    }
  }
}

function* endlessSuccession({ teams }: RegistryFile): Iterable<RegistryFault> {
  const next = new Map(teams.map(({ id, successor }) => [id, successor]));
  for (const [index, { id }] of teams.entries()) {
    const seen = new Set<string>();
    let at: string | undefined = id;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      at = next.get(at);
    }
    if (at === id) yield { path: `teams[${index}]`, message: `${id} succeeds itself` };
  }
}

function* badIdentities({ identities = [] }: RegistryFile): Iterable<RegistryFault> {
  const earlier = new Map<string, { rule: Rule; index: number }[]>();
  for (const [index, entry] of identities.entries()) {
    const path = `identities[${index}]`;
    const rule = compileRule(entry);
    yield* backwards(entry, path);
    if (rule.conditions.length === 0) {
      yield { path, message: 'its match is empty', hint: 'name a key, project or account' };
    }
    const same = earlier.get(rule.label) ?? [];
    for (const other of same) {
      if (compareRanks(other.rule, rule) !== 0 || !overlap(other.rule.window, rule.window)) continue;
      if (other.rule.entry.team === entry.team) {
        const message = `repeats identities[${other.index}] (${rule.label})`;
        yield { path, message, hint: 'keep one of them', bearable: true };
      } else {
        yield {
          path,
          message: `${rule.label} belongs to ${entry.team} here and to ${other.rule.entry.team} in identities[${other.index}]`,
          hint: 'keep one of them, or give both days that do not overlap',
          bearable: true,
        };
      }
    }
    earlier.set(rule.label, [...same, { rule, index }]);
  }
}

function* backwards(entry: Dated, path: string): Iterable<RegistryFault> {
  const { from, to } = windowOf(entry);
  if (from !== undefined && to !== undefined && from >= to) {
    yield { path, message: `valid_from ${entry.valid_from} is not before valid_to ${entry.valid_to}` };
  }
}
