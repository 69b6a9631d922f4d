// The registry with the decisions of a review in it. One text for both: what is written is what the score was computed with.
// YAML is edited in place, so that its comments and its order stay; JSON is written anew.
import { type Document, isMap, isSeq, parseDocument, stringify, type YAMLMap, YAMLSeq } from 'yaml';
import { UsageError } from '../../model/errors.ts';
import type { Suggestions } from '../../model/suggestion.ts';
import type { Decision } from '../../tui/decisions.ts';
import { didYouMean } from '../did-you-mean.ts';
import { yamlText } from './yaml-text.ts';

type Assign = Extract<Decision, { kind: 'assign' }>;
export type RegistryDecision = Assign | Extract<Decision, { kind: 'alias' }>;

export function isOfRegistry(decision: Decision): decision is RegistryDecision {
  return decision.kind === 'assign' || decision.kind === 'alias';
}

export interface RegistryFileText {
  /** Undefined where there is no file yet. */
  readonly text: string | undefined;
  readonly json: boolean;
  /** Teams that logs name: where nobody listed teams yet, these are the teams. */
  readonly teamsInLogs: Suggestions['teams'];
}

/** Throws UsageError for a team that nobody knows. */
export function registryDraft(file: RegistryFileText, decisions: readonly RegistryDecision[]): string {
  const { text, json } = file;
  const before = text === undefined || text.trim() === '' ? startOf(file) : text;
  const document = parseDocument(before);
  for (const decision of decisions) {
    if (decision.kind === 'assign') assign(document, decision);
    else addAlias(teamNamed(document, decision.team, false), decision.alias);
  }
  return json ? `${JSON.stringify(document.toJS(), null, 2)}\n` : yamlText(document, before);
}

/** A registry that knew only the team of the first decision would make strangers of all others. */
function startOf({ json, teamsInLogs }: RegistryFileText): string {
  const teams = {
    teams: teamsInLogs.map(({ id, other_names: others }) => (others.length === 0 ? { id } : { id, aliases: others })),
  };
  return json
    ? JSON.stringify(teams)
    : `# Teams, and the keys, projects and accounts that belong to them. The teams are those that logs name: check them.\n${stringify(teams)}`;
}

function assign(document: Document, decision: Assign): void {
  const { identity, valid_from: from, valid_to: to, exclusive, workflow_id, feature } = decision;
  const team = teamNamed(document, decision.team, decision.is_new).get('id');
  const rule = {
    team,
    ...(workflow_id === undefined ? {} : { workflow_id }),
    ...(feature === undefined ? {} : { feature }),
    ...(exclusive ? { exclusive } : {}),
    ...(from === undefined ? {} : { valid_from: from }),
    ...(to === undefined ? {} : { valid_to: to }),
  };
  const rules = listIn(document, 'identities');
  const known = from === undefined && to === undefined ? sameRule(rules, identity) : undefined;
  if (known) {
    for (const [key, value] of Object.entries(rule)) known.set(key, value);
    if (!exclusive) known.delete('exclusive');
    return;
  }
  const added = document.createNode({ match: { [identity.field]: identity.value }, ...rule });
  const match = added.get('match', true);
  if (isMap(match)) match.flow = true;
  rules.add(added);
}

/** The rule for exactly this identity and for all days: it is changed, a second one would only contradict it. */
function sameRule(rules: YAMLSeq, { field, value }: Assign['identity']): YAMLMap | undefined {
  return rules.items.filter(isMap).find((rule) => {
    const match = rule.get('match', true);
    const same = isMap(match) && match.items.length === 1 && match.get(field) === value;
    return same && !rule.has('valid_from') && !rule.has('valid_to');
  });
}

/** The entry of a team by its id or another of its names; one that nobody knows is added only when that is meant. */
function teamNamed(document: Document, name: string, isNew: boolean): YAMLMap {
  const teams = listIn(document, 'teams');
  const entries = teams.items.filter(isMap);
  const wanted = name.trim().toLowerCase();
  const known = entries.find((entry) => namesOf(entry).some((one) => one.toLowerCase() === wanted));
  if (known) return known;
  if (!isNew) {
    const near = didYouMean(name, entries.flatMap(namesOf));
    throw new UsageError(`no team is called "${name}"`, near ?? `write "new ${name}" to add it`);
  }
  const added = document.createNode({ id: name });
  teams.add(added);
  return added;
}

function namesOf(team: YAMLMap): readonly string[] {
  const aliases = team.get('aliases', true);
  const others: readonly unknown[] = isSeq(aliases) ? aliases.toJSON() : [];
  const names = others.map((one) => (typeof one === 'object' && one !== null && 'name' in one ? one.name : one));
  return [team.get('id'), ...names].filter((one) => typeof one === 'string');
}

function addAlias(team: YAMLMap, alias: string): void {
  const known = team.get('aliases', true);
  if (isSeq(known)) known.add(alias);
  else team.set('aliases', [alias]);
}

function listIn(document: Document, key: string): YAMLSeq {
  const known = document.get(key, true);
  if (isSeq(known)) {
    // `teams: []` would grow on one line.
    if (known.items.length === 0) known.flow = false;
    return known;
  }
  const list = new YAMLSeq();
  document.set(key, list);
  return list;
}
