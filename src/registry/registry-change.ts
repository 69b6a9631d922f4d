// What another registry can change: whether it may map some calls otherwise than the one before. A yes may be wrong, a no never is: calls with
// a no need not be judged again. Whoever makes mapping depend on more of the file or of a call tells it here.
import type { IdentityEntry, RegistryFile, TeamEntry } from '../model/registry.ts';
import { type RuleField, ruleFields } from '../model/rule-fields.ts';
import type { Call, Trace } from '../model/trace.ts';
import type { Registry } from './registry.ts';
import { compileRule, type Rule } from './rules.ts';
import { fold, namesOf } from './teams.ts';

/** What some calls ask of a registry: the values of their identities, and the names of teams they say. */
export interface Asked {
  readonly values: ReadonlyMap<RuleField, ReadonlySet<string>>;
  readonly names: ReadonlySet<string>;
  /** Some say none. */
  readonly unowned: boolean;
}

export function askedBy(traces: readonly Pick<Trace, 'calls' | 'free_calls'>[]): Asked {
  const values = new Map(ruleFields.map((field) => [field, new Set<string>()]));
  const names = new Set<string>();
  let unowned = false;
  const see = ({ sightings, envelope: { owner_team: owner }, breaks }: Call): void => {
    for (const event of sightings) {
      for (const field of ruleFields) {
        const value = event[field];
        if (value !== undefined) values.get(field)?.add(value);
      }
    }
    for (const name of [owner, ...(owner?.rivals ?? [])]) if (name) names.add(name.value);
    if (!owner) unowned = true;
    for (const { field, before, after } of breaks) {
      if (field !== 'owner_team') continue;
      for (const name of [before, after]) if (name !== undefined) names.add(name);
    }
  };
  for (const { calls, free_calls: free } of traces) {
    calls.forEach(see);
    free.forEach(see);
  }
  return { values, names, unowned };
}

export function changeBetween(before: Registry | undefined, after: Registry | undefined): (asked: Asked) => boolean {
  if (before === after) return () => false;
  if (!before || !after) return firstOne(before ?? after);
  if (restOf(before.file) !== restOf(after.file)) return () => true;
  const names = namesChanged(before.file.teams, after.file.teams);
  const rules = rulesChanged(before.file.identities ?? [], after.file.identities ?? [], names);
  const [known, knownNow] = [knownIn(before), knownIn(after)];
  return (asked) => {
    if (rules.some((rule) => mayFit(rule, asked))) return true;
    if (names.size === 0) return false;
    // A name that is no team is held against all names there are.
    for (const name of asked.names) {
      const folded = fold(name);
      if (names.has(folded) || !known.has(folded) || !knownNow.has(folded)) return true;
    }
    return false;
  };
}

/** Between none and one: that calls name a team by its id is all it says of them, unless it says more of the team or a rule fits. */
function firstOne(registry: Registry | undefined): (asked: Asked) => boolean {
  if (!registry || restOf(registry.file) !== '{}') return () => true;
  const rules = (registry.file.identities ?? []).map(compileRule);
  const named = registry.file.teams.flatMap(namesOf).map(({ name }) => fold(name));
  const plain = new Set(
    registry.file.teams
      .filter(({ id, aliases: _, ...more }) => isEmpty(more) && named.filter((name) => name === fold(id)).length === 1)
      .map(({ id }) => id),
  );
  return ({ names, unowned, ...asked }) => {
    if (unowned || rules.some((rule) => mayFit(rule, asked))) return true;
    for (const name of names) if (!plain.has(name)) return true;
    return false;
  };
}

const isEmpty = (entry: object): boolean => Object.values(entry).every((value) => value === undefined);

/** All but teams and identities. */
function restOf({ teams, identities, ...rest }: RegistryFile): string {
  return JSON.stringify(rest);
}

const knownIn = ({ teams }: Registry): ReadonlySet<string> => new Set(teams.names.map(fold));

/** Names of teams that were added, taken away or changed, and of those that such a team succeeds. */
function namesChanged(before: readonly TeamEntry[], after: readonly TeamEntry[]): ReadonlySet<string> {
  const changed = new Set(
    onlyInOne(before, after)
      .flatMap(namesOf)
      .map(({ name }) => fold(name)),
  );
  const teams = [...before, ...after];
  for (let size = -1; size !== changed.size; ) {
    size = changed.size;
    for (const team of teams) {
      if (team.successor === undefined || !changed.has(fold(team.successor))) continue;
      for (const { name } of namesOf(team)) changed.add(fold(name));
    }
  }
  return changed;
}

/** Rules that were added, taken away or changed, and those of changed teams. */
function rulesChanged(
  before: readonly IdentityEntry[],
  after: readonly IdentityEntry[],
  names: ReadonlySet<string>,
): readonly Rule[] {
  const ofChanged = after.filter(({ team }) => names.has(fold(team)));
  return [...onlyInOne(before, after), ...ofChanged].map(compileRule);
}

function onlyInOne<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  const [old, fresh] = [before, after].map((entries) => new Set(entries.map((entry) => JSON.stringify(entry))));
  return [
    ...before.filter((entry) => !fresh?.has(JSON.stringify(entry))),
    ...after.filter((entry) => !old?.has(JSON.stringify(entry))),
  ];
}

/** Every condition has a value among them, be it of several calls. */
function mayFit({ conditions }: Rule, { values }: Pick<Asked, 'values'>): boolean {
  return conditions.every(({ fields, text, glob }) =>
    fields.some((field) => {
      const held = values.get(field);
      if (held === undefined) return false;
      return glob.exact ? held.has(text) : [...held].some(glob.test);
    }),
  );
}
