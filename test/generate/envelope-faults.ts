// Faults of the envelope: fields dropped, rewritten, late, missing, contradicting, or holding what they must not hold.
import type { OwnershipField } from '../../src/model/fields.ts';
import {
  authority,
  below,
  billedCalls,
  chained,
  edgesWhere,
  edgeTo,
  everyStyle,
  type Fault,
  firstBilled,
  gatewayed,
  mixed,
  recommended,
  required,
} from './fault.ts';
import type { Plan, PlannedHop } from './plan.ts';

/** Edges of the chain app -> gateway -> router -> queue -> worker -> its own call record. */
const edges = [1, 2, 3, 4, 5] as const;

type Reach = Pick<Fault, 'styles' | 'wanted'> & { readonly where: string; readonly hops: (plan: Plan) => PlannedHop[] };

const reaches: readonly Reach[] = [
  ...edges.map((index) => ({ where: `at edge ${index}`, styles: chained, hops: (plan: Plan) => below(plan, index) })),
  { where: "at the app's call", styles: mixed, hops: (plan) => plan.hops.slice(1) },
  {
    where: 'at the gateway log',
    styles: gatewayed,
    hops: (plan) => plan.hops.filter(({ hop }) => hop === 'gateway' || hop === 'provider'),
  },
  {
    where: 'at the provider log',
    styles: mixed,
    wanted: { bedrock: true, told: true },
    hops: (plan) => plan.hops.filter(({ hop }) => hop === 'provider'),
  },
];

const droppings = reaches.flatMap(({ where, hops, ...reach }): Fault[] => {
  const drop = (name: string, code: string, fields: readonly [OwnershipField, ...OwnershipField[]]): Fault => ({
    ...reach,
    name: `${name} ${where}`,
    inject: (plan, random) => {
      const field = random.pick(fields);
      for (const hop of hops(plan)) delete hop.envelope[field];
      return { code, places: edgesWhere(plan, field) };
    },
  });
  return [
    drop('dropped', 'trace/field-dropped', required),
    drop('recommended dropped', 'trace/recommended-dropped', recommended),
  ];
});

/** An owner that only some logs of the call change is a dispute about the owner, which is a fault of its own. */
const rewritings = reaches.map(
  ({ where, hops, ...reach }): Fault => ({
    ...reach,
    name: `rewritten ${where}`,
    inject: (plan, random) => {
      const disputed = where.endsWith(' log');
      const field = random.pick<OwnershipField>([
        disputed ? 'feature' : 'owner_team',
        'workflow_id',
        'feature',
        'cost_center',
      ]);
      for (const hop of hops(plan)) if (hop.envelope[field] !== undefined) hop.envelope[field] = 'platform-shared';
      return { code: 'trace/field-rewritten', places: edgesWhere(plan, field) };
    },
  }),
);

const disputes = reaches
  .filter(({ where }) => where.endsWith(' log'))
  .map(
    ({ where, hops, wanted, ...reach }): Fault => ({
      ...reach,
      wanted: { ...wanted, story: 'plain' },
      name: `two owners in two logs ${where}`,
      inject: (plan) => {
        const { seen } = firstBilled(plan);
        const rival = seen[0]?.envelope.owner_team ?? '';
        for (const hop of hops(plan))
          if (hop.envelope.owner_team !== undefined) hop.envelope.owner_team = 'platform-shared';
        const evidence = { owner: 'platform-shared', rival };
        return { code: 'contract/conflicting-owners', places: [{ evidence, component: authority(seen).component }] };
      },
    }),
  );

/** The field is nowhere. */
function neverSet(
  name: string,
  code: string,
  fields: readonly [OwnershipField, ...OwnershipField[]],
  styles = everyStyle,
): Fault {
  return {
    name,
    styles,
    inject: (plan, random) => {
      const field = random.pick(fields);
      for (const hop of plan.hops) delete hop.envelope[field];
      const evidence = field === 'owner_team' ? {} : { field };
      const components = new Set(billedCalls(plan).map(({ seen }) => authority(seen).component));
      return { code, places: [...components].map((component) => ({ evidence, component })) };
    },
  };
}

