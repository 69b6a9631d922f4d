// A fault: one thing wrong in a healthy plan, and what the audit must say about it. The places are worked out from the plan alone.
import type { OwnershipField } from '../../src/model/fields.ts';
import type { Wanted } from './healthy-plan.ts';
import { gateways, mixedStyles, type Plan, type PlannedCall, type PlannedHop, type Style, styles } from './plan.ts';
import type { Random } from './random.ts';

/** What one occurrence must show: these values in its evidence, and the component of the record it points at. */
export interface ExpectedPlace {
  readonly evidence?: Readonly<Record<string, string>>;
  readonly component?: string;
}

export interface Expected {
  readonly code: string;
  /** Each must be found, and no other. */
  readonly places: readonly ExpectedPlace[];
}

export interface Fault {
  readonly name: string;
  readonly styles: readonly Style[];
  readonly wanted?: Wanted;
  /** Changes the plan. */
  inject(plan: Plan, random: Random): Expected;
}

export const everyStyle: readonly Style[] = styles;
/** The whole chain app -> gateway -> router -> queue -> worker is logged. */
export const chained: readonly Style[] = ['event', 'otlp', 'nested'];
/** Hops have span ids. */
export const spanned: readonly Style[] = ['event', 'otlp'];
export const mixed: readonly Style[] = mixedStyles;
export const gatewayed: readonly Style[] = gateways;

export const required: readonly [OwnershipField, ...OwnershipField[]] = ['owner_team', 'workflow_id', 'feature'];
export const recommended: readonly [OwnershipField, ...OwnershipField[]] = [
  'cost_center',
  'tenant_id_hash',
  'user_id_hash',
  'environment',
];

export function hopAt(plan: Plan, index: number): PlannedHop {
  const hop = plan.hops[index];
  if (!hop) throw new RangeError(`${plan.id} has no hop ${index}`);
  return hop;
}

/** Hops from this one down, calls included. */
export const below = (plan: Plan, index: number): PlannedHop[] =>
  plan.hops.filter((hop, position) => position >= index || hop.call);

export function edgeTo(plan: Plan, index: number): { from: string; to: string } {
  return { from: hopAt(plan, index - 1).component, to: hopAt(plan, index).component };
}

/** Requests that cost something, each with the records that saw it. */
export function billedCalls(plan: Plan): { call: PlannedCall; seen: PlannedHop[] }[] {
  const calls = new Set(plan.hops.flatMap(({ call }) => (call?.usage && !call.cache_hit ? [call] : [])));
  return [...calls].map((call) => ({ call, seen: plan.hops.filter((hop) => hop.call === call) }));
}

/** The first of them that the app itself saw. */
export function firstBilled(plan: Plan): { call: PlannedCall; seen: PlannedHop[] } {
  const first = billedCalls(plan).find(({ seen }) => seen.some((hop) => hop.span_id !== ''));
  if (!first) throw new RangeError(`${plan.id} has no metered call`);
  return first;
}

/** The record that is believed about cost and usage: the provider's, else the gateway's, else the app's. */
export function authority(seen: readonly PlannedHop[]): PlannedHop {
  const rank = { provider: 2, gateway: 1 };
  const [best] = [...seen].sort(
    (a, b) => (rank[b.hop as 'gateway'] ?? 0) - (rank[a.hop as 'gateway'] ?? 0), // absent for the other hops
  );
  if (!best) throw new RangeError('a call nobody saw');
  return best;
}

/** The edge at which each billed call's path changes `field` for the first time: where it is lost, or where it is another. */
export function edgesWhere(plan: Plan, field: OwnershipField): ExpectedPlace[] {
  const steps = plan.hops.filter(({ call }) => !call);
  const edges = billedCalls(plan).flatMap(({ seen }) => {
    const path = [...steps, ...seen.filter(({ envelope }) => Object.keys(envelope).length > 0)];
    const at = path.findIndex((hop, index) => index > 0 && hop.envelope[field] !== path[index - 1]?.envelope[field]);
    const [before, after] = [path[at - 1], path[at]];
    return before && after ? [`${before.component}\n${after.component}`] : [];
  });
  return [...new Set(edges)].map((edge) => {
    const [from = '', to = ''] = edge.split('\n');
    return { evidence: { from, to, field } };
  });
}
