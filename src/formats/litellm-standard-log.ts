// LiteLLM StandardLoggingPayload: what its S3, GCS, Azure Blob, SQS, Pub/Sub and generic API loggers write, one object per call.
// BerriAI/litellm litellm/types/utils.py at 055a04e and BerriAI/litellm-docs docs/proxy/logging_spec.md; times are seconds or text.
// `id` is the response id that the caller saw, `litellm_call_id` the gateway's own.
import { defineFormat } from './format.ts';
import { litellmParts, noteIterations, severalIterations } from './litellm-iterations.ts';
import { cacheHit, litellmTokens, litellmUsage, settleLitellm } from './litellm-row.ts';

const usageAt = [
  ['metadata', 'usage_object'],
  ['response', 'usage'],
] as const;

export const litellmStandardLog = defineFormat({
  id: 'litellm-standard-log',
  title: 'LiteLLM standard logging payload (object stores, queues, custom loggers)',
  hop: 'gateway',
  component: 'litellm',
  // response_cost is null when the price is unknown, so it cannot be asked for.
  recognise: ['call_type', 'hidden_params{}', 'model_map_information{}'],
  json: ['metadata', 'metadata.spend_logs_metadata', 'metadata.requester_metadata', 'request_tags'],
  fields: {
    trace_id: ['trace_id'],
    request_id: ['litellm_call_id', 'id'],
    provider_request_id: ['id'],
    owner_team: [
      'metadata.user_api_key_team_alias',
      'metadata.team_alias',
      'metadata.user_api_key_team_id',
      'metadata.team_id',
    ],
    project: ['metadata.user_api_key_project_alias', 'metadata.user_api_key_project_id'],
    tenant_id_hash: ['end_user', 'metadata.user_api_key_end_user_id'],
    virtual_key: ['metadata.user_api_key_alias', 'metadata.user_api_key_hash'],
    api_key_id: ['metadata.user_api_key_hash'],
    project_id: ['metadata.user_api_key_project_id'],
    account_id: ['metadata.user_api_key_org_id', 'metadata.user_api_key_org_alias'],
    principal: ['metadata.user_api_key_user_id'],
    provider: ['custom_llm_provider', 'model_map_information.model_map_value.litellm_provider'],
    model: ['model_group', 'model'],
    response_model: ['model', 'hidden_params.litellm_model_name'],
    operation: ['call_type'],
    service_tier: ['response.service_tier', 'metadata.usage_object.service_tier', 'response.usage.service_tier'],
    requested_tier: ['model_parameters.service_tier'],
    region: ['hidden_params.api_base', 'api_base'],
    unit_price_source: ['model_map_information.model_map_value.key'],
    status: ['status', 'status_fields.llm_api_status'],
    error: ['error_information.error_class', 'error_information.error_code'],
    fallback_from: ['metadata.original_model_group'],
    producer: ['metadata.user_agent'],
    start: { from: ['startTime'], unit: 's' },
    end: { from: ['endTime'], unit: 's' },
    logged_cost_usd: {
      from: ['response_cost', 'cost_breakdown.total_cost', 'hidden_params.response_cost'],
      unit: 'usd',
    },
    attempt: ['metadata.attempted_retries'],
    requests: ['metadata.batch_successful_requests'],
    cache_hit: ['cache_hit'],
    streamed: ['stream'],
    traceparent: ['metadata.requester_custom_headers.traceparent'],
  },
  usage: litellmUsage(['metadata.usage_object', 'response.usage']),
  tokens: litellmTokens,
  labels: [
    'metadata.spend_logs_metadata',
    'metadata.requester_metadata',
    'request_tags',
    'metadata.requester_custom_headers',
  ],
  reads: ['metadata.mcp_tool_call_metadata.namespaced_tool_name', 'metadata.usage_object.inference_geo'],
  telling: { request_id: [cacheHit] },
  never_read: [
    'messages',
    'response.choices',
    'response.output',
    'model_parameters',
    'error_str',
    'error_information.error_message',
    'error_information.traceback',
    'metadata.prompt_management_metadata',
    'metadata.mcp_tool_call_metadata.arguments',
    'metadata.vector_store_request_metadata',
    'metadata.user_api_key_user_email',
    'requester_ip_address',
  ],
  traps: [
    'trace_id is null in old versions and random in new ones when the caller sent none: send x-litellm-trace-id or a traceparent header.',
    'response_time of a streamed call is the time to its first token, so it is not read; start and end are.',
    'response_cost null or 0 with tokens means that LiteLLM found no price (response_cost_failure_debug_info says why).',
    'cost_breakdown.total_cost can hold a margin or discount of yours and then differs from any list price.',
    'metadata.requester_metadata is what the client sent; metadata.spend_logs_metadata wins when both name an owner.',
    'saved_cache_cost is money not spent and is never added.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split_when: severalIterations(...usageAt),
  split: (record) => litellmParts(record, ...usageAt),
  settle: (draft, value, valueAt) => {
    const settled = settleLitellm(
      draft,
      valueAt('metadata.mcp_tool_call_metadata.namespaced_tool_name'),
      valueAt('metadata.usage_object.inference_geo'),
    );
    noteIterations(draft, value);
    return settled;
  },
});
