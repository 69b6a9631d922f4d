// Helicone request row as its query API and export tool give it; its CSV and its ClickHouse table have other names and units.
// Helicone/helicone packages/llm-mapper/types.ts, packages/cost/usage and valhalla/jawn/src/lib/stores/request/request.ts at 0003b75.
// prompt_tokens has cached and audio tokens taken out, completion_tokens audio and reasoning; total_tokens is only their sum.
import { defineFormat } from './format.ts';
import { heliconeTokens, settleHelicone } from './helicone-row.ts';

export const heliconeRequest = defineFormat({
  id: 'helicone-request',
  title: 'Helicone request (query API and export tool)',
  hop: 'gateway',
  component: 'helicone',
  // organization_id and proxy_key_id are columns of the ClickHouse table, whose cost is no number of dollars.
  recognise: [
    'request_id',
    'request_created_at',
    ['response_status', 'delay_ms', 'request_properties', 'request_path'],
    '!proxy_key_id',
  ],
  json: ['request_properties', 'properties'],
  fields: {
    request_id: ['request_id'],
    session_id: ['request_properties.Helicone-Session-Id', 'properties.Helicone-Session-Id'],
    user_id_hash: ['request_user_id', 'helicone_user'],
    provider: ['provider'],
    model: ['request_model', 'model_override', 'model'],
    response_model: ['response_model', 'model'],
    region: ['target_url'],
    status: ['response_status'],
    start: { from: ['request_created_at'] },
    end: { from: [], duration: { from: ['delay_ms'], unit: 'ms' } },
    logged_cost_usd: { from: ['costUSD', 'cost'], unit: 'usd' },
    cache_hit: ['cache_reference_id'],
  },
  usage: {
    input: ['prompt_tokens'],
    cached_input: ['prompt_cache_read_tokens'],
    cache_write: ['prompt_cache_write_tokens'],
    audio_in: ['prompt_audio_tokens'],
    output: ['completion_tokens'],
    reasoning: ['reasoning_tokens'],
    audio_out: ['completion_audio_tokens'],
    total: ['total_tokens'],
  },
  tokens: heliconeTokens,
  labels: ['request_properties', 'properties'],
  fallback: {
    fields: { workflow_id: ['request_properties.Helicone-Session-Name', 'properties.Helicone-Session-Name'] },
  },
  telling: {},
  never_read: ['request_body', 'response_body', 'llmSchema', 'signed_body_url', 'asset_urls'],
  traps: [
    'Cached and reasoning tokens stand beside prompt_tokens and completion_tokens. Rows of old versions may include them, and total_tokens cannot tell: it is the sum of the two columns. Reprice, and see which reading gives costUSD.',
    'API rows have no column for reasoning tokens, so the price of a reasoning model comes out below costUSD.',
    'There is no trace id and no span id: send Helicone-Property-trace_id. A session groups requests but owns nothing.',
    'Property names keep the spelling the caller typed: Owner-Team, ownerTeam and owner_team are read alike.',
    'The export tool leaves out cache hits.',
    'country_code is where the caller was, not a provider region; cache_enabled does not mean that there was a hit.',
    'response_status below zero is Helicone’s own: -1 timeout, -2 still pending, -3 cancelled.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true },
  settle: settleHelicone,
});
