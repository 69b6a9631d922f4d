// A planned trace: what really happened, hop by hop. Faults change the plan; `render.ts` writes it as the logs would have it.
import type { Hop, OwnershipField } from '../../src/model/fields.ts';
import type { Random } from './random.ts';

export type PlannedEnvelope = { [K in OwnershipField]?: string };

export interface PlannedUsage {
  input: number;
  cached: number;
  output: number;
}

export interface PlannedCall {
  model: string;
  provider: string;
  usage?: PlannedUsage;
  /** US dollars as text. */
  logged?: string;
  provider_request_id?: string;
  request_id?: string;
  attempt?: number;
  status: 'ok' | 'error';
  cache_hit?: boolean;
  streamed?: boolean;
  fallback_from?: string;
  retry_of?: string;
}

export interface PlannedHop {
  hop: Hop;
  component: string;
  trace_id?: string;
  span_id: string;
  parent_span_id?: string;
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
  envelope: PlannedEnvelope;
  links?: { trace_id: string; span_id: string }[];
  request_id?: string;
  conversation_id?: string;
  session_id?: string;
  producer?: string;
  producer_version?: string;
  operation?: string;
  /** The hop saw this model request. */
  call?: PlannedCall;
  /** The hop sums the usage of the calls below it. */
  sums?: PlannedUsage;
}

/** How the hops are logged: all as neutral lines, all as OTLP spans, each by its own system, or nested in one record. */
export const styles = ['event', 'otlp', 'mixed', 'nested'] as const;
export type Style = (typeof styles)[number];

export interface Plan {
  readonly id: string;
  readonly style: Style;
  hops: PlannedHop[];
}

/** List prices, US dollars per million tokens: openai.com/api/pricing and anthropic.com/pricing, 2026-09. */
export const listPrices = {
  'gpt-4.1-mini': { provider: 'openai', input: 40n, cached: 10n, output: 160n },
  'gpt-4.1': { provider: 'openai', input: 200n, cached: 50n, output: 800n },
  'claude-haiku-4-5': { provider: 'anthropic', input: 100n, cached: 10n, output: 500n },
} as const;
export type PlannedModel = keyof typeof listPrices;

/** Exact cost in dollars as text; prices above are in cents per million tokens, so the result has eight decimals. */
export function costOf(model: PlannedModel, { input, cached, output }: PlannedUsage): string {
  const price = listPrices[model];
  return eightDecimals(BigInt(input) * price.input + BigInt(cached) * price.cached + BigInt(output) * price.output);
}

/** 10^-8 dollars as text. */
export function eightDecimals(units: bigint): string {
  const digits = units.toString().padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}

const teams = ['support', 'sales', 'search', 'billing'] as const;
const begin = Date.UTC(2026, 8, 1);

export type Story = 'plain' | 'retry' | 'paid retry' | 'fallback' | 'cache hit' | 'two calls';
export const stories: readonly [Story, ...Story[]] = [
  'plain',
  'plain',
  'retry',
  'paid retry',
  'fallback',
  'cache hit',
  'two calls',
];

/** A trace in which everything is right. */
export function healthyPlan(index: number, style: Style, random: Random, story: Story = random.pick(stories)): Plan {
  const traceId = random.hex(32);
  const start = begin + random.int(28 * 86_400) * 1000;
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
  const chain: readonly (readonly [Hop, string])[] =
    style === 'mixed'
      ? [['app', 'shop-api']]
      : [
          ['app', 'shop-api'],
          ['gateway', 'edge-gateway'],
          ['router', 'model-router'],
          ['queue', 'jobs'],
          ['worker', 'writer'],
        ];
  const hops: PlannedHop[] = [];
  for (const [hop, component] of chain) {
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
  const plan: Plan = { id: `case-${index}`, style, hops };
  const last = hops.at(-1);
  if (!last) return plan;
  for (const call of callsOf(plan.id, story, random)) addCall(plan, last, call, random);
  return plan;
}

function callsOf(id: string, story: Story, random: Random): PlannedCall[] {
  const model = random.pick(['gpt-4.1-mini', 'gpt-4.1', 'claude-haiku-4-5']) satisfies PlannedModel;
  const usage: PlannedUsage = {
    input: 500 + random.int(9000),
    cached: 200 + random.int(3000),
    output: 50 + random.int(1500),
  };
  const paid = (name: PlannedModel, suffix: string, more: Partial<PlannedCall> = {}): PlannedCall => ({
    model: name,
    provider: listPrices[name].provider,
    usage,
    logged: costOf(name, usage),
    provider_request_id: `resp-${id}-${suffix}`,
    status: 'ok',
    ...more,
  });
  const failed: PlannedCall = {
    model,
    provider: listPrices[model].provider,
    status: 'error',
    request_id: `gw-${id}`,
    attempt: 0,
  };
  switch (story) {
    case 'plain':
      return [paid(model, 'a')];
    case 'retry':
      return [failed, paid(model, 'b', { request_id: `gw-${id}`, attempt: 1, retry_of: `gw-${id}` })];
    case 'paid retry':
      return [
        paid(model, 'a', { request_id: `gw-${id}`, attempt: 0, status: 'error' }),
        paid(model, 'b', { request_id: `gw-${id}`, attempt: 1, retry_of: `gw-${id}` }),
      ];
    case 'fallback': {
      const other: PlannedModel = model === 'gpt-4.1-mini' ? 'claude-haiku-4-5' : 'gpt-4.1-mini';
      return [failed, paid(other, 'b', { fallback_from: model })];
    }
    case 'cache hit':
      return [
        paid(model, 'a'),
        {
          model,
          provider: listPrices[model].provider,
          status: 'ok',
          cache_hit: true,
          request_id: `hit-${id}`,
          logged: '0',
        },
      ];
    case 'two calls':
      return [paid(model, 'a'), paid('gpt-4.1-mini', 'b')];
  }
}

/** The caller's own record of the request; in `mixed` style also the gateway's row and, for some, the provider's log. */
function addCall(plan: Plan, caller: PlannedHop, call: PlannedCall, random: Random): void {
  const start = caller.start + 100 + plan.hops.length * 200;
  const { start: _start, end: _end, span_id: _span, parent_span_id: _parent, ...shared } = caller;
  const span = { ...shared, envelope: { ...caller.envelope }, start, end: start + 150, operation: 'chat' };
  const onlyAtGateway = plan.style === 'mixed' && call.cache_hit;
  if (!onlyAtGateway) plan.hops.push({ ...span, span_id: random.hex(16), parent_span_id: caller.span_id, call });
  if (plan.style === 'mixed')
    plan.hops.push({
      ...span,
      envelope: { ...caller.envelope },
      hop: 'gateway',
      component: 'litellm',
      span_id: '',
      call,
    });
}
