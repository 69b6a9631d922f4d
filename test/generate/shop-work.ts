// The work of the sample company that goes through its gateway: four teams by day, one job by night.
import {
  costOf,
  eightDecimals,
  listPrices,
  type PlannedEnvelope,
  type PlannedHop,
  type PlannedModel,
  type PlannedUsage,
} from './plan.ts';
import type { Random } from './random.ts';
import { callOf, dayOf, egressLine, keyOf, on, type Request, requestId, usageOf } from './shop-request.ts';

export interface Workload {
  readonly team: string;
  readonly workflow: string;
  readonly features: readonly [string, ...string[]];
  readonly cost_center: string;
  readonly model: PlannedModel;
  /** Requests on a day of the first and of the second week. */
  readonly daily: readonly [number, number];
  readonly usage: PlannedUsage;
}

export const triage: Workload = {
  team: 'support',
  workflow: 'ticket-triage',
  features: ['classify', 'draft-reply'],
  cost_center: 'cc-4107',
  model: 'gpt-4.1-mini',
  daily: [2, 3],
  usage: { input: 20_800, cached: 10_400, output: 1240 },
};

const workloads: readonly Workload[] = [
  triage,
  {
    team: 'sales',
    workflow: 'quote-copilot',
    features: ['draft-quote', 'follow-up'],
    cost_center: 'cc-4180',
    model: 'gpt-4.1',
    daily: [2, 2],
    usage: { input: 9600, cached: 3600, output: 4200 },
  },
  {
    team: 'search',
    workflow: 'catalogue-search',
    features: ['rerank', 'describe'],
    cost_center: 'cc-4122',
    model: 'claude-haiku-4-5',
    daily: [2, 2],
    usage: { input: 15_200, cached: 12_000, output: 760 },
  },
  {
    team: 'finance',
    workflow: 'invoice-matching',
    features: ['match-lines'],
    cost_center: 'cc-4150',
    model: 'gpt-5.6-luna',
    daily: [1, 1],
    usage: { input: 42_000, cached: 6000, output: 9000 },
  },
];

const keys = {
  support: keyOf('support-prod', '1'),
  sales: keyOf('sales-prod', '2'),
  search: keyOf('search-prod', '3'),
  finance: keyOf('finance-prod', '4'),
  nightly: keyOf('batch-shared', '5'),
};

/** gpt-5.6-luna before it became cheaper on 2026-07-30, US cents per million tokens. */
const oldLuna = { input: 100n, cached: 10n, output: 600n };

export function workRequests(chance: Random): readonly Request[] {
  return workloads.flatMap((work) => {
    const days = Array.from({ length: 14 }, (_, index) => index + 2);
    const dates = days.flatMap((date) => Array.from({ length: work.daily[date < 9 ? 0 : 1] }, () => date));
    return dates.map((date, index) => workRequest(work, date, index, chance));
  });
}

function workRequest(work: Workload, date: number, index: number, chance: Random): Request {
  const { team, model } = work;
  const at = on(date, 8 + chance.int(10), chance.int(60)) + chance.int(60_000);
  const usage = usageOf(work.usage, chance);
  const envelope = envelopeOf(work, index, chance);
  const spans = appSpans(work, envelope, usage, at, chance);
  const last = spans.at(-1);
  const call = last?.call;
  if (!last || !call) throw new Error('the last span is the call');
  if (team === 'support' && index % 16 === 4) spans.splice(1, 0, agentSpan(spans, usage, chance));
  if (team === 'search' && (index === 2 || index === 7)) streamWithoutUsage(call);
  if (team === 'search' && date >= 9)
    call.usage = { input: usage.input + usage.cached, cached: 0, output: usage.output };
  if (call.usage) call.logged = loggedCost(work, call.usage, index);
  const borrowed = team === 'search' && index >= 9 && index <= 10;
  const key = borrowed ? keys.sales : keys[team as keyof typeof keys]; // every team has one
  const row: PlannedHop = { ...last, hop: 'gateway', component: 'litellm', span_id: '' };
  delete row.request_id;
  row.envelope = borrowed ? { ...envelope, owner_team: 'sales', cost_center: 'cc-4180' } : rowEnvelope(work, envelope);
  if (team === 'finance') delete row.trace_id;
  return {
    at,
    spans,
    row,
    key,
    egress: egressLine({
      by: 'litellm',
      at: at + 150,
      took: 2040,
      model,
      request_id: last.request_id ?? '',
      ...(team === 'search' ? {} : { traceparent: `00-${last.trace_id}-${last.span_id}-01` }),
    }),
    billed: { model, day: dayOf(at), account: 'gateway', usage },
  };
}

function envelopeOf(work: Workload, index: number, chance: Random): PlannedEnvelope {
  return {
    owner_team: work.team,
    workflow_id: work.workflow,
    feature: work.features[index % work.features.length] ?? work.features[0],
    cost_center: work.cost_center,
    tenant_id_hash: `t_${chance.hex(10)}`,
    user_id_hash: work.team === 'support' && index === 16 ? 'rowan.pike@larkspur.example' : `u_${chance.hex(10)}`,
    environment: 'production',
  };
}

/** The gateway knows finance by its key alone, the app knows the work: only both logs together prove the owner. */
function rowEnvelope({ team, cost_center }: Workload, envelope: PlannedEnvelope): PlannedEnvelope {
  return team === 'finance' ? { owner_team: team, cost_center } : envelope;
}

