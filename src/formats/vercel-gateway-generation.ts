// Vercel AI Gateway generation: what /v1/generation?id=gen_… knows about one request, as snake_case JSON or as the SDK's camelCase object.
// vercel/ai packages/gateway/src/gateway-generation-info.ts, August 2026. That the prompt count includes cached and written tokens is
// deduced from the SDK's convention.
import { type Draft, defineFormat, event, type ValueAt } from './format.ts';
import { bothCases } from './name-cases.ts';
import { readAmount, readFlag, readText } from './values.ts';

const upstreamCost = bothCases('upstream_inference_cost');
const byok = bothCases('is_byok');

export const vercelGatewayGeneration = defineFormat({
  id: 'vercel-gateway-generation',
  title: 'Vercel AI Gateway generation (one request)',
  hop: 'gateway',
  component: 'vercel-ai-gateway',
  recognise: [
    'id^=gen_',
    bothCases('native_tokens_prompt', 'native_tokens_cache_creation', 'prompt_tokens', 'billable_web_search_calls'),
    bothCases('total_cost', 'usage'),
  ],
  fields: {
    request_id: ['id'],
    provider: bothCases('provider_name'),
    response_model: ['model'],
    start: { from: bothCases('created_at') },
    end: { from: [], duration: { from: bothCases('generation_time'), unit: 'ms' } },
    logged_cost_usd: { from: bothCases('total_cost', 'usage'), unit: 'usd' },
    streamed: ['streamed'],
  },
  usage: {
    input: bothCases('native_tokens_prompt', 'prompt_tokens'),
    cached_input: bothCases('native_tokens_cached', 'cached_tokens'),
    cache_write: bothCases('native_tokens_cache_creation', 'cache_creation_tokens'),
    output: bothCases('native_tokens_completion', 'completion_tokens'),
    reasoning: bothCases('native_tokens_reasoning', 'reasoning_tokens'),
    web_search: bothCases('billable_web_search_calls'),
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  reads: [...upstreamCost, ...byok, ...bothCases('finish_reason')],
  telling: {},
  never_read: ['prompt', 'completion'],
  traps: [
    'No user, tag, project or key is in this record: ownership comes from the app, whose providerMetadata.gateway.generationId is this id.',
    'The ids begin gen_ here and gen- at OpenRouter.',
    'With your own key (is_byok) the provider bills upstream_inference_cost, which is then the cost; otherwise total_cost is.',
    'latency is the time to the first token and not read as the duration; generation_time is.',
    'Cached and written tokens are taken to be inside the prompt count.',
  ],
  proves: { owner: false, trace: false, usage: true, cost: true },
  settle: (draft, _, valueAt) => {
    settleCost(draft, valueAt);
    const reason = bothCases('finish_reason')
      .map((path) => readText(valueAt(path)))
      .find((text) => text !== undefined);
    if (reason !== undefined) draft.status = reason === 'error' ? 'error' : 'ok';
    return event(draft);
  },
});

/** On the caller's own key the gateway charges nothing or a fee, and the provider sends the bill. */
function settleCost(draft: Draft, valueAt: ValueAt): void {
  if (!byok.some((path) => readFlag(valueAt(path)) === true)) return;
  const upstream = upstreamCost.map((path) => readAmount(valueAt(path), 'usd')).find((amount) => amount !== undefined);
  if (!upstream) return;
  draft.logged_cost_usd = upstream + (draft.logged_cost_usd ?? 0n);
  draft.notes = draft.notes.filter(({ kind }) => kind !== 'zero-cost-with-usage');
}
