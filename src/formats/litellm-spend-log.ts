// LiteLLM proxy spend log: one row of LiteLLM_SpendLogs, from the HTTP API (objects), Pub/Sub or a database dump (JSON in text columns,
// also as CSV, where an empty cell is absent).
// BerriAI/litellm schema.prisma and litellm/proxy/spend_tracking/spend_tracking_utils.py, with rows recorded at e1a6b9f (2025-09) and 00e7401.
// `session_id` is not a trace id: LiteLLM fills it with a random one when the caller sent none.
import { defineFormat, rejected } from './format.ts';
import { litellmParts, noteIterations, severalIterations } from './litellm-iterations.ts';
import { cacheHit, litellmTokens, litellmUsage, settleLitellm } from './litellm-row.ts';

const usageAt = ['metadata', 'usage_object'] as const;

export const litellmSpendLog = defineFormat({
  id: 'litellm-spend-log',
  title: 'LiteLLM proxy spend log (rows of LiteLLM_SpendLogs)',
  hop: 'gateway',
  component: 'litellm',
  // The second choice of each pair is a day total of /spend/logs, recognised only to say so (settle).
  recognise: [
    'spend',
    'startTime',
    ['request_id', 'users{}'],
    ['call_type', 'models{}'],
    ['api_key', 'request_tags', 'endTime', 'users{}'],
  ],
  json: ['metadata', 'metadata.spend_logs_metadata', 'metadata.requester_metadata', 'request_tags'],
  fields: {
    request_id: ['request_id'],
    session_id: ['session_id'],
    owner_team: [
      'metadata.user_api_key_team_alias',
      'metadata.team_alias',
      'team_id',
      'metadata.user_api_key_team_id',
      'metadata.team_id',
    ],
    project: ['metadata.user_api_key_project_alias', 'metadata.user_api_key_project_id'],
    tenant_id_hash: ['end_user'],
    virtual_key: ['metadata.user_api_key_alias', 'api_key', 'metadata.user_api_key'],
    api_key_id: ['api_key', 'metadata.user_api_key'],
    project_id: ['metadata.user_api_key_project_id'],
    account_id: ['organization_id', 'metadata.user_api_key_org_id'],
    principal: ['user', 'metadata.user_api_key_user_id'],
    provider: ['custom_llm_provider', 'metadata.model_map_information.model_map_value.litellm_provider'],
    model: ['model_group', 'model'],
    response_model: ['model'],
    operation: ['call_type'],
    service_tier: ['metadata.usage_object.service_tier', 'metadata.additional_usage_values.service_tier'],
    region: ['api_base'],
    unit_price_source: ['metadata.model_map_information.model_map_value.key'],
    status: ['status', 'metadata.status'],
    error: ['metadata.error_information.error_class', 'metadata.error_information.error_code'],
    fallback_from: ['metadata.original_model_group'],
    producer: ['metadata.user_agent'],
    start: { from: ['startTime'] },
    end: { from: ['endTime'], duration: { from: ['request_duration_ms'], unit: 'ms' } },
    logged_cost_usd: { from: ['spend', 'metadata.cost_breakdown.total_cost'], unit: 'usd' },
    attempt: ['metadata.attempted_retries'],
    requests: ['metadata.batch_successful_requests'],
    cache_hit: ['cache_hit'],
  },
  usage: litellmUsage(['metadata.usage_object', 'metadata.additional_usage_values']),
  tokens: litellmTokens,
  labels: ['metadata.spend_logs_metadata', 'metadata.requester_metadata', 'request_tags'],
  reads: ['mcp_namespaced_tool_name', 'metadata.usage_object.inference_geo'],
  telling: { request_id: [cacheHit] },
  never_read: [
    'messages',
    'response',
    'proxy_server_request',
    'metadata.proxy_server_request',
    'metadata.error_information.error_message',
    'metadata.mcp_tool_call_metadata.arguments',
    'metadata.vector_store_request_metadata',
    'metadata.user_api_key_user_email',
    'requester_ip_address',
  ],
  traps: [
    'session_id is no trace id: LiteLLM invents one when the caller sends none. Put trace_id into spend_logs_metadata, or log the response id in the app.',
    'A cache hit is its own free request; the id before `_cache_hit…` belongs to the call that filled the cache.',
    'Streamed calls of some providers are logged with spend 0; then cost_breakdown.total_cost counts, or the cost is unknown.',
    'Owner columns are "" when the key has no team: give every virtual key a team, or send tags such as team:support.',
    'Rows of the master key (litellm_proxy_master_key) belong to nobody: use virtual keys.',
    '/spend/logs with dates sums by day unless you add summarize=false; day sums cannot be audited.',
    'Where usage_object keeps iterations of an Anthropic answer, they are added up, and what another model did is a call of its own.',
    'Retrieving a batch logs one row for the whole batch; polling a stored response may log its usage again.',
    'Failed calls may be in LiteLLM_ErrorLogs only, and disable_spend_logs leaves no rows at all.',
  ],
  proves: { owner: true, trace: false, usage: true, cost: true },
  split_when: severalIterations(usageAt),
  split: (row) => litellmParts(row, usageAt),
  settle: (draft, value, valueAt) => {
    if (draft.request_id === undefined && draft.operation === undefined) {
      return rejected(
        'this row sums a day of LiteLLM spend and names no request',
        'export the rows themselves: add summarize=false to /spend/logs',
      );
    }
    const [tool, geo] = ['mcp_namespaced_tool_name', 'metadata.usage_object.inference_geo'].map(valueAt);
    const settled = settleLitellm(draft, tool, geo);
    noteIterations(draft, value);
    return settled;
  },
});
