// What every Envoy access log line has, whoever configured it: Istio's snake_case JSON, Envoy Gateway's text template (each value a string,
// `-` for nothing), and the same with the keys of AI and MCP gateways. istio/istio pilot/pkg/model/telemetry_logging.go,
// envoyproxy/gateway internal/xds/translator/accesslog.go, envoyproxy/ai-gateway accesslogs.md, August 2026.
import type { Draft, FormatTable, ValueAt } from './format.ts';
import { isModelPath, pathOf, sellerOfHost } from './model-endpoint.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

/** Keys of Envoy itself; one of them makes a flat record a line of its log. */
export const envoyMarks = [
  'response_flags',
  'response_code_details',
  'upstream_cluster',
  'upstream_host',
  'upstream_service_time',
  'x-envoy-upstream-service-time',
  'x-envoy-origin-path',
  'downstream_remote_address',
];

/** Keys under which operators log what Envoy AI Gateway measured. */
export const modelMarks = [
  ...['gen_ai.request.model', 'gen_ai.response.model', 'gen_ai.request.model_override', 'genai_model_name'],
  ...['gen_ai.usage.input_tokens', 'gen_ai.usage.output_tokens', 'gen_ai.usage.total_tokens'],
  ...['genai_tokens_input', 'genai_tokens_output', 'genai_tokens_total'],
  ...['llm_input_token', 'llm_output_token', 'llm_total_token', 'ai_log'],
];
export const toolMarks = ['mcp.method.name', 'mcp_method'];

const paths = ['x-envoy-origin-path', 'request.path', 'path', ':path'];
const hosts = ['authority', ':authority', 'requested_server_name'];

export const envoyFields = {
  trace_id: ['trace_id', 'traceid', 'x-b3-traceid'],
  request_id: ['request_id', 'x-request-id'],
  service: [
    'kubernetes.labels.service.istio.io/canonical-name',
    'kubernetes.labels.app.kubernetes.io/name',
    'kubernetes.labels.app_kubernetes_io/name',
    'kubernetes.labels.app',
    'source_canonical_service',
    'source_workload',
    'source_app',
  ],
  namespace: [
    'kubernetes.namespace_name',
    'kubernetes.namespace',
    'k8s.namespace.name',
    'source_workload_namespace',
    'pod_namespace',
  ],
  operation: paths,
  status: ['response_code'],
  error: ['response_flags'],
  start: { from: ['start_time'], unit: 'by-size' },
  end: { from: [], duration: { from: ['duration'], unit: 'ms' } },
  traceparent: ['traceparent', 'request.headers.traceparent'],
} as const satisfies FormatTable['fields'];

/** Read beside the table's fields. */
export const envoyReads = [...hosts, 'upstream_cluster', 'response_code'];

/** The host the request was for: the authority, else the server name of TLS, else the host in Istio's cluster name. */
export function hostOf(valueAt: ValueAt): string | undefined {
  const named = hosts.map((path) => readText(valueAt(path))).find((host) => host !== undefined);
  const cluster = readText(valueAt('upstream_cluster')) ?? '';
  const host = named ?? /^outbound\|\d+\|[^|]*\|([^|]+)$/.exec(cluster)?.[1];
  return host?.toLowerCase().replace(/:\d+$/, '');
}

/** Status, place and seller as the line shows them. A client that left shows the flag DC, often with code 0. */
export function settleLine(draft: Draft, valueAt: ValueAt): void {
  const code = readText(valueAt('response_code'));
  const flags = draft.error?.split(',') ?? [];
  const status = flags.some((flag) => flag === 'DC' || flag === 'DPE') ? 'cancelled' : readStatus(code);
  draft.status = undefined;
  draft.error = undefined;
  if (status !== undefined) draft.status = status;
  else if (flags.length > 0) draft.status = 'error';
  const shown = code === undefined || code === '0' ? flags[0] : code;
  if (draft.status === 'error' && shown !== undefined) draft.error = shown;
  const path = pathOf(draft.operation);
  draft.operation = path;
  const { provider, region } = sellerOfHost(hostOf(valueAt));
  if (provider !== undefined) draft.provider ??= provider;
  if (region !== undefined) draft.region ??= region;
}

/** Did the request go to a model, as far as host and path can tell? */
export function asksModel(draft: Draft): boolean {
  return draft.provider !== undefined || isModelPath(draft.operation);
}
