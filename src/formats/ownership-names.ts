// The names under which callers write ownership into free dictionaries, tags, span attributes and baggage.
import { type OwnershipField, ownershipFields, type TextField } from '../model/fields.ts';

/** Names after normalising: lower case, `-` as `_`, prefixes removed. Public: `formats` prints this table. */
export const ownershipNames: Readonly<Record<OwnershipField, readonly string[]>> = {
  owner_team: ['owner_team', 'team', 'team_id', 'team_name', 'team_alias', 'owner', 'owning_team', 'squad'],
  cost_center: ['cost_center', 'cost_centre', 'costcenter', 'costcentre', 'cost_code'],
  project: ['project', 'project_name', 'product_area', 'product'],
  workflow_id: ['workflow_id', 'workflow', 'workflow_name'],
  feature: ['feature', 'feature_id', 'feature_name', 'use_case'],
  tenant_id_hash: ['tenant_id_hash', 'tenant_hash', 'tenant_id', 'tenant', 'tenant.id', 'customer_id', 'customer'],
  user_id_hash: [
    'user_id_hash',
    'user_hash',
    'user_id',
    'user',
    'user.id',
    'enduser.id',
    'enduser.pseudo.id',
    'end_user',
    'end_user_id',
  ],
  service: ['service', 'service.name', 'service_name', 'application', 'app_name'],
  environment: [
    'environment',
    'env',
    'deployment.environment',
    'deployment.environment.name',
    'deployment_environment',
    'stage',
  ],
  request_source: ['request_source', 'request.source', 'channel'],
};

/** Other fields that callers put beside ownership. */
const companions: Readonly<Partial<Record<TextField, readonly string[]>>> = {
  trace_id: ['trace_id', 'traceid', 'trace.id'],
  request_id: ['request_id'],
  session_id: ['session_id', 'session.id'],
  conversation_id: ['conversation_id', 'conversation.id', 'gen_ai.conversation.id'],
};

const prefixes = ['x_ai_', 'x_', 'ai.', 'app.', 'attrib.', 'ownership.', 'llm.', 'label_', 'tag_'];

const byName: ReadonlyMap<string, TextField> = new Map([
  ...ownershipFields.flatMap((field) => ownershipNames[field].map((name): [string, TextField] => [name, field])),
  ...Object.entries(companions).flatMap(([field, names]) =>
    names.map((name): [string, TextField] => [name, field as TextField]),
  ), // keys of a typed record
]);

const rankByName: ReadonlyMap<string, number> = new Map(
  [...Object.values(ownershipNames), ...Object.values(companions)].flatMap((names) =>
    names.map((name, rank): [string, number] => [name, rank]),
  ),
);

const teamNames = new Set(['owner_team', 'team', 'owning_team']);

/** What a key says in a free dictionary. */
export interface LabelName {
  /** Undefined for a carried `traceparent`. */
  readonly field: TextField | undefined;
  /** Place of the key among the names of its field, the most telling first. */
  readonly rank: number;
  /** Two of these that differ contradict each other; a team's id or its owner's name beside it does not. */
  readonly namesTeam: boolean;
}

const known = new Map<string, LabelName | undefined>();

/** Undefined for a key that says nothing. Keys are remembered up to a bound, since logs repeat them. */
export function labelName(key: string): LabelName | undefined {
  const name = known.get(key);
  if (name !== undefined || known.has(key)) return name;
  const found = findName(key);
  if (known.size < 10_000 && key.length <= 128) known.set(key, found);
  return found;
}

/** The field a free key means, or undefined. */
export function fieldOfName(key: string): TextField | undefined {
  return labelName(key)?.field;
}

/** Place of the key among the names of its field; behind all of them when it says nothing. */
export function rankOfName(key: string): number {
  return labelName(key)?.rank ?? Number.MAX_SAFE_INTEGER;
}

function findName(key: string): LabelName | undefined {
  const name = resolveName(key) ?? '';
  const field = byName.get(name);
  if (field === undefined && key.toLowerCase() !== 'traceparent') return undefined;
  return { field, rank: rankByName.get(name) ?? Number.MAX_SAFE_INTEGER, namesTeam: teamNames.has(name) };
}

/** `X-Team-Id`, `teamId`, `app.team.id` and `team_id` are one name. */
function resolveName(key: string): string | undefined {
  if (key.length > 128) return undefined;
  const name = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_');
  const prefix = prefixes.find((candidate) => name.startsWith(candidate)) ?? '';
  const spellings = [name, name.slice(prefix.length)];
  return [...spellings, ...spellings.map((spelling) => spelling.replaceAll('.', '_'))].find((spelling) =>
    byName.has(spelling),
  );
}
