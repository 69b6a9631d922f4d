// OpenRouter activity export: the CSV of openrouter.ai/activity, one row for each request. It is not documented; columns as in exports of December
// 2025 to October 2026 that are described in public repositories. `cost_total` is what OpenRouter charged in US dollars.
import { type Draft, defineFormat, event, type ValueAt } from './format.ts';
import { addUpstreamCost } from './own-key-cost.ts';
import { readAmount, readFlag, readText } from './values.ts';

export const openrouterExport = defineFormat({
  id: 'openrouter-export',
  title: 'OpenRouter activity export (CSV, one row a request)',
  hop: 'gateway',
  component: 'openrouter',
  recognise: ['generation_id', 'model_permaslug', ['cost_total', 'tokens_prompt'], '!endpoint_id'],
  fields: {
    provider_request_id: ['generation_id'],
    virtual_key: ['api_key_name'],
    principal: ['user'],
    provider: ['provider_name'],
    response_model: ['model_permaslug'],
    start: { from: ['created_at'] },
    end: { from: [], duration: { from: ['generation_time_ms'], unit: 'ms' } },
    logged_cost_usd: { from: ['cost_total'], unit: 'usd' },
    streamed: ['streamed'],
  },
  usage: {
    input: ['tokens_prompt'],
    cached_input: ['tokens_cached'],
    output: ['tokens_completion'],
    reasoning: ['tokens_reasoning'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  fallback: { fields: { service: ['app_name'] } },
  reads: ['byok_usage_inference', 'variant', 'cancelled', 'finish_reason_normalized'],
  never_read: ['cost_cache', 'cost_web_search', 'cost_file_processing', 'finish_reason_raw', 'api_key_disabled'],
  traps: [
    'api_key_name names the key: tell in the registry whose it is.',
    'cost_cache, cost_web_search and cost_file_processing are parts of cost_total or what the cache saved; they are never added.',
    'byok_usage_inference is what the provider billed on your own key, and cost_total only OpenRouter’s fee then: the two are added.',
    'Cached tokens are inside tokens_prompt, reasoning inside tokens_completion. Cache writes are not counted apart, so a call that wrote the cache costs more than its price.',
    'variant is part of the model: "free" costs nothing.',
    'Times have no zone and are UTC. There is no trace id: generation_id joins with the response id that the app saw.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true },
  settle: (draft, _, valueAt) => {
    settleSeller(draft, valueAt);
    settleVariant(draft, readText(valueAt('variant')));
    const reason = readText(valueAt('finish_reason_normalized'));
    if (readFlag(valueAt('cancelled')) === true || reason === 'cancelled') draft.status = 'cancelled';
    else if (reason !== undefined) draft.status = reason === 'error' ? 'error' : 'ok';
    return event(draft);
  },
});

/** OpenRouter bills, unless the caller's own key was used: then the provider does. */
function settleSeller(draft: Draft, valueAt: ValueAt): void {
  const upstream = readAmount(valueAt('byok_usage_inference'), 'usd') ?? 0n;
  if (upstream > 0n) addUpstreamCost(draft, upstream);
  else draft.provider = 'openrouter';
}

function settleVariant(draft: Draft, variant: string | undefined): void {
  if (variant === undefined || variant === 'standard' || draft.response_model === undefined) return;
  draft.response_model = `${draft.response_model}:${variant}`;
}
