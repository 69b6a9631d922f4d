// Which values a registry takes for mere names: calls that differ in nothing but these are mapped alike. Whoever makes mapping depend on more of
// the file or of a call tells it here, as in registry-change.ts.
import type { Registry } from './registry.ts';
import { compileRule, type Rule } from './rules.ts';
import { namesOf } from './teams.ts';
import { type Window, windowOf } from './window.ts';

type Ruled = 'nothing' | 'owner' | 'more';

export interface AlikeValues {
  /** Teams with a cost center differ in nothing but who they are, and so do those without. Undefined for other names than their ids. */
  teamSaid(name: string): 'team' | 'team with a cost center' | undefined;
  /** What rules say of calls with the value in all of these fields: nothing; whose they are, and no more; or `more`. */
  ruled(fields: readonly string[], value: () => string): Ruled;
  /** Nanoseconds at which a name or a rule begins or ceases to hold. */
  readonly instants: readonly bigint[];
}

/** `fields` are those of which a caller asks: what rules say of others is not known to it. */
export function alikeValues({ file }: Registry, fields: ReadonlySet<string>): AlikeValues {
  const teams = new Map(file.teams.flatMap((team) => (isDated(windowOf(team)) ? [] : [[team.id, team] as const])));
  const rules = (file.identities ?? []).map(compileRule);
  const isAsked = rules.every(({ conditions }) =>
    conditions.every((one) => one.fields.every((field) => fields.has(field))),
  );
  const windows = [...file.teams.flatMap(namesOf), ...file.teams.map((team) => ({ window: windowOf(team) })), ...rules];
  const byField = conditionsIn(rules);

  function ruledBy({ exact, patterns }: Conditions, value: string): Ruled {
    const fitting = exact.get(value) ?? [];
    const all =
      patterns.length === 0 ? fitting : [...fitting, ...patterns.flatMap((one) => (one.test(value) ? [one.rule] : []))];
    if (all.length === 0) return 'nothing';
    return isAsked && all.length === 1 && all.every(saysOwnerOnly) ? 'owner' : 'more';
  }

  return {
    teamSaid(name) {
      const team = teams.get(name);
      if (team === undefined) return undefined;
      return team.cost_center === undefined ? 'team' : 'team with a cost center';
    },
    ruled(fields, value) {
      let ruled: Ruled = 'nothing';
      for (const field of fields) {
        const conditions = byField.get(field);
        const one = conditions ? ruledBy(conditions, value()) : 'nothing';
        if (one === 'more' || ruled === 'nothing') ruled = one;
        if (ruled === 'more') break;
      }
      return ruled;
    },
    instants: windows.flatMap(({ window: { from, to } }) => [from ?? [], to ?? []].flat()),
  };
}

const isDated = ({ from, to }: Window): boolean => from !== undefined || to !== undefined;

interface Conditions {
  readonly exact: Map<string, Rule[]>;
  readonly patterns: { readonly rule: Rule; readonly test: (value: string) => boolean }[];
}

function conditionsIn(rules: readonly Rule[]): ReadonlyMap<string, Conditions> {
  const byField = new Map<string, Conditions>();
  for (const rule of rules) {
    for (const { fields, text, glob } of rule.conditions) {
      for (const field of fields) {
        const found: Conditions = byField.get(field) ?? { exact: new Map(), patterns: [] };
        byField.set(field, found);
        if (glob.exact) found.exact.set(text, [...(found.exact.get(text) ?? []), rule]);
        else found.patterns.push({ rule, test: glob.test });
      }
    }
  }
  return byField;
}

/** By one value, always, and without proving anything. */
function saysOwnerOnly({ conditions, entry }: Rule): boolean {
  const { match: _, team: __, note: ___, exclusive, ...more } = entry;
  return conditions.length === 1 && !exclusive && Object.values(more).every((value) => value === undefined);
}
