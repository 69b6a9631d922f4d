// Kong Gateway log with AI statistics: any logging plugin's record; below `ai` one container for each plugin that called a model.
// Kong/kong kong/pdk/log.lua and kong/llm/plugin (3.6 to 3.14), Kong/developer.konghq.com audit-log reference, August 2026. Containers
// were renamed several times (ai-proxy, proxy), so every one with `meta` or `usage` counts. Missing metrics are written as 0.
import { isArray, isObject, type JsonObject, member } from '../model/json.ts';
import { regionOfUrl } from './endpoint-url.ts';
import { type Draft, defineFormat, event, type Part, type Settled, skipped, type ValueAt } from './format.ts';
import { isModelPath, pathOf, sellerOfHost } from './model-endpoint.ts';
import { baggageOf } from './otlp-attributes.ts';
import { isProtocolMethod } from './tool-protocol.ts';
import { readText } from './values.ts';
import { readStatus } from './words.ts';

/** Stands for one container under `ai`; `name` beside it is the container's own. */
const container = 'ai.*';
const at = (...names: readonly string[]): readonly string[] => names.map((name) => `${container}.${name}`);

export const kongAiLog = defineFormat({
  id: 'kong-ai-log',
  title: 'Kong Gateway log with AI statistics',
  hop: 'gateway',
  component: 'kong',
  recognise: ['started_at', 'request{}', 'latencies{}', ['latencies.request', 'latencies.kong', 'latencies.proxy']],
  fields: {
    trace_id: ['trace_id.w3c', 'trace_id.datadog', 'trace_id.b3', 'trace_id.ot', 'trace_id.jaeger', 'trace_id.gcp'],
    request_id: ['request.id', 'correlation_id'],
    principal: ['consumer.username', 'consumer.custom_id', 'consumer.id', 'authenticated_entity.consumer_id'],
    workspace_id: ['workspace_name', 'workspace'],
    provider: at('meta.provider_name'),
    model: at('meta.request_model', 'meta.azure_deployment_id'),
    response_model: at('meta.response_model'),
    operation: ['request.uri', 'upstream_uri'],
    region: [...at('tried_targets.-1.host', 'tried_targets.-1.upstream_uri'), 'tries.-1.hostname'],
    status: ['response.status'],
    start: { from: ['started_at'], unit: 'ms' },
    end: { from: [], duration: { from: ['latencies.request'], unit: 'ms' } },
    logged_cost_usd: { from: at('usage.cost'), unit: 'usd' },
    cache_hit: at('cache.cache_status'),
  },
  usage: {
    input: at('usage.prompt_tokens', 'usage.prompt_token', 'usage.input_tokens'),
    cached_input: at('usage.prompt_tokens_details.cached_tokens', 'usage.input_tokens_details.cached_tokens'),
    audio_in: at('usage.prompt_tokens_details.audio_tokens', 'usage.input_tokens_details.audio_tokens'),
    image_in: at('usage.prompt_tokens_details.image_tokens', 'usage.input_tokens_details.image_tokens'),
    output: at('usage.completion_tokens', 'usage.completion_token', 'usage.output_tokens'),
    reasoning: at('usage.completion_tokens_details.reasoning_tokens', 'usage.output_tokens_details.reasoning_tokens'),
    audio_out: at('usage.completion_tokens_details.audio_tokens', 'usage.output_tokens_details.audio_tokens'),
    image_out: at('usage.output_tokens_details.image_tokens'),
    total: at('usage.total_tokens'),
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['request.headers', 'baggage', 'consumer.tags'],
  reads: [
    'name',
    'upstream_status',
    'upstream_uri',
    'tries.-1.hostname',
    ...at('meta.request_mode', 'tool_name', 'method', 'tried_targets', 'tried_targets.0.model'),
    ...at('tried_targets.-1.model', 'tried_targets.-1.upstream_uri'),
  ],
  never_read: ['ai.payload.request', 'ai.*.payload.request', 'ai.*.payload.response', 'request.querystring'],
  traps: [
    'Without logging.log_statistics = true (the default is false) there is no `ai` object: calls to model endpoints are then shown as calls without usage, not as free.',
    'Each container below `ai` is a paid call of its own: transformers, judges and compressors are gateway overhead, with the container’s name as feature.',
    'Guardrail objects inside a container hold no model tokens and are not read.',
    'usage.cost is counted in whatever currency your configured prices are in, and read as US dollars; it is 0 when no price is configured, which is unknown, not free.',
    'For Anthropic several versions log prompt_tokens without the cached and written tokens, which are lost: such calls are undercounted.',
    'Streams without usage: the open-source plugin estimates output as characters / 4, others log 0. Zeros are no measurement.',
    'Gemini and Claude-on-Vertex streams were counted several times over in some releases: compare with the provider’s log.',
    'trace_id is there only with a tracing plugin, one id per propagation format; w3c is preferred, then the traceparent header.',
    'Owner: a consumer (its tags such as team:support are read) or request headers; log X-Kong-Request-Id in the app to join.',
    'upstream_status "502, 200" means that Kong tried twice; tried_targets says which models it tried.',
    'service.name and route.name are Kong’s own names for upstream and route, not the caller’s service or feature, and not read: send x-feature, or tag the consumer.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  split: splitContainers,
  settle: (draft, value, valueAt) => {
    const name = readText(valueAt('name'));
    settleOutcome(draft, valueAt);
    settleTargets(draft, valueAt);
    const path = pathOf(draft.operation);
    draft.operation = path;
    if (name === 'mcp') return settleTool(draft, valueAt);
    if (name === undefined) return settleUnmeasured(draft, value, valueAt);
    if (!isProxy(name)) {
      draft.feature = name;
      if (draft.request_id !== undefined) draft.request_id = `${draft.request_id}/${name}`;
    }
    return event(draft);
  },
});

/** The plugin that forwards the caller's own request; any other container is a call the gateway added. */
const isProxy = (name: string): boolean => /^(?:ai-)?proxy(?:-advanced)?$/.test(name);

function splitContainers(record: JsonObject): readonly Part[] {
  const ai = member(record, 'ai');
  const headers = objectAt(record, 'request', 'headers');
  const common: JsonObject = { ...record, baggage: baggageOf(headers) };
  const parts = Object.entries(isObject(ai) ? ai : {}).flatMap(([name, value]): readonly Part[] => {
    if (!isObject(value)) return [];
    const part = (inner: JsonObject, pointer: string): Part => ({
      value: { ...common, name, [container]: inner },
      pointer,
      component: 'kong',
    });
    const rpc = name === 'mcp' ? member(value, 'rpc') : undefined;
    if (isArray(rpc)) {
      return rpc.flatMap((call, index) => (isObject(call) ? [part(call, `/ai/mcp/rpc/${index}`)] : []));
    }
    return isObject(member(value, 'meta')) || isObject(member(value, 'usage')) ? [part(value, `/ai/${name}`)] : [];
  });
  return parts.length > 0 ? parts : [{ value: { ...common, name: null }, pointer: '', component: 'kong' }];
}

function objectAt(object: JsonObject, ...names: readonly string[]): JsonObject {
  return names.reduce<JsonObject>((inner, name) => {
    const next = member(inner, name);
    return isObject(next) ? next : {};
  }, object);
}

function settleOutcome(draft: Draft, valueAt: ValueAt): void {
  const code = draft.status;
  const status = readStatus(code);
  draft.status = undefined;
  if (status !== undefined) draft.status = status;
  if (status === 'error' && code !== undefined) draft.error = code;
  const mode = readText(valueAt(`${container}.meta.request_mode`));
  if (mode !== undefined) draft.streamed = mode === 'stream';
}

/** The targets in the order tried, or the upstream's status codes, say how often Kong tried; only the last attempt is metered. */
function settleTargets(draft: Draft, valueAt: ValueAt): void {
  const targets = valueAt(`${container}.tried_targets`);
  const codes = isProxy(readText(valueAt('name')) ?? 'proxy') ? readText(valueAt('upstream_status')) : undefined;
  const tries = isArray(targets) ? targets.length : (codes?.split(',').length ?? 1);
  if (tries > 1) draft.attempt = tries - 1;
  const [first, last] = ['0', '-1'].map((place) => readText(valueAt(`${container}.tried_targets.${place}.model`)));
  if (first !== undefined && last !== undefined && first !== last) draft.fallback_from = first;
  const uri = readText(valueAt(`${container}.tried_targets.-1.upstream_uri`)) ?? '';
  const [, project, location] = /\/projects\/([\w.:-]+)\/locations\/([a-z0-9-]+)/.exec(uri) ?? [];
  const region = location ?? regionOfUrl(draft.region);
  draft.region = region;
  if (project !== undefined) draft.project_id ??= project;
}

function settleTool(draft: Draft, valueAt: ValueAt): Settled {
  const tool = readText(valueAt(`${container}.tool_name`));
  const method = readText(valueAt(`${container}.method`));
  if (isProtocolMethod(method ?? '')) return skipped('not a model call', 'a request of the MCP protocol itself');
  const step: Draft = { ...draft, hop: 'tool', role: 'step', component: tool ?? 'mcp' };
  if (method !== undefined) step.operation = method;
  return event(step);
}

/** A request to a model endpoint that Kong did not measure. */
function settleUnmeasured(draft: Draft, value: JsonObject, valueAt: ValueAt): Settled {
  const tries = member(value, 'tries');
  const hosts = isArray(tries) ? tries.filter(isObject).map((entry) => readText(member(entry, 'hostname'))) : [];
  const { provider, region } = sellerOfHost(hosts.at(-1));
  const asked = [draft.operation, readText(valueAt('upstream_uri'))].some(isModelPath);
  if (provider === undefined && !asked) {
    return skipped('not a model call', 'a Kong request without AI statistics');
  }
  if (provider !== undefined) draft.provider = provider;
  if (region !== undefined) draft.region ??= region;
  return event(draft);
}
