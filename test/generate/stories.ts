// What happens to a request on its way to a model: retries, fallbacks, cache hits; and under which ids the app itself logs it.
import { costOf, listPrices, type PlannedCall, type PlannedModel, type PlannedUsage, type Style } from './plan.ts';
import type { Random } from './random.ts';

export const stories = ['plain', 'retry', 'paid retry', 'fallback', 'cache hit', 'two calls'] as const;
export type Story = (typeof stories)[number];

export const pickStory = (random: Random): Story => random.pick(['plain', ...stories]);

export interface StoryCall {
  readonly call: PlannedCall;
  /** The ids in the app's own record; false when only the gateway knows of this request. */
  readonly in_app: { readonly request_id?: string; readonly response_id?: string } | false;
}

const firstModels = ['gpt-4.1-mini', 'gpt-4.1', 'claude-haiku-4-5'] as const satisfies readonly PlannedModel[];
const bedrockHaiku: PlannedModel = 'global.anthropic.claude-haiku-4-5-20251001-v1:0';
const bedrockSonnet: PlannedModel = 'global.anthropic.claude-sonnet-4-5-20250929-v1:0';

/** The requests of one story. `id` is in every request id; `bedrock`: served by Bedrock. */
export function tellStory(id: string, story: Story, style: Style, bedrock: boolean, random: Random): StoryCall[] {
  const first = random.pick(firstModels);
  const usage = { input: 500 + random.int(9000), cached: 200 + random.int(3000), output: 50 + random.int(1500) };
  const model = bedrock ? bedrockHaiku : first;
  const teller: Teller = {
    id,
    model,
    other: bedrock ? bedrockSonnet : model === 'gpt-4.1-mini' ? 'claude-haiku-4-5' : 'gpt-4.1-mini',
    second: bedrock ? bedrockHaiku : 'gpt-4.1-mini',
    usage,
  };
  switch (style) {
    case 'litellm':
      return insideLitellm(story, teller);
    case 'bifrost':
      return insideBifrost(story, teller);
    case 'helicone':
      return byClient(story, teller).map((call, index) => asHelicone(call, `hel-${id}-${index}`));
    case 'bedrock':
      return byClient(story === 'cache hit' ? 'plain' : story, teller).map((call, index) => asBedrock(call, id, index));
    default:
      return byClient(story, teller).map((call) => ({ call, in_app: {} }));
  }
}

interface Teller {
  readonly id: string;
  readonly model: PlannedModel;
  /** Where a fallback goes. */
  readonly other: PlannedModel;
  /** What a second call asks. */
  readonly second: PlannedModel;
  readonly usage: PlannedUsage;
}

function paid(
  { id, usage }: Teller,
  model: PlannedModel,
  suffix: string,
  more: Partial<PlannedCall> = {},
): PlannedCall {
  const { provider } = listPrices[model];
  return {
    model,
    provider,
    usage,
    logged: costOf(model, usage),
    provider_request_id: `resp-${id}-${suffix}`,
    ...(provider === 'bedrock' ? { aws_request_id: `aws-${id}-${suffix}` } : {}),
    status: 'ok',
    ...more,
  };
}

function failed({ model, id }: Teller, more: Partial<PlannedCall> = {}): PlannedCall {
  return { model, provider: listPrices[model].provider, status: 'error', request_id: `gw-${id}`, attempt: 0, ...more };
}

function cacheHit({ model, id }: Teller): PlannedCall {
  const { provider } = listPrices[model];
  return { model, provider, status: 'ok', cache_hit: true, request_id: `hit-${id}`, logged: '0' };
}

/** The client itself retries and falls back; its attempts share one request id. */
function byClient(story: Story, teller: Teller): PlannedCall[] {
  const { id, model, other, second } = teller;
  const again = { request_id: `gw-${id}`, attempt: 1, retry_of: `gw-${id}` };
  switch (story) {
    case 'plain':
      return [paid(teller, model, 'a')];
    case 'retry':
      return [failed(teller), paid(teller, model, 'b', again)];
    case 'paid retry':
      return [
        paid(teller, model, 'a', { request_id: `gw-${id}`, attempt: 0, status: 'error' }),
        paid(teller, model, 'b', again),
      ];
    case 'fallback':
      return [failed(teller), paid(teller, other, 'b', { fallback_from: model })];
    case 'cache hit':
      return [paid(teller, model, 'a'), cacheHit(teller)];
    case 'two calls':
      return [paid(teller, model, 'a'), paid(teller, second, 'b')];
  }
}

/** LiteLLM retries and falls back inside: the app sees the last attempt. Bedrock's own id reaches it in a response header. */
function insideLitellm(story: Story, teller: Teller): StoryCall[] {
  const calls = byClient(story, teller);
  const inside = story === 'retry' || story === 'paid retry' || story === 'fallback';
  return calls.map((call, index) => {
    const hidden = call.cache_hit || (inside && index < calls.length - 1);
    const { aws_request_id: aws, ...unlogged } = call; // a stream that broke off is not in Bedrock's log
    if (hidden) return { call: unlogged, in_app: false };
    return { call, in_app: aws === undefined ? {} : { request_id: aws } };
  });
}

/**
 * Bifrost counts retries on one row, and gives each provider it falls back to a row of its own. The app knows the id it sent, which
 * is that of the first row. Bifrost does not log the provider's id, so the app must.
 */
function insideBifrost(story: Story, teller: Teller): StoryCall[] {
  const { id, model, other } = teller;
  const first = `bf-${id}-0`;
  const answered = (call: PlannedCall, known: string): StoryCall => ({
    call,
    in_app: { request_id: known, ...(call.aws_request_id === undefined ? {} : { response_id: call.aws_request_id }) },
  });
  if (story === 'retry') return [answered(paid(teller, model, 'a', { request_id: first, attempt: 1 }), first)];
  if (story === 'fallback') {
    const served = paid(teller, other, 'b', { request_id: `bf-${id}-1`, fallback_index: 1, chain: first });
    return [{ call: failed(teller, { request_id: first }), in_app: false }, answered(served, first)];
  }
  return byClient(story, teller).map((call, index) => {
    const { attempt: _attempt, retry_of: again, ...request } = call;
    const known = `bf-${id}-${index}`;
    const row = { ...request, request_id: known, ...(again === undefined ? {} : { retry_of: first }) };
    return call.cache_hit ? { call: row, in_app: false } : answered(row, known);
  });
}

/** Helicone passes each request on under an id of its own. */
function asHelicone(call: PlannedCall, known: string): StoryCall {
  const again = call.retry_of === undefined ? {} : { retry_of: known.replace(/\d+$/, '0') };
  const row = { ...call, request_id: known, ...again };
  const aws = call.aws_request_id;
  if (call.cache_hit) return { call: row, in_app: false };
  return { call: row, in_app: { request_id: known, ...(aws === undefined ? {} : { response_id: aws }) } };
}

/** Bedrock logs the throttled attempt too. */
function asBedrock(call: PlannedCall, id: string, index: number): StoryCall {
  const aws = call.aws_request_id ?? `aws-${id}-failed-${index}`;
  const { request_id: _client, ...rest } = call;
  return { call: { ...rest, aws_request_id: aws }, in_app: { request_id: aws } };
}
