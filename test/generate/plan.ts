// A planned trace: what really happened, hop by hop. Faults change the plan; `render.ts` writes it as the logs would have it.
import type { Hop, OwnershipField } from '../../src/model/fields.ts';

export type PlannedEnvelope = { [K in OwnershipField]?: string };

export interface PlannedUsage {
  input: number;
  cached: number;
  output: number;
}

/** One request to a model. All hops that saw it share this object. */
export interface PlannedCall {
  model: string;
  provider: string;
  usage?: PlannedUsage;
  /** US dollars as text. */
  logged?: string;
  /** The id in the response. */
  provider_request_id?: string;
  /** The gateway's or the client's own id. */
  request_id?: string;
  /** Bedrock's id of the request. */
  aws_request_id?: string;
  attempt?: number;
  status: 'ok' | 'error';
  cache_hit?: boolean;
  streamed?: boolean;
  fallback_from?: string;
  retry_of?: string;
  /** Place in the gateway's chain of fallbacks, and the request id of its first attempt. */
  fallback_index?: number;
  chain?: string;
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
  /** The id in the response, where this hop knows another than the call's own. */
  response_id?: string;
  conversation_id?: string;
  session_id?: string;
  producer?: string;
  producer_version?: string;
  operation?: string;
  /** The hop saw this model request. */
  call?: PlannedCall;
  /** Retries and fallbacks happened below this hop: it saw one request. */
  blind?: boolean;
  /** The hop sums the usage of the calls below it. */
  sums?: PlannedUsage;
  /** A second owner on the same record, in a label beside the column. */
  labelled_owner?: string;
  /** The record sums so many requests. */
  requests?: number;
  /** What a neutral line says instead. */
  said?: object;
}

export const gateways = ['litellm', 'bifrost', 'helicone'] as const;
/** Every system writes its own log: the app OTLP spans, the gateway its rows, Bedrock its invocation log. `bedrock` has no gateway. */
export const mixedStyles = [...gateways, 'bedrock'] as const;
/** All hops as neutral lines, all as OTLP spans, all in one nested record, or mixed. */
export const styles = ['event', 'otlp', 'nested', ...mixedStyles] as const;
export type Gateway = (typeof gateways)[number];
export type Style = (typeof styles)[number];

export const gatewayOf = (style: Style): Gateway | undefined => gateways.find((gateway) => gateway === style);
export const isMixed = (style: Style): boolean => mixedStyles.some((mixed) => mixed === style);

export interface Plan {
  /** Its own among all plans that are audited together. */
  readonly id: string;
  readonly style: Style;
  hops: PlannedHop[];
}

/** List prices, US cents per million tokens: openai.com/api/pricing, anthropic.com/pricing and aws.amazon.com/bedrock/pricing, 2026-09. */
export const listPrices = {
  'gpt-4.1-mini': { provider: 'openai', input: 40n, cached: 10n, output: 160n },
  'gpt-4.1': { provider: 'openai', input: 200n, cached: 50n, output: 800n },
  'gpt-5.6-luna': { provider: 'openai', input: 20n, cached: 2n, output: 120n },
  'claude-haiku-4-5': { provider: 'anthropic', input: 100n, cached: 10n, output: 500n },
  'global.anthropic.claude-haiku-4-5-20251001-v1:0': { provider: 'bedrock', input: 100n, cached: 10n, output: 500n },
  'global.anthropic.claude-sonnet-4-5-20250929-v1:0': { provider: 'bedrock', input: 300n, cached: 30n, output: 1500n },
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
