// The names of the neutral form: our snake_case fields, their dotted OpenTelemetry spellings, and the short forms people write by hand.
import { type OwnershipField, ownershipFields } from '../model/fields.ts';
import type { FormatTable, Paths } from './format.ts';
import { bothCases, camelCase } from './name-cases.ts';
import { ownershipNames } from './ownership-names.ts';
import type { TimeUnit } from './times.ts';

/** Every listed name of an ownership field: plain, with the `ai.` prefix, in camelCase. */
const ownership = Object.fromEntries(
  ownershipFields.map((field): [OwnershipField, Paths] => {
    const names = [...ownershipNames[field], ...(field === 'service' ? ['app'] : [])];
    return [
      field,
      [...names, ...names.map((name) => `ai.${name}`), ...names.map(camelCase).filter((name) => !names.includes(name))],
    ];
  }),
) as Record<OwnershipField, Paths>; // one entry per field

const units: readonly TimeUnit[] = ['s', 'ms', 'us', 'ns'];
const withUnit = (...names: string[]): Record<string, TimeUnit> =>
  Object.fromEntries(names.flatMap((name) => units.map((unit): [string, TimeUnit] => [`${name}_${unit}`, unit])));

const startUnits = {
  ...withUnit('start', 'start_time', 'timestamp', 'time', 'ts'),
  start_time_unix_nano: 'ns',
  startTimeUnixNano: 'ns',
} as const;
const endUnits = { ...withUnit('end', 'end_time'), end_time_unix_nano: 'ns', endTimeUnixNano: 'ns' } as const;
const lengthUnits = {
  ...withUnit('duration', 'latency', 'elapsed'),
  duration_seconds: 's',
  latency_seconds: 's',
  durationMs: 'ms',
  latencyMs: 'ms',
} as const;

export const neutralFields = {
  ...ownership,
  trace_id: [
    'trace_id',
    'traceId',
    'traceID',
    'trace.id',
    'trace.trace_id',
    'otel.trace_id',
    'otelTraceID',
    'x-trace-id',
    'xray_trace_id',
  ],
  span_id: ['span_id', 'spanId', 'spanID', 'span.id', 'trace.span_id', 'otelSpanID'],
  parent_span_id: [...bothCases('parent_span_id', 'parent_id'), 'parent.id', 'trace.parent_id'],
  request_id: [...bothCases('request_id', 'call_id'), 'request.id'],
  provider_request_id: [
    ...bothCases('provider_request_id', 'provider_response_id', 'upstream_request_id', 'response_id'),
    'gen_ai.response.id',
    'response.id',
  ],
  session_id: [...bothCases('session_id'), 'session.id'],
  conversation_id: [...bothCases('conversation_id', 'thread_id'), 'conversation.id', 'gen_ai.conversation.id'],
  component: ['component', 'component_name', 'component.name'],
  namespace: ['namespace', 'k8s.namespace.name', 'service.namespace'],
  service_account: [...bothCases('service_account', 'service_account_name'), 'k8s.serviceaccount.name'],
  virtual_key: bothCases('virtual_key', 'virtual_key_id', 'virtual_key_name', 'key_alias'),
  api_key_id: bothCases('api_key_id', 'api_key_name', 'api_key_alias'),
  project_id: bothCases('project_id'),
  workspace_id: bothCases('workspace_id'),
  principal: ['principal', 'principal_arn', 'identity.arn'],
  account_id: [...bothCases('account_id'), 'cloud.account.id'],
  provider: ['provider', 'provider_name', 'gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'llm.system'],
  model: [
    ...bothCases('model', 'model_name', 'model_id', 'request_model', 'requested_model'),
    'gen_ai.request.model',
    'llm.model_name',
    'request.model',
  ],
  response_model: [...bothCases('response_model', 'served_model'), 'gen_ai.response.model', 'response.model'],
  operation: ['operation', 'operation_name', 'gen_ai.operation.name', 'endpoint'],
  service_tier: [
    ...bothCases('service_tier'),
    'openai.response.service_tier',
    'gen_ai.openai.response.service_tier',
    'gen_ai.response.service_tier',
    'openai.request.service_tier',
    'gen_ai.openai.request.service_tier',
    'usage.service_tier',
  ],
  requested_tier: [
    ...bothCases('requested_tier', 'requested_service_tier'),
    'openai.request.service_tier',
    'gen_ai.openai.request.service_tier',
  ],
  region: [...bothCases('region', 'inference_region', 'inference_geo'), 'usage.inference_geo'],
  unit_price_source: [...bothCases('unit_price_source', 'price_source', 'price_version'), 'ai.unit_price_source'],
  status: [
    ...bothCases('status', 'status_code', 'http_status', 'response_status'),
    'http.response.status_code',
    'http.status_code',
  ],
  error: [
    'error.type',
    'error.code',
    ...bothCases('error_type', 'error_code', 'error_class'),
    'exception.type',
    'error',
  ],
  retry_of: bothCases('retry_of'),
  fallback_from: bothCases('fallback_from', 'fallback_of'),
  outcome: ['outcome'],
  producer: [...bothCases('producer', 'sdk_name', 'client_name'), 'telemetry.sdk.name'],
  producer_version: [...bothCases('producer_version', 'sdk_version', 'client_version'), 'telemetry.sdk.version'],
  start: {
    from: [
      'start',
      ...bothCases('start_time', 'started_at'),
      'timestamp',
      '@timestamp',
      'time',
      'ts',
      ...bothCases('event_time', 'created_at'),
      'created',
      'date',
      ...Object.keys(startUnits),
    ],
    unit: 'by-size',
    units: startUnits,
  },
  end: {
    from: ['end', ...bothCases('end_time', 'ended_at', 'finished_at', 'completed_at'), ...Object.keys(endUnits)],
    unit: 'by-size',
    units: endUnits,
    duration: { from: Object.keys(lengthUnits), unit: 'ms', units: lengthUnits },
  },
  logged_cost_usd: {
    from: [
      ...bothCases('logged_cost_usd', 'estimated_cost_usd', 'cost_usd', 'total_cost_usd'),
      'gen_ai.usage.cost',
      'llm.cost.total',
      'usage.cost',
      'cost',
      'cost.usd',
      'cost.total',
      'total_cost',
    ],
    unit: 'usd',
  },
  attempt: ['attempt', ...bothCases('retry_count')],
  requests: bothCases('requests', 'request_count', 'num_requests', 'num_model_requests'),
  cache_hit: [...bothCases('cache_hit', 'cache_status'), 'cache.hit'],
  streamed: [
    ...bothCases('streamed', 'stream', 'streaming', 'is_streaming'),
    'gen_ai.request.stream',
    'gen_ai.is_streaming',
  ],
  traceparent: ['traceparent', 'headers.traceparent'],
  hop: ['hop', 'hop_type'],
  granularity: ['granularity'],
  links: ['links', 'span_links'],
} as const satisfies FormatTable['fields'];

export const neutralLabels: Paths = [
  'ownership',
  'envelope',
  'attribution',
  'metadata',
  'labels',
  'tags',
  'dimensions',
  'headers',
  'baggage',
];

export const neutralJson: Paths = ['usage', 'metadata', 'labels', 'tags'];

export const neutralNeverRead: Paths = [
  'messages',
  'prompt',
  'completion',
  'choices',
  'content',
  'input',
  'output',
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.prompt',
  'gen_ai.completion',
];
