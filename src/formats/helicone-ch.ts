// Helicone's ClickHouse table request_response_rmt, dumped by a self-hosted installation as JSONEachRow or CSV. Helicone/helicone
// valhalla/jawn/src/lib/db/ClickhouseWrapper.ts at 0003b75. `cost` is a whole number of billionths of a dollar; nothing is null, only '' or 0.
import { member } from '../model/json.ts';
import { openedCell } from './clickhouse-text.ts';
import { defineFormat } from './format.ts';
import { heliconeTokens, settleHelicone } from './helicone-row.ts';

export const heliconeCh = defineFormat({
  id: 'helicone-ch',
  title: 'Helicone ClickHouse rows (request_response_rmt)',
  hop: 'gateway',
  component: 'helicone',
  // In a CSV an empty proxy_key_id is absent.
  recognise: [
    'request_id',
    'request_created_at',
    'organization_id',
    ['proxy_key_id', 'prompt_cache_write_tokens', 'target_url', 'country_code'],
    '!response_status',
    '!delay_ms',
    '!request_path',
  ],
  fields: {
    request_id: ['request_id'],
    session_id: ['properties.Helicone-Session-Id'],
    user_id_hash: ['user_id'],
    virtual_key: ['proxy_key_id'],
    account_id: ['organization_id'],
    provider: ['provider'],
    model: ['model'],
    region: ['target_url'],
    status: ['status'],
    start: { from: ['request_created_at'] },
    end: { from: [], duration: { from: ['latency'], unit: 'ms' } },
    logged_cost_usd: { from: ['cost'], unit: 'nano-usd' },
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
  },
  tokens: heliconeTokens,
  labels: ['properties'],
  fallback: { fields: { workflow_id: ['properties.Helicone-Session-Name'], feature: ['prompt_id'] } },
  telling: {},
  never_read: ['request_body', 'response_body', 'assets', 'scores', 'request_ip_address'],
  traps: [
    'cost is billionths of a dollar, in the API’s rows it is dollars: the columns decide, never the size.',
    'Empty text and 0 stand for nothing: a cost of 0 beside tokens is unknown, and the zero UUID in cache_reference_id is no cache hit.',
    'Rows may repeat until ClickHouse merges them: one row per request_id counts, the one that measured most. Dump with FINAL.',
    'Cached and reasoning tokens stand beside prompt_tokens and completion_tokens; rows of old versions may include them.',
    'There is no trace id: send Helicone-Property-trace_id.',
    'country_code is where the caller was, no provider region.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true },
  reshape: (row) => ({ ...row, properties: openedCell(member(row, 'properties') ?? null) }),
  settle: settleHelicone,
});
