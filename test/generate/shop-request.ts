// One request of the sample company: what each system logs of it, and what its provider bills.
import { costOf, listPrices, type PlannedCall, type PlannedHop, type PlannedModel, type PlannedUsage } from './plan.ts';
import type { Random } from './random.ts';

export interface Bill {
  readonly model: PlannedModel;
  /** Midnight of the day, UTC, in milliseconds. */
  readonly day: number;
  /** Project of OpenAI, workspace of Anthropic, account of AWS. */
  readonly account: string;
  readonly usage: PlannedUsage;
}

export interface Request {
  readonly at: number;
  /** Spans of the app, root first. */
  readonly spans: readonly PlannedHop[];
  /** The row of LiteLLM and the virtual key it came with. */
  readonly row?: PlannedHop;
  readonly key?: { readonly alias: string; readonly hash: string };
  /** What Bedrock logs. */
  readonly invocation?: PlannedHop;
  /** The line of the egress proxy. */
  readonly egress?: object;
  readonly billed?: Bill;
}

const dayMs = 86_400_000;
export const dayOf = (at: number): number => at - (at % dayMs);
/** A day of November 2026. */
export const on = (date: number, hour: number, minute: number): number => Date.UTC(2026, 10, date, hour, minute);

export const usageOf = (mean: PlannedUsage, chance: Random): PlannedUsage => ({
  input: around(mean.input, chance),
  cached: around(mean.cached, chance),
  output: around(mean.output, chance),
});

const around = (mean: number, chance: Random): number => Math.round(mean * (0.6 + chance.int(80) / 100));

export function callOf(model: PlannedModel, usage: PlannedUsage, chance: Random): PlannedCall {
  const { provider } = listPrices[model];
  const prefix = provider === 'bedrock' ? 'chatcmpl' : provider === 'openai' ? 'chatcmpl' : 'msg';
  return {
    model,
    provider,
    status: 'ok',
    provider_request_id: `${prefix}-${chance.hex(20)}`,
    usage,
    logged: costOf(model, usage),
  };
}

/** The version-4 UUID that the first proxy gives to a request. */
export function requestId(chance: Random): string {
  return `${chance.hex(8)}-${chance.hex(4)}-4${chance.hex(3)}-8${chance.hex(3)}-${chance.hex(12)}`;
}

export const keyOf = (alias: string, digit: string): NonNullable<Request['key']> => ({
  alias,
  hash: `${digit}8dc28d0f030c55ed4ab77ed8faf098196cb1c05df778539800c9f1243fe6b4${digit}`,
});

const endpoints: Readonly<Record<string, readonly [host: string, path: (model: string) => string]>> = {
  openai: ['api.openai.com', () => '/v1/chat/completions'],
  anthropic: ['api.anthropic.com', () => '/v1/messages'],
  bedrock: ['bedrock-runtime.eu-central-1.amazonaws.com', (model) => `/model/${model}/converse`],
};

/** What the egress proxy logs of a request to a provider: who sent it, where to, under which ids. Istio's JSON with the shipper's labels. */
export function egressLine(sent: {
  readonly by: string;
  readonly at: number;
  readonly took: number;
  readonly model: PlannedModel;
  readonly request_id: string;
  readonly traceparent?: string;
}): object {
  const [host, path] = endpoints[listPrices[sent.model].provider] ?? ['', () => ''];
  return {
    start_time: new Date(sent.at).toISOString(),
    method: 'POST',
    path: path(sent.model),
    protocol: 'HTTP/1.1',
    response_code: 200,
    response_flags: '-',
    duration: sent.took,
    request_id: sent.request_id,
    ...(sent.traceparent === undefined ? {} : { traceparent: sent.traceparent }),
    authority: host,
    upstream_cluster: `outbound|443||${host}`,
    kubernetes: { namespace_name: 'shop', labels: { app: sent.by } },
  };
}
