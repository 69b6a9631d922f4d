// What stands between a call and proof, each with the component or edge where it can be repaired.
import { type OwnershipField, ownershipFields } from '../model/fields.ts';
import { createTextTree, type TextNode } from '../model/text-tree.ts';
import type { Attribution, Call } from '../model/trace.ts';
import { identitiesOf } from '../registry/identities.ts';
import type { Obstacle } from './audited.ts';

/** The fields that keep a call from being proven. */
export interface Wanting {
  readonly missing: readonly string[];
  readonly invalid: readonly string[];
  /** Logs of the call say different things. */
  readonly disputed: readonly OwnershipField[];
}

/** Few kinds of call are broken in many ways: calls with the same obstacles share one list. */
const lists = createTextTree<readonly Obstacle[]>();

export function obstaclesOf(call: Call, wanting: Wanting): readonly Obstacle[] {
  const obstacles = obstaclesTo(call, wanting);
  let node: TextNode<readonly Obstacle[]> | undefined = lists.root;
  for (const { kind, component, from, field } of obstacles)
    for (const text of [kind, component, from, field]) node = lists.step(node, text);
  if (node === undefined) return obstacles;
  node.value ??= obstacles;
  return node.value;
}

function obstaclesTo(call: Call, { missing, invalid, disputed }: Wanting): readonly Obstacle[] {
  return [
    ...disputed.map((field): Obstacle => ({ kind: 'agree', component: callerOf(call), field })),
    ...invalid.map((field): Obstacle => {
      const from = isOwnership(field) ? call.envelope[field]?.from : undefined;
      return { kind: 'correct', component: from?.component ?? callerOf(call), field };
    }),
    ...missing.map((field) => missingField(field, call)),
  ];
}

function missingField(field: string, call: Call): Obstacle {
  if (field === 'trace_id') return { kind: 'trace-id', component: callerOf(call), field };
  if (!isOwnership(field)) return { kind: 'record', component: call.sightings[0].component, field };
  const known = call.envelope[field];
  const mapped = mappable.has(field) ? mapping(field, call) : undefined;
  if (mapped) return mapped;
  if (known) return carry(field, known, call);
  // A service names its own hop; everything else can be set where the path begins.
  return { kind: 'set', component: field === 'service' ? callerOf(call) : originOf(call), field };
}

/** What a rule of the registry can say of a request. */
const mappable: ReadonlySet<string> = new Set(['owner_team', 'workflow_id', 'feature', 'environment']);

/** With a registry, one rule for the call's key does what no request says. Only where the owner is not said either. */
function mapping(field: OwnershipField, call: Call): Obstacle | undefined {
  const owner = call.envelope.owner_team;
  const known = call.envelope[field];
  if (!call.mapping || (owner && owner.grade !== 'mapped') || (known && known.grade !== 'mapped')) return undefined;
  const [identity] = identitiesOf(call).filter((one) => one.field !== 'service');
  return identity && { kind: 'map', from: `${identity.field} ${identity.value}`, component: 'registry', field };
}

function carry(field: OwnershipField, { from }: Attribution, call: Call): Obstacle {
  const lost = call.breaks.find((broken) => broken.field === field && broken.kind === 'dropped');
  return { kind: 'carry', from: lost?.from ?? from.component, component: lost?.to ?? callerOf(call), field };
}

/** Where the path of a call begins: the first that could have said who owns it. */
export function originOf({ path, sightings }: Call): string {
  return (path[0] ?? sightings[0]).component;
}

/** The call's own record nearest to the user: a provider's log cannot be told who owns the call. */
function callerOf({ path, sightings }: Call): string {
  return (path.find(({ sighting }) => sighting) ?? sightings[0]).component;
}

const ownership: ReadonlySet<string> = new Set(ownershipFields);
const isOwnership = (field: string): field is OwnershipField => ownership.has(field);
