// The attribute dialects of model-call spans as one table: OpenTelemetry GenAI (old and new names), OpenInference, OpenLLMetry,
// Vercel AI SDK, Langfuse, and what LiteLLM, Bifrost and Kong add. The first present path wins, the current name stands first.
import type { FormatTable, Paths } from './format.ts';

const attributes = (...names: readonly string[]): Paths => names.map((name) => `attributes.${name}`);

export const genaiFields: FormatTable['fields'] = {
  request_id: attributes(
    'ai.response.providerMetadata.gateway.generationId',
    'litellm_call_id',
    'aws.request_id',
    'http.request.header.x-request-id',
    'messaging.message.id',
  ),
  provider_request_id: attributes('gen_ai.response.id', 'llm.response.id', 'ai.response.id'),
  session_id: attributes('session.id', 'langfuse.session.id'),
  conversation_id: attributes('gen_ai.conversation.id'),
  hop: attributes('attrib.hop', 'ai.hop', 'hop'),

  service: attributes('service.name'),
  namespace: attributes('k8s.namespace.name', 'service.namespace'),
  service_account: attributes('k8s.serviceaccount.name'),
  environment: attributes('deployment.environment.name', 'deployment.environment', 'langfuse.environment'),

  owner_team: attributes(
    'metadata.user_api_key_team_alias',
    'metadata.team_alias',
    'metadata.user_api_key_team_id',
    'metadata.team_id',
    'gen_ai.team_name',
    'gen_ai.team_id',
  ),
  project: attributes('metadata.user_api_key_project_alias', 'metadata.user_api_key_project_id', 'gen_ai.project_name'),
  tenant_id_hash: attributes('gen_ai.customer_id', 'gen_ai.customer_name', 'metadata.user_api_key_end_user_id'),
  user_id_hash: attributes(
    'user.hash',
    'enduser.pseudo.id',
    'user.id',
    'enduser.id',
    'langfuse.user.id',
    'gen_ai.user',
    'gen_ai.request.user',
    'llm.user',
    'llm.invocation_parameters.user',
  ),

  virtual_key: attributes(
    'gen_ai.virtual_key_name',
    'gen_ai.virtual_key_id',
    'metadata.user_api_key_alias',
    'metadata.user_api_key_hash',
  ),
  api_key_id: attributes('gen_ai.selected_key_id', 'gen_ai.selected_key_name', 'metadata.user_api_key_hash'),
  project_id: attributes('metadata.user_api_key_project_id', 'gen_ai.project_id'),
  workspace_id: attributes('kong.workspace.name'),
  principal: attributes('metadata.user_api_key_user_id', 'gen_ai.user_id', 'kong.auth.consumer.name'),
  account_id: attributes('metadata.user_api_key_org_id', 'cloud.account.id'),

  provider: attributes('gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'llm.system', 'ai.model.provider'),
  model: attributes(
    'gen_ai.request.model',
    'llm.request.model_name',
    'ai.model.id',
    'llm.invocation_parameters.model',
    'embedding.invocation_parameters.model',
    'langfuse.observation.model.name',
    'llm.model_name',
    'embedding.model_name',
    'gen_ai.response.model',
    'ai.response.model',
  ),
  response_model: attributes(
    'gen_ai.response.model',
    'llm.response.model_name',
    'llm.response.model',
    'ai.response.model',
    'llm.model_name',
    'embedding.model_name',
  ),
  operation: [
    ...attributes('gen_ai.operation.name', 'ai.operationId', 'llm.request.type'),
    ...attributes('messaging.operation.name', 'messaging.operation.type', 'messaging.operation'),
    'name',
  ],
  service_tier: attributes(
    'openai.response.service_tier',
    'gen_ai.openai.response.service_tier',
    'gen_ai.response.service_tier',
    'ai.response.providerMetadata.openai.serviceTier',
    'openai.request.service_tier',
    'gen_ai.openai.request.service_tier',
    'llm.invocation_parameters.service_tier',
  ),
  requested_tier: attributes(
    'openai.request.service_tier',
    'gen_ai.openai.request.service_tier',
    'llm.invocation_parameters.service_tier',
  ),
  region: attributes('aws.region'),
  unit_price_source: attributes('unit_price_source', 'ai.unit_price_source'),
  logged_cost_usd: {
    unit: 'usd',
    from: attributes(
      'gen_ai.usage.cost',
      'gen_ai.cost.total_cost',
      'llm.cost.total',
      'operation.cost',
      'ai.response.providerMetadata.gateway.cost',
      'hidden_params.response_cost',
      'langfuse.observation.cost_details.total',
    ),
  },

  error: attributes('error.type', 'gen_ai.error.code'),
  outcome: attributes('outcome', 'ai.outcome'),
  attempt: attributes('attempt', 'ai.attempt', 'gen_ai.number_of_retries', 'http.request.resend_count'),
  retry_of: attributes('retry_of', 'ai.retry_of'),
  fallback_from: attributes('fallback_from', 'ai.fallback_from'),
  cache_hit: attributes('cache_hit', 'ai.cache_hit', 'gen_ai.cache_hit'),
  streamed: attributes(
    'gen_ai.request.stream',
    'gen_ai.is_streaming',
    'llm.is_streaming',
    'llm.invocation_parameters.stream',
  ),
};

export const genaiUsage: NonNullable<FormatTable['usage']> = {
  input: attributes(
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.token_count.prompt',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
    'ai.usage.tokens',
    'llm.usage.prompt_tokens',
    'langfuse.observation.usage_details.input',
  ),
  cached_input: attributes(
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'gen_ai.usage.cache_read_tokens',
    'gen_ai.usage.details.cache_read_tokens',
    'gen_ai.usage.input_tokens.cached',
    'gen_ai.usage.prompt_token_details.cached_read_tokens',
    'llm.token_count.prompt_details.cache_read',
    'ai.usage.inputTokenDetails.cacheReadTokens',
    'ai.usage.cachedInputTokens',
    'langfuse.observation.usage_details.input_cached_tokens',
    'langfuse.observation.usage_details.cache_read_input_tokens',
  ),
  cache_write: attributes(
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'gen_ai.usage.cache_write_tokens',
    'gen_ai.usage.details.cache_write_tokens',
    'gen_ai.usage.prompt_token_details.cached_write_tokens',
    'llm.token_count.prompt_details.cache_write',
    'ai.usage.inputTokenDetails.cacheWriteTokens',
    'langfuse.observation.usage_details.cache_creation_input_tokens',
  ),
  cache_write_5m: attributes('gen_ai.usage.prompt_token_details.cached_write_tokens_5m'),
  cache_write_1h: attributes('gen_ai.usage.prompt_token_details.cached_write_tokens_1h'),
  output: attributes(
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'llm.token_count.completion',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
    'llm.usage.completion_tokens',
    'langfuse.observation.usage_details.output',
  ),
  reasoning: attributes(
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
    'llm.usage.reasoning_tokens',
    'gen_ai.usage.completion_token_details.reasoning_tokens',
    'llm.token_count.completion_details.reasoning',
    'ai.usage.outputTokenDetails.reasoningTokens',
    'ai.usage.reasoningTokens',
  ),
  audio_in: attributes(
    'gen_ai.usage.audio.input_tokens',
    'gen_ai.usage.prompt_token_details.audio_tokens',
    'llm.token_count.prompt_details.audio',
  ),
  image_in: attributes('gen_ai.usage.image.input_tokens', 'gen_ai.usage.prompt_token_details.image_tokens'),
  video_in: attributes('gen_ai.usage.video.input_tokens'),
  audio_out: attributes(
    'gen_ai.usage.audio.output_tokens',
    'gen_ai.usage.completion_token_details.audio_tokens',
    'llm.token_count.completion_details.audio',
  ),
  image_out: attributes('gen_ai.usage.image.output_tokens', 'gen_ai.usage.completion_token_details.image_tokens'),
  web_search: attributes('gen_ai.usage.completion_token_details.num_search_queries'),
  total: attributes(
    'gen_ai.usage.total_tokens',
    'llm.usage.total_tokens',
    'llm.token_count.total',
    'ai.usage.totalTokens',
    'langfuse.observation.usage_details.total',
  ),
};

/** Where users put names of their own about this request, the nearest first. */
export const genaiLabels: Paths = [
  'own',
  'baggage',
  'own_labels',
  ...attributes(
    'metadata',
    'metadata.spend_logs_metadata',
    'metadata.requester_metadata',
    'langfuse.trace.metadata',
    'langfuse.observation.metadata',
    'llm.invocation_parameters.metadata',
    'tag.tags',
    'langfuse.trace.tags',
    'ai.telemetry.metadata.tags',
  ),
];

/** A workflow's or function's own name stands in for a missing label; what the process says holds for all of its requests. */
export const genaiFallback: NonNullable<FormatTable['fallback']> = {
  fields: {
    workflow_id: attributes('gen_ai.workflow.name', 'traceloop.workflow.name'),
    feature: attributes('ai.telemetry.functionId'),
    cost_center: attributes('gen_ai.business_unit_name', 'gen_ai.business_unit_id'),
  },
  labels: ['process', 'process_labels'],
};

/** Looked at beyond the table: Bifrost's place in a chain of fallbacks, and what an error without a class still says. */
export const genaiReads: Paths = attributes('gen_ai.fallback_index', 'http.response.status_code');

export const genaiJson: Paths = attributes(
  'metadata',
  'metadata.spend_logs_metadata',
  'metadata.requester_metadata',
  'hidden_params',
  'llm.invocation_parameters',
  'embedding.invocation_parameters',
  'ai.response.providerMetadata',
  'langfuse.trace.metadata',
  'langfuse.observation.metadata',
  'langfuse.observation.usage_details',
  'langfuse.observation.cost_details',
  'langfuse.trace.tags',
  'tag.tags',
);

export const genaiContent: Paths = [
  ...attributes(
    'gen_ai.input.messages',
    'gen_ai.output.messages',
    'gen_ai.system_instructions',
    'gen_ai.prompt',
    'gen_ai.completion',
    'gen_ai.tool.call.arguments',
    'gen_ai.tool.call.result',
    'input.value',
    'output.value',
    'llm.input_messages',
    'llm.output_messages',
    'llm.prompts',
    'traceloop.entity.input',
    'traceloop.entity.output',
    'ai.prompt',
    'ai.response.text',
    'langfuse.observation.input',
    'langfuse.observation.output',
  ),
  'status.message',
  'body',
];
