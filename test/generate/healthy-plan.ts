// A request in which everything is right: every hop carries the whole envelope, every log can be joined, every cost is exact.
import type { Hop } from '../../src/model/fields.ts';
import { gatewayOf, isMixed, type Plan, type PlannedEnvelope, type PlannedHop, type Style } from './plan.ts';
import type { Random } from './random.ts';
import { pickStory, type Story, type StoryCall, tellStory } from './stories.ts';

const teams = ['support', 'sales', 'search', 'billing'] as const;
const begin = Date.UTC(2026, 8, 1);

const chain: readonly (readonly [Hop, string])[] = [
  ['app', 'shop-api'],
  ['gateway', 'edge-gateway'],
  ['router', 'model-router'],
  ['queue', 'jobs'],
  ['worker', 'writer'],
];

/** What the plan must be like; the rest is chance. */
export interface Wanted {
  readonly story?: Story;
  /** Served by Bedrock or not; when it is, `told` says that Bedrock's log carries the envelope. */
  readonly bedrock?: boolean;
  readonly told?: boolean;
}

export function healthyPlan(id: string, style: Style, random: Random, wanted: Wanted = {}): Plan {
  const traceId = random.hex(32);
  const start = begin + random.int(28 * 86_400) * 1000 + random.int(1000);
  const team = random.pick(teams);
  const envelope: PlannedEnvelope = {
    owner_team: team,
    workflow_id: `${team}-flow`,
    feature: `${team}-feature-${random.int(3)}`,
    cost_center: `cc-${4100 + team.length}`,
    tenant_id_hash: `t_${random.hex(12)}`,
    user_id_hash: `u_${random.hex(12)}`,
    environment: 'production',
  };
  const hops: PlannedHop[] = [];
  for (const [hop, component] of isMixed(style) ? chain.slice(0, 1) : chain) {
    const parent = hops.at(-1);
    const at = start + hops.length * 20;
    hops.push({
      hop,
      component,
      trace_id: traceId,
      span_id: random.hex(16),
      ...(parent ? { parent_span_id: parent.span_id } : {}),
      start: at,
      end: at + 3000,
      envelope: { ...envelope },
    });
  }
  const plan: Plan = { id, style, hops };
  const last = hops.at(-1);
  if (!last) return plan;
  const bedrock = style === 'bedrock' || (isMixed(style) && (wanted.bedrock ?? random.chance(30)));
  const told = wanted.told ?? random.chance(50);
  for (const one of tellStory(id, wanted.story ?? pickStory(random), style, bedrock, random))
    addCall(plan, last, one, told, random);
  return plan;
}

/** The app's own record of the request; in a mixed style also the gateway's row and, for Bedrock's models, its invocation log. */
function addCall(
  plan: Plan,
  caller: PlannedHop,
  { call, in_app: inApp }: StoryCall,
  told: boolean,
  random: Random,
): void {
  const { trace_id: traceId, hop, component } = caller;
  const start = caller.start + 100 + plan.hops.length * 200;
  const see = (more: Partial<PlannedHop>, after: number): void => {
    plan.hops.push({
      hop,
      component,
      ...(traceId === undefined ? {} : { trace_id: traceId }),
      span_id: '',
      envelope: { ...caller.envelope },
      operation: 'chat',
      call,
      start: start + after,
      end: start + 150 - after,
      ...more,
    });
  };
  const gateway = gatewayOf(plan.style);
  const blind = gateway ? { blind: true } : {};
  if (inApp) see({ span_id: random.hex(16), parent_span_id: caller.span_id, ...inApp, ...blind }, 0);
  if (gateway) see({ hop: 'gateway', component: gateway }, 5);
  if (isMixed(plan.style) && call.aws_request_id !== undefined)
    see({ hop: 'provider', component: 'bedrock', ...(told ? {} : { envelope: {} }) }, 10);
}
