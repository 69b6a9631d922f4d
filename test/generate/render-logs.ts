// A planned hop as the rows of gateways and providers: LiteLLM, Bifrost, Helicone and Bedrock, each with its own way of counting.
import type { PlannedHop, PlannedUsage } from './plan.ts';

export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const promptOf = (usage: PlannedUsage | undefined): number => (usage ? usage.input + usage.cached : 0);
const totalOf = (usage: PlannedUsage | undefined): number => promptOf(usage) + (usage?.output ?? 0);

/** LiteLLM SpendLogs row; the prompt count includes cached tokens. */
export function spendRow(hop: PlannedHop): object {
  const { start, end, envelope, trace_id: traceId, session_id: sessionId, call } = hop;
  const { owner_team: team, ...rest } = envelope;
  const usage = call?.usage;
  const id = call?.cache_hit
    ? `${call.request_id}_cache_hit1788214.25`
    : (call?.provider_request_id ?? call?.request_id);
  const labelled = hop.labelled_owner === undefined ? {} : { owner_team: hop.labelled_owner };
  return {
    request_id: id,
    call_type: 'acompletion',
    api_key: '',
    spend: Number(call?.logged ?? 0),
    total_tokens: totalOf(usage),
    prompt_tokens: promptOf(usage),
    completion_tokens: usage?.output ?? 0,
    startTime: iso(start),
    endTime: iso(end),
    model: call?.model,
    model_group: call?.model,
    custom_llm_provider: call?.provider,
    user: '',
    team_id: '',
    end_user: '',
    cache_hit: call?.cache_hit ? 'True' : 'False',
    status: call?.status === 'error' ? 'failure' : 'success',
    request_tags: [],
    ...(sessionId === undefined ? {} : { session_id: sessionId }),
    metadata: {
      user_api_key_team_alias: team ?? null,
      spend_logs_metadata: { trace_id: traceId, ...rest, ...labelled },
      attempted_retries: call?.attempt ?? 0,
      original_model_group: call?.fallback_from ?? null,
      attempted_fallbacks: call?.fallback_from === undefined ? 0 : 1,
      usage_object: usage ? { prompt_tokens_details: { cached_tokens: usage.cached } } : null,
    },
  };
}

/** Bifrost log row; the prompt count includes cached tokens. What the caller sends as `x-bf-dim-…` stands in `metadata`. */
export function bifrostRow(hop: PlannedHop): object {
  const { start, end, envelope, trace_id: traceId, session_id: sessionId, call } = hop;
  const { owner_team: team, ...rest } = envelope;
  const usage = call?.usage;
  const labelled = hop.labelled_owner === undefined ? {} : { owner_team: hop.labelled_owner };
  return {
    id: call?.request_id,
    parent_request_id: call?.chain ?? sessionId ?? null,
    timestamp: iso(start),
    created_at: iso(end),
    object: 'chat.completion',
    provider: call?.provider,
    model: call?.model,
    number_of_retries: call?.attempt ?? 0,
    fallback_index: call?.fallback_index ?? 0,
    selected_key_id: null,
    virtual_key_id: null,
    team_id: null,
    team_name: team ?? null,
    customer_id: null,
    business_unit_id: null,
    metadata: { trace_id: traceId, ...rest, ...labelled },
    latency: end - start,
    ...(usage
      ? {
          token_usage: {
            prompt_tokens: promptOf(usage),
            prompt_tokens_details: { cached_read_tokens: usage.cached, cached_tokens: usage.cached },
            completion_tokens: usage.output,
            total_tokens: totalOf(usage),
          },
        }
      : {}),
    cost: call?.logged === undefined ? null : Number(call.logged),
    status: call?.status === 'error' ? 'error' : 'success',
    stream: call?.streamed ?? false,
    ...(call?.cache_hit ? { cache_debug: { cache_hit: true, hit_type: 'direct' } } : {}),
    ...(call?.status === 'error' ? { error_details: { status_code: 529, error: { type: 'overloaded_error' } } } : {}),
  };
}

/** Property names as callers type them into headers. */
const propertyNames = {
  owner_team: 'Owner-Team',
  workflow_id: 'Workflow-Id',
  feature: 'Feature',
  cost_center: 'Cost-Center',
  tenant_id_hash: 'Tenant-Id-Hash',
  user_id_hash: 'User-Id-Hash',
  environment: 'Environment',
} as const;

/** Helicone request row; cached tokens stand beside the prompt count. */
export function heliconeRow(hop: PlannedHop): object {
  const { start, end, envelope, trace_id: traceId, session_id: sessionId, call } = hop;
  const usage = call?.usage;
  const properties = {
    ...Object.fromEntries(
      Object.entries(propertyNames).flatMap(([field, name]) => {
        const value = envelope[field as keyof typeof propertyNames]; // keys of that table
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    ...(traceId === undefined ? {} : { trace_id: traceId }),
    ...(sessionId === undefined ? {} : { 'Helicone-Session-Id': sessionId }),
    ...(hop.labelled_owner === undefined ? {} : { Team: hop.labelled_owner }),
  };
  return {
    request_id: call?.request_id,
    response_id: `e1c${call?.request_id}`,
    request_created_at: iso(start),
    response_created_at: iso(end),
    response_status: call?.status === 'error' ? 529 : 200,
    request_model: call?.model,
    response_model: call?.usage ? call.model : null,
    model: call?.model,
    provider: call?.provider.toUpperCase(),
    request_user_id: null,
    request_properties: properties,
    properties,
    delay_ms: end - start,
    prompt_tokens: usage?.input ?? null,
    prompt_cache_read_tokens: usage?.cached ?? null,
    prompt_cache_write_tokens: 0,
    completion_tokens: usage?.output ?? null,
    total_tokens: usage ? usage.input + usage.output : null,
    costUSD: call?.logged === undefined ? null : Number(call.logged),
    cache_reference_id: call?.cache_hit
      ? 'e1c00000-0000-4000-8000-000000000510'
      : '00000000-0000-0000-0000-000000000000',
    cache_enabled: call?.cache_hit ?? false,
  };
}

/** Bedrock model invocation log; cached tokens stand beside the input count. Its only place for an envelope is `requestMetadata`. */
export function bedrockLog({ start, envelope, trace_id: traceId, call }: PlannedHop): object {
  const usage = call?.usage;
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: iso(start),
    accountId: '111122223333',
    region: 'eu-central-1',
    requestId: call?.aws_request_id,
    operation: call?.streamed ? 'ConverseStream' : 'Converse',
    modelId: call?.model,
    ...(call?.status === 'error' && !usage ? { errorCode: 'ThrottlingException' } : {}),
    ...(Object.keys(envelope).length > 0 ? { requestMetadata: { ...envelope, trace_id: traceId } } : {}),
    input: usage ? { inputTokenCount: usage.input, cacheReadInputTokenCount: usage.cached } : {},
    ...(usage ? { output: { outputTokenCount: usage.output } } : {}),
  };
}