/** The root of a request and the span of its call. */
export function appSpans(
  { team, model }: Workload,
  envelope: PlannedEnvelope,
  usage: PlannedUsage,
  at: number,
  chance: Random,
): PlannedHop[] {
  const { owner_team: _team, cost_center: _center, ...work } = envelope;
  const root: PlannedHop = {
    hop: 'app',
    component: `${team}-api`,
    trace_id: chance.hex(32),
    span_id: chance.hex(16),
    start: at,
    end: at + 2400,
    envelope: team === 'finance' ? work : envelope,
  };
  const span: PlannedHop = {
    ...root,
    span_id: chance.hex(16),
    parent_span_id: root.span_id,
    operation: 'chat',
    start: at + 120,
    end: at + 2200,
    request_id: requestId(chance),
    call: callOf(model, usage, chance),
  };
  return [root, span];
}

/** An agent between the root and the call, which repeats the call's usage. */
function agentSpan(spans: readonly PlannedHop[], sums: PlannedUsage, chance: Random): PlannedHop {
  const [root, call] = spans;
  if (!root || !call) throw new Error('a request has a root and a call');
  const { request_id: _id, ...above } = root;
  const agent: PlannedHop = {
    ...above,
    hop: 'agent',
    span_id: chance.hex(16),
    parent_span_id: root.span_id,
    operation: 'invoke_agent',
    start: root.start + 60,
    sums,
  };
  call.parent_span_id = agent.span_id;
  return agent;
}

function streamWithoutUsage(call: NonNullable<PlannedHop['call']>): void {
  call.streamed = true;
  delete call.usage;
  delete call.logged;
}

function loggedCost({ team, model }: Workload, usage: PlannedUsage, index: number): string {
  if (team === 'finance') return exactly(usage, oldLuna);
  const { input, cached, output } = listPrices[model];
  if (team === 'sales' && index % 5 === 0) return exactly(usage, { input, cached: cached + input, output });
  return costOf(model, usage);
}

function exactly({ input, cached, output }: PlannedUsage, cents: typeof oldLuna): string {
  return eightDecimals(BigInt(input) * cents.input + BigInt(cached) * cents.cached + BigInt(output) * cents.output);
}

/** Two a night: api -> queue -> writer, which asks Bedrock's model through the gateway. */
export function nightlySummaries(chance: Random): readonly Request[] {
  return Array.from({ length: 28 }, (_, index) => nightlySummary(index, chance));
}

function nightlySummary(index: number, chance: Random): Request {
  const date = 2 + (index >> 1);
  const at = on(date, 2, index);
  const model = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
  const usage = usageOf({ input: 58_000, cached: 0, output: 4200 }, chance);
  const full: PlannedEnvelope = {
    owner_team: 'support',
    workflow_id: 'nightly-summary',
    feature: 'summarise-thread',
    cost_center: 'cc-4107',
    tenant_id_hash: `t_${chance.hex(10)}`,
    user_id_hash: 'u_scheduler',
    environment: 'production',
  };
  const { owner_team: _owner, feature: _feature, ...poorer } = full;
  const upgraded = date >= 12;
  const spans: PlannedHop[] = [];
  let traceId = chance.hex(32);
  for (const [hop, component] of [
    ['app', 'support-api'],
    ['queue', 'jobs'],
    ['worker', 'writer'],
  ] as const) {
    const parent = spans.at(-1);
    const restart = hop === 'worker' && index % 10 === 5;
    if (restart) traceId = chance.hex(32);
    spans.push({
      hop,
      component,
      trace_id: traceId,
      span_id: chance.hex(16),
      start: at + spans.length * 40,
      end: at + 9000,
      envelope: upgraded && hop === 'worker' ? poorer : full,
      ...(hop === 'worker' ? { producer: 'larkspur-llm-sdk', producer_version: upgraded ? '2.4.0' : '2.3.1' } : {}),
      ...(parent && !restart ? { parent_span_id: parent.span_id } : {}),
      ...(parent && restart ? { links: [{ trace_id: parent.trace_id ?? '', span_id: parent.span_id }] } : {}),
    });
  }
  const writer = spans.at(-1);
  if (!writer) throw new Error('a chain has a last hop');
  const awsId = requestId(chance);
  const call = { ...callOf(model, usage, chance), aws_request_id: awsId };
  const { links: _links, ...caller } = writer;
  const span: PlannedHop = {
    ...caller,
    span_id: chance.hex(16),
    parent_span_id: writer.span_id,
    start: writer.start + 100,
    operation: 'chat',
    request_id: awsId,
    call,
  };
  const { request_id: _id, ...seen } = span;
  return {
    at,
    spans: [...spans, span],
    row: { ...seen, hop: 'gateway', component: 'litellm', span_id: '' },
    key: keys.nightly,
    invocation: { ...seen, hop: 'provider', component: 'bedrock', span_id: '', start: span.start + 40, envelope: {} },
    egress: egressLine({
      by: 'litellm',
      at: span.start + 30,
      took: 8600,
      model,
      request_id: requestId(chance),
      traceparent: `00-${traceId}-${span.span_id}-01`,
    }),
    billed: { model, day: dayOf(at), account: '111122223333', usage },
  };
}
