// The sample company: Larkspur Outdoor, one week of November 2026. Most of it is right; what is wrong is listed in `troubles`.
import {
  costOf,
  eightDecimals,
  listPrices,
  type PlannedEnvelope,
  type PlannedHop,
  type PlannedModel,
  type PlannedUsage,
} from './plan.ts';
import { type Random, random } from './random.ts';
import { neutralLine, spanLine, spendRow } from './render.ts';

/** File name -> lines. */
export type Files = Readonly<Record<string, readonly string[]>>;

const day = (date: number, hour: number, minute: number): number => Date.UTC(2026, 10, date, hour, minute);

interface Workload {
  readonly team: string;
  readonly workflow: string;
  readonly features: readonly [string, ...string[]];
  readonly cost_center: string;
  readonly model: PlannedModel;
  readonly calls: number;
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

const workloads: readonly Workload[] = [
  {
    team: 'support',
    workflow: 'ticket-triage',
    features: ['classify', 'draft-reply'],
    cost_center: 'cc-4107',
    model: 'gpt-4.1-mini',
    calls: 60,
    input: 5200,
    cached: 2600,
    output: 620,
  },
  {
    team: 'sales',
    workflow: 'quote-copilot',
    features: ['draft-quote', 'follow-up'],
    cost_center: 'cc-4180',
    model: 'gpt-4.1',
    calls: 36,
    input: 2400,
    cached: 900,
    output: 2100,
  },
  {
    team: 'search',
    workflow: 'catalogue-search',
    features: ['rerank', 'describe'],
    cost_center: 'cc-4122',
    model: 'claude-haiku-4-5',
    calls: 44,
    input: 3800,
    cached: 1500,
    output: 380,
  },
];

/** Each trouble and how many requests it touches. */
export const troubles = {
  'writer loses owner_team and feature behind the queue since SDK 2.4.0 on the 12th': 9,
  'chat widget sends a session id and nothing else': 8,
  'evaluation job runs on a key nobody maps to a team': 7,
  'LiteLLM charges cached tokens twice on gpt-4.1': 12,
  'a streamed call without usage': 2,
  'an e-mail address as user id': 1,
  'rows exported twice': 3,
  'an agent span that sums its calls': 4,
  'the job queue starts a new trace': 3,
} as const;

export function shop(seed = 20261109): Files {
  const chance = random(seed);
  const app: object[] = [];
  const gateway: object[] = [];
  const jobs: object[] = [];
  let number = 0;
  for (const work of workloads) {
    for (let index = 0; index < work.calls; index++) {
      number += 1;
      const hops = request(work, number, index, chance);
      app.push(...hops.filter(({ hop }) => hop !== 'gateway').map((hop) => spanLine(hop, false)));
      gateway.push(...hops.filter(({ hop }) => hop === 'gateway').map(spendRow));
    }
  }
  for (let index = 0; index < 24; index++) jobs.push(...batchJob(index, chance).map(neutralLine));
  for (let index = 0; index < 8; index++) gateway.push(spendRow(widgetCall(index, chance)));
  for (let index = 0; index < 7; index++)
    gateway.push({
      ...spendRow(evaluationCall(index, chance)),
      api_key: `88dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b${10 + index}`,
    });
  gateway.push(...gateway.slice(20, 23));
  return { 'app.otlp.jsonl': lines(app), 'litellm.jsonl': lines(gateway), 'jobs.jsonl': lines(jobs) };
}

const lines = (records: readonly object[]): string[] => records.map((record) => JSON.stringify(record));

function around(mean: number, chance: Random): number {
  return Math.round(mean * (0.6 + chance.int(80) / 100));
}

function usageOf(
  { input, cached, output }: Pick<Workload, 'input' | 'cached' | 'output'>,
  chance: Random,
): PlannedUsage {
  return { input: around(input * 4, chance), cached: around(cached * 4, chance), output: around(output * 2, chance) };
}

/** An app request: root span, the SDK's call span, the gateway's row. */
function request(work: Workload, number: number, index: number, chance: Random): PlannedHop[] {
  const traceId = chance.hex(32);
  const start = day(9 + (index % 7), 8 + chance.int(10), chance.int(60)) + chance.int(60_000);
  const usage = usageOf(work, chance);
  const envelope: PlannedEnvelope = {
    owner_team: work.team,
    workflow_id: work.workflow,
    feature: work.features[index % work.features.length] ?? work.features[0],
    cost_center: work.cost_center,
    tenant_id_hash: `t_${chance.hex(10)}`,
    user_id_hash: number === 17 ? 'rowan.pike@larkspur.example' : `u_${chance.hex(10)}`,
    environment: 'production',
  };
  const { input, cached, output } = listPrices[work.model];
  const twice = work.model === 'gpt-4.1' && index % 3 === 0;
  const exact = BigInt(usage.input) * input + BigInt(usage.cached) * cached + BigInt(usage.output) * output;
  const logged = twice ? eightDecimals(exact + BigInt(usage.cached) * input) : costOf(work.model, usage);
  const streamedWithout = work.team === 'search' && (index === 11 || index === 30);
  const root = {
    hop: 'app',
    component: `${work.team}-api`,
    trace_id: traceId,
    span_id: chance.hex(16),
    start,
    end: start + 2400,
    envelope,
  } as const;
  const call: NonNullable<PlannedHop['call']> = {
    model: work.model,
    provider: listPrices[work.model].provider,
    status: 'ok',
    provider_request_id: `chatcmpl-${chance.hex(20)}`,
    ...(streamedWithout ? { streamed: true } : { usage, logged }),
  };
  const span: PlannedHop = {
    ...root,
    span_id: chance.hex(16),
    parent_span_id: root.span_id,
    operation: 'chat',
    start: start + 120,
    end: start + 2200,
    call,
  };
  const row: PlannedHop = { ...span, hop: 'gateway', component: 'litellm', span_id: '' };
  const agent: PlannedHop[] =
    work.team === 'support' && index % 15 === 4
      ? [
          {
            ...root,
            hop: 'agent',
            span_id: chance.hex(16),
            parent_span_id: root.span_id,
            operation: 'invoke_agent',
            start: start + 60,
            sums: usage,
          },
        ]
      : [];
  if (agent[0]) span.parent_span_id = agent[0].span_id;
  return [root, ...agent, span, row];
}

/** Nightly summaries: api -> gateway -> router -> queue -> writer, which makes the call. */
function batchJob(index: number, chance: Random): PlannedHop[] {
  const date = 9 + (index % 7);
  const start = day(date, 2, index);
  const usage = usageOf({ input: 18_400, cached: 0, output: 2100 }, chance);
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
  const lost = date >= 12 && index % 12 < 9;
  const version = date >= 12 ? '2.4.0' : '2.3.1';
  const chain = [
    ['app', 'support-api'],
    ['gateway', 'edge-gateway'],
    ['router', 'model-router'],
    ['queue', 'jobs'],
    ['worker', 'writer'],
  ] as const;
  const hops: PlannedHop[] = [];
  let traceId = chance.hex(32);
  for (const [position, [hop, component]] of chain.entries()) {
    const parent = hops.at(-1);
    const restart = hop === 'worker' && index % 8 === 5;
    if (restart) traceId = chance.hex(32);
    hops.push({
      hop,
      component,
      trace_id: traceId,
      span_id: chance.hex(16),
      start: start + position * 40,
      end: start + 9000,
      envelope: lost && position >= 4 ? poorer : full,
      ...(hop === 'worker' ? { producer: 'larkspur-llm-sdk', producer_version: version } : {}),
      ...(parent && !restart ? { parent_span_id: parent.span_id } : {}),
      ...(parent && restart ? { links: [{ trace_id: parent.trace_id ?? '', span_id: parent.span_id }] } : {}),
    });
  }
  const writer = hops.at(-1);
  if (!writer) return hops;
  const model = 'claude-haiku-4-5';
  const call = {
    model,
    provider: 'anthropic',
    status: 'ok',
    provider_request_id: `msg_${chance.hex(20)}`,
    usage,
    logged: costOf(model, usage),
  } as const;
  const span: PlannedHop = {
    ...writer,
    span_id: chance.hex(16),
    parent_span_id: writer.span_id,
    start: writer.start + 100,
    operation: 'chat',
    call,
    producer: 'larkspur-llm-sdk',
    producer_version: version,
  };
  delete span.links;
  return [...hops, span];
}

/** The chat widget calls the gateway directly: a session id, no team, no trace. */
function widgetCall(index: number, chance: Random): PlannedHop {
  const start = day(9 + (index % 7), 12, index * 5);
  const usage = usageOf({ input: 2100, cached: 0, output: 900 }, chance);
  const call = {
    model: 'gpt-4.1-mini',
    provider: 'openai',
    status: 'ok',
    provider_request_id: `chatcmpl-${chance.hex(20)}`,
    usage,
    logged: costOf('gpt-4.1-mini', usage),
  } as const;
  return {
    hop: 'gateway',
    component: 'litellm',
    span_id: '',
    session_id: `chat_${100 + index}`,
    start,
    end: start + 1800,
    envelope: {},
    call,
  };
}

/** Evaluation runs with a virtual key of its own and no metadata. */
function evaluationCall(index: number, chance: Random): PlannedHop {
  const start = day(9 + index, 4, 30);
  const usage = usageOf({ input: 9000, cached: 0, output: 1400 }, chance);
  const call = {
    model: 'gpt-4.1',
    provider: 'openai',
    status: 'ok',
    provider_request_id: `chatcmpl-${chance.hex(20)}`,
    usage,
    logged: costOf('gpt-4.1', usage),
  } as const;
  return { hop: 'gateway', component: 'litellm', span_id: '', start, end: start + 4000, envelope: {}, call };
}
