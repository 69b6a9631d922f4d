// Bifrost gateway log: one row per provider tried, from GET /api/logs (objects) or a dump of the logs table (JSON in text columns).
// maximhq/bifrost framework/logstore/tables.go at 017bbe0 and plugins/logging/main.go. A fallback row's parent_request_id is the id
// of the first attempt, unless the caller sent a session in `baggage`: then it is that session, on every row.
import { namesIn, settleTeams } from './bifrost-owners.ts';
import { type Draft, defineFormat, event, skipped, type ValueAt } from './format.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

/** Lists and management of models, batches, files and videos; counting tokens is free. */
const housekeeping =
  /^(?:list|count[._]tokens|(?:batch|file|container)s?[._]|video[._](?:retrieve|download|delete|list))/;

export const bifrostLog = defineFormat({
  id: 'bifrost-log',
  title: 'Bifrost gateway log (API rows and the logs table)',
  hop: 'gateway',
  component: 'bifrost',
  // token_usage is left out of failed rows, so it cannot be asked for.
  recognise: ['id', 'number_of_retries', 'fallback_index', ['object', 'object_type']],
  json: ['token_usage', 'metadata', 'cache_debug', 'error_details', 'team_ids', 'team_names'],
  fields: {
    request_id: ['id'],
    session_id: ['parent_request_id'],
    owner_team: ['team_name', 'team_id'],
    tenant_id_hash: ['customer_id', 'customer_name'],
    virtual_key: ['virtual_key_name', 'virtual_key_id'],
    api_key_id: ['selected_key_id', 'selected_key_name'],
    principal: ['user_id', 'user_name'],
    provider: ['provider'],
    model: ['alias', 'model'],
    response_model: ['server_side_fallback_model', 'model'],
    operation: ['object', 'object_type'],
    status: ['status'],
    error: ['error_details.error.type', 'error_details.error.code', 'error_details.type', 'error_details.status_code'],
    start: { from: ['timestamp', 'created_at'] },
    end: { from: [], duration: { from: ['latency'], unit: 'ms' } },
    logged_cost_usd: { from: ['cost', 'token_usage.cost.total_cost', 'token_usage.cost'], unit: 'usd' },
    attempt: ['number_of_retries'],
    cache_hit: ['cache_debug.cache_hit'],
    streamed: ['stream'],
  },
  usage: {
    input: ['token_usage.prompt_tokens', 'prompt_tokens'],
    cached_input: [
      'token_usage.prompt_tokens_details.cached_read_tokens',
      'token_usage.prompt_tokens_details.cached_tokens',
      'cached_read_tokens',
    ],
    cache_write: [
      'token_usage.prompt_tokens_details.cached_write_tokens',
      'token_usage.prompt_tokens_details.cache_write_tokens',
    ],
    cache_write_5m: ['token_usage.prompt_tokens_details.cached_write_token_details.cached_write_tokens_5m'],
    cache_write_1h: ['token_usage.prompt_tokens_details.cached_write_token_details.cached_write_tokens_1h'],
    output: ['token_usage.completion_tokens', 'completion_tokens'],
    reasoning: ['token_usage.completion_tokens_details.reasoning_tokens'],
    audio_in: ['token_usage.prompt_tokens_details.audio_tokens'],
    image_in: ['token_usage.prompt_tokens_details.image_tokens'],
    audio_out: ['token_usage.completion_tokens_details.audio_tokens'],
    image_out: ['token_usage.completion_tokens_details.image_tokens'],
    web_search: ['token_usage.completion_tokens_details.num_search_queries'],
    total: ['token_usage.total_tokens', 'total_tokens'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['metadata'],
  // A business unit is the level above teams and customers; what the caller calls its cost center goes first.
  fallback: { fields: { cost_center: ['business_unit_name', 'business_unit_id'] } },
  reads: ['fallback_index', 'team_ids', 'team_names'],
  telling: { owner_team: [], session_id: [] },
  never_read: [
    'input_history',
    'output_message',
    'responses_input_history',
    'responses_output',
    'content_summary',
    'raw_request',
    'raw_response',
    'passthrough_request_body',
    'passthrough_response_body',
    'error_details.error.message',
    'params',
    'tools',
  ],
  traps: [
    'There is no trace id: log the x-request-id in the app, or send one in x-bf-dim-trace_id, to join rows with traces.',
    'x-bf-session-id is not logged; only `baggage: session-id=…` reaches parent_request_id.',
    'A fallback is a row of its own with fallback_index above 0, billed like any other; retries with the same provider are a number on one row.',
    'cost null means that Bifrost had no price; cost on a cache hit is what the semantic lookup cost.',
    'A call can be charged to several teams or customers (team_ids, customer_ids): it is counted once and needs a rule to split it.',
    'Rows of cancelled streams often hold the input only.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true },
  settle: (draft, _, valueAt) => {
    if (draft.status === 'processing') return skipped('unfinished', 'still processing when it was logged');
    const operation = draft.operation ?? '';
    if (housekeeping.test(operation) && !draft.usage) return skipped('not a model call', operation);
    settleOutcome(draft);
    settleFallback(draft, valueAt);
    settleTeams(draft, namesIn(valueAt('team_names'), valueAt('team_ids')));
    return event(draft);
  },
});

function settleOutcome(draft: Draft): void {
  const status = readStatus(draft.status);
  draft.status = status;
  if (status === 'ok') draft.error = undefined;
}

/** The row before in the chain is known by its place only; the first attempt by its id, when no session took that id's place. */
function settleFallback(draft: Draft, valueAt: ValueAt): void {
  const index = Number(readText(valueAt('fallback_index')));
  if (!Number.isSafeInteger(index) || index < 1) return;
  draft.fallback_from = `fallback_index ${index - 1}`;
  if (draft.session_id !== undefined) draft.retry_of = draft.session_id;
}
