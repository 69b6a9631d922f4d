// What LiteLLM's two records share: its usage objects, the words of its outcome, its ids of cache hits, and the rows that are no model call.
import type { JsonValue } from '../model/json.ts';
import { providerOfUrl, regionOfUrl } from './endpoint-url.ts';
import { type Draft, event, type FormatTable, type Paths, type Settled, skipped } from './format.ts';
import { settleProducer } from './user-agent.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

/** Where LiteLLM keeps its counts: columns of the record, details in a usage object that stands at one of `roots`. */
export function litellmUsage(roots: Paths): NonNullable<FormatTable['usage']> {
  const within = (...paths: Paths): Paths => paths.flatMap((path) => roots.map((root) => `${root}.${path}`));
  return {
    input: ['prompt_tokens', ...within('prompt_tokens')],
    output: ['completion_tokens', ...within('completion_tokens')],
    cached_input: within(
      'prompt_tokens_details.cached_tokens',
      'input_tokens_details.cached_tokens',
      'cache_read_input_tokens',
    ),
    cache_write: within(
      'prompt_tokens_details.cache_creation_tokens',
      'prompt_tokens_details.cache_write_tokens',
      'cache_creation_input_tokens',
    ),
    cache_write_5m: within(
      'prompt_tokens_details.cache_creation_token_details.ephemeral_5m_input_tokens',
      'cache_creation.ephemeral_5m_input_tokens',
    ),
    cache_write_1h: within(
      'prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens',
      'cache_creation.ephemeral_1h_input_tokens',
    ),
    reasoning: within('completion_tokens_details.reasoning_tokens', 'output_tokens_details.reasoning_tokens'),
    audio_in: within('prompt_tokens_details.audio_tokens', 'input_tokens_details.audio_tokens'),
    image_in: within('prompt_tokens_details.image_tokens', 'input_tokens_details.image_tokens'),
    video_in: within('prompt_tokens_details.video_tokens'),
    audio_out: within('completion_tokens_details.audio_tokens', 'output_tokens_details.audio_tokens'),
    image_out: within('completion_tokens_details.image_tokens', 'output_tokens_details.image_tokens'),
    web_search: within('server_tool_use.web_search_requests', 'prompt_tokens_details.web_search_requests'),
    pages: within('pages_processed'),
    total: ['total_tokens', ...within('total_tokens')],
  };
}

/** LiteLLM names a cache hit by the id of the call that filled the cache. */
export const cacheHit = '_cache_hit';
const cacheHitId = new RegExp(`${cacheHit}\\d+(?:\\.\\d+)?$`);

/** Prompt counts include cache reads and writes for every provider, Anthropic too; completions include reasoning. */
export const litellmTokens = {
  cached_input: 'inside-input',
  cache_write: 'inside-input',
  reasoning: 'inside-output',
} as const;

/**
 * Housekeeping of batches, files, threads and stored responses: the row says that LiteLLM was called, not a model. `generate_content`
 * and `run_thread` are model calls and must not match.
 */
const housekeeping =
  /batch|file|fine_tuning|assistant|(?<!run_)thread|vector_store|container|moderation|add_message|(?:^a?|_)(?:list|get|retrieve|delete|cancel)(?:_|$)/;

/**
 * `region` holds the endpoint's URL, `unit_price_source` a key of the price map and `producer` a user agent until now. `tool` is the
 * MCP tool the record names, `geo` where the provider says it ran the model.
 */
export function settleLitellm(draft: Draft, tool: JsonValue | undefined, geo: JsonValue | undefined): Settled {
  settleOutcome(draft);
  settlePlace(draft, geo);
  const operation = draft.operation ?? '';
  const toolName = readText(tool);
  if (!draft.usage && (toolName !== undefined || /mcp/.test(operation))) {
    return event({ ...draft, hop: 'tool', role: 'step', component: toolName ?? operation });
  }
  if (!housekeeping.test(operation)) return event(draft);
  if (!draft.usage && !draft.logged_cost_usd) return skipped('not a model call', operation);
  if (operation.includes('batch')) {
    draft.granularity = 'aggregate';
    draft.service_tier = 'batch';
  }
  return event(draft);
}

function settleOutcome(draft: Draft): void {
  draft.status = readStatus(draft.status) ?? 'ok';
  if (draft.status === 'ok') draft.error = undefined;
  if (draft.provider_request_id === draft.request_id) draft.provider_request_id = undefined;
  if (draft.fallback_from === draft.model) draft.fallback_from = undefined;
  if (cacheHitId.test(draft.request_id ?? '')) {
    draft.cache_hit = true;
    draft.notes = draft.notes.filter(({ kind }) => kind !== 'zero-cost-with-usage');
  }
}

function settlePlace(draft: Draft, geo: JsonValue | undefined): void {
  const provider = draft.provider ?? providerOfUrl(draft.region);
  if (provider !== undefined) draft.provider = provider;
  const region = /^[a-z]{2,6}$/.exec(readText(geo) ?? '')?.[0] ?? regionOfUrl(draft.region);
  draft.region = region;
  if (draft.unit_price_source !== undefined) draft.unit_price_source = `litellm-map:${draft.unit_price_source}`;
  settleProducer(draft);
}
