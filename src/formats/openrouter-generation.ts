// OpenRouter generation: what GET /api/v1/generation knows about one request, as snake_case JSON or as the camelCase object of its SDK.
// OpenRouterTeam/typescript-sdk src/models/generationresponse.ts and OpenRouterTeam/docs guides, August 2026. `id` is the id of the
// chat response; native_* are the counts that are billed, tokens_* come from another tokenizer.
import { hostOfUrl } from './endpoint-url.ts';
import { type Draft, defineFormat, event, type ValueAt } from './format.ts';
import { bothCases } from './name-cases.ts';
import { addUpstreamCost } from './own-key-cost.ts';
import { settleProducer } from './user-agent.ts';
import { readAmount, readFlag, readText } from './values.ts';

const byok = bothCases('is_byok');
const upstreamCost = bothCases('upstream_inference_cost');
const source = bothCases('response_cache_source_id');
const cancelled = ['cancelled'];
const finish = bothCases('finish_reason');

export const openrouterGeneration = defineFormat({
  id: 'openrouter-generation',
  title: 'OpenRouter generation (one request)',
  hop: 'gateway',
  component: 'openrouter',
  recognise: [
    'id^=gen-',
    bothCases('native_tokens_prompt', 'native_tokens_completion'),
    bothCases('total_cost', 'usage'),
  ],
  fields: {
    provider_request_id: ['id'],
    request_id: bothCases('request_id'),
    session_id: bothCases('session_id'),
    user_id_hash: bothCases('external_user'),
    workspace_id: bothCases('workspace_id'),
    provider: bothCases('provider_name'),
    response_model: ['model'],
    model: ['router'],
    operation: bothCases('api_type'),
    service_tier: bothCases('service_tier'),
    region: bothCases('data_region'),
    producer: bothCases('user_agent'),
    start: { from: bothCases('created_at') },
    end: { from: [], duration: { from: bothCases('generation_time', 'latency'), unit: 'ms' } },
    logged_cost_usd: { from: bothCases('total_cost', 'usage'), unit: 'usd' },
    streamed: ['streamed'],
  },
  usage: {
    input: bothCases('native_tokens_prompt'),
    cached_input: bothCases('native_tokens_cached'),
    output: bothCases('native_tokens_completion'),
    reasoning: bothCases('native_tokens_reasoning'),
    image_out: bothCases('native_tokens_completion_images'),
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  fallback: { fields: { service: ['origin', ...bothCases('http_referer')], feature: bothCases('preset_id') } },
  reads: [...byok, ...upstreamCost, ...source, ...cancelled, ...finish],
  telling: {},
  never_read: ['tokens_prompt', 'tokens_completion', 'num_search_results', 'cache_discount', 'provider_responses'],
  traps: [
    'native_tokens_* are billed; tokens_prompt and tokens_completion come from another tokenizer and are never read.',
    'With your own provider key (is_byok) the provider bills upstream_inference_cost, and total_cost is only OpenRouter’s fee: the two are added. Without it upstream_inference_cost is already inside total_cost and is never added.',
    'The API key is not in this record: ownership by key needs the broadcast rows (openrouter-clickhouse).',
    'There is no trace id: the id (gen-…) joins with the response id that the app saw.',
    'One request_id may hold several generations: they are calls of their own.',
    'The model that was asked for is not kept when a router chose; `router` is shown as the requested model then.',
    'There is no count of cache writes; cache_discount is negative when writing the cache cost extra.',
    'An answer from the response cache has a new id, zero usage and response_cache_source_id.',
    'num_search_results, num_fetches and num_media_* are counts of things, not tokens, and not billed one by one.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: true },
  settle: (draft, _, valueAt) => {
    const hit = textAt(valueAt, source) !== undefined;
    if (hit) draft.cache_hit = true;
    settleSeller(draft, valueAt);
    settleOutcome(draft, valueAt);
    settleProducer(draft);
    const host = hostOfUrl(draft.service);
    if (host !== undefined) draft.service = host;
    return event(draft);
  },
});

function textAt(valueAt: ValueAt, paths: readonly string[]): string | undefined {
  return paths.map((path) => readText(valueAt(path))).find((text) => text !== undefined);
}

/** OpenRouter bills, unless the caller's own key was used: then the provider does, and OpenRouter's charge is a fee on top. */
function settleSeller(draft: Draft, valueAt: ValueAt): void {
  const isOwnKey = byok.some((path) => readFlag(valueAt(path)) === true);
  if (!isOwnKey) {
    draft.provider = 'openrouter';
    return;
  }
  draft.provider ??= 'openrouter';
  const upstream = upstreamCost.map((path) => readAmount(valueAt(path), 'usd')).find((amount) => amount !== undefined);
  addUpstreamCost(draft, upstream);
}

function settleOutcome(draft: Draft, valueAt: ValueAt): void {
  const reason = textAt(valueAt, finish);
  if (cancelled.some((path) => readFlag(valueAt(path)) === true)) draft.status = 'cancelled';
  else if (reason === 'error') draft.status = 'error';
  else if (reason !== undefined) draft.status = 'ok';
}