/** Every hop carries the same bad value. */
function everywhere(
  name: string,
  field: OwnershipField,
  value: string,
  code: string,
  evidence: Readonly<Record<string, string>> = { field },
): Fault {
  return {
    name,
    styles: everyStyle,
    inject: (plan) => {
      for (const hop of plan.hops) if (hop.envelope[field] !== undefined) hop.envelope[field] = value;
      return { code, places: [{ evidence }] };
    },
  };
}

export const envelopeFaults: readonly Fault[] = [
  ...droppings,
  ...rewritings,
  ...disputes,
  {
    name: 'late, after the gateway',
    styles: chained,
    inject: (plan, random) => {
      const field = random.pick(required);
      for (const hop of plan.hops.slice(0, 2)) delete hop.envelope[field];
      return { code: 'trace/field-late', places: [{ evidence: { ...edgeTo(plan, 2), field } }] };
    },
  },
  {
    name: 'late, set by the worker',
    styles: chained,
    inject: (plan, random) => {
      const field = random.pick(required);
      for (const hop of plan.hops.slice(0, 4)) delete hop.envelope[field];
      return { code: 'trace/field-late', places: [{ evidence: { ...edgeTo(plan, 4), field } }] };
    },
  },
  neverSet('owner never set', 'contract/owner-missing', ['owner_team']),
  neverSet('workflow or feature never set', 'contract/field-missing', ['workflow_id', 'feature']),
  neverSet('recommended field never set', 'contract/recommended-missing', recommended, [...chained, 'bedrock']),
  everywhere('placeholder as owner', 'owner_team', 'unknown', 'contract/owner-invalid', { value: 'unknown' }),
  everywhere('template nobody filled in', 'feature', '{{ feature }}', 'contract/field-invalid'),
  everywhere('personal data: e-mail', 'user_id_hash', 'ada.lovelace@example.com', 'contract/personal-data', {
    field: 'user_id_hash',
    what: 'e-mail',
  }),
  everywhere('personal data: phone', 'tenant_id_hash', '+49 30 901820', 'contract/personal-data', {
    field: 'tenant_id_hash',
    what: 'phone',
  }),
  everywhere('secret in the envelope', 'tenant_id_hash', 'sk-proj-Zq81mVt0LxW4aBc7dEf2', 'contract/secret'),
  {
    name: 'two owners on one record',
    styles: [...gatewayed, 'event'],
    inject: (plan) => {
      const { seen } = firstBilled(plan);
      const hop = authority(seen.filter((one) => one.hop !== 'provider'));
      hop.labelled_owner = 'platform-shared';
      const owners = `${hop.envelope.owner_team}, ${hop.labelled_owner}`;
      return {
        code: 'contract/several-owners-on-record',
        places: [{ evidence: { owners }, component: hop.component }],
      };
    },
  },
  {
    name: 'conversation id only',
    styles: ['event'],
    wanted: { story: 'plain' },
    inject: (plan) => onlySession(plan, 'conversation_id'),
  },
  {
    name: 'session id only',
    styles: ['event', ...gatewayed],
    wanted: { story: 'plain', bedrock: false },
    inject: (plan) => onlySession(plan, 'session_id'),
  },
];

/** One record is all there is, and it groups a chat. */
function onlySession(plan: Plan, name: 'conversation_id' | 'session_id'): ReturnType<Fault['inject']> {
  const hop = authority(firstBilled(plan).seen);
  for (const field of required) delete hop.envelope[field];
  delete hop.trace_id;
  delete hop.parent_span_id;
  hop[name] = `chat-${plan.id}`;
  plan.hops = [hop];
  return { code: 'contract/session-is-no-owner', places: [{ component: hop.component }] };
}
