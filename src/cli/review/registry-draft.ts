// The registry with the decisions of a review in it. One text for both: what is written is what the score was computed with.
// YAML is edited in place, so that its comments and its order stay; JSON is written anew.
import { type Document, isMap, isSeq, parseDocument, type YAMLMap, YAMLSeq } from 'yaml';
import type { Decision } from '../../tui/decisions.ts';

export type RegistryDecision = Extract<Decision, { kind: 'assign' | 'alias' }>;

export function isOfRegistry(decision: Decision): decision is RegistryDecision {
  return decision.kind === 'assign' || decision.kind === 'alias';
}

/** `text` is the file as it is, empty where there is none. `json`: its name ends with .json. */
export function registryDraft(text: string, decisions: readonly RegistryDecision[], json: boolean): string {
  if (decisions.length === 0) return text;
  const document = parseDocument(text.trim() === '' ? startOf(json) : text);
  for (const decision of decisions) {
    if (decision.kind === 'assign') assign(document, decision);
    else addAlias(teamNamed(document, decision.team), decision.alias);
  }
  return json ? `${JSON.stringify(document.toJS(), null, 2)}\n` : document.toString({ lineWidth: 0 });
}

const startOf = (json: boolean): string =>
  json ? '{"teams": []}' : '# Teams, and the keys, projects and accounts that belong to them.\nteams: []\n';

function assign(document: Document, decision: Extract<Decision, { kind: 'assign' }>): void {
  const { identity, team, valid_from: from, valid_to: to } = decision;
  teamNamed(document, team);
  listIn(document, 'identities').add(
    document.createNode({
      match: { [identity.field]: identity.value },
      team,
      exclusive: true,
      ...(from === undefined ? {} : { valid_from: from }),
      ...(to === undefined ? {} : { valid_to: to }),
    }),
  );
}

/** The team's entry; a team nobody knows yet is added. */
function teamNamed(document: Document, team: string): YAMLMap {
  const teams = listIn(document, 'teams');
  for (const entry of teams.items) if (isMap(entry) && entry.get('id') === team) return entry;
  const added = document.createNode({ id: team });
  teams.add(added);
  return added as YAMLMap; // made of an object
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
