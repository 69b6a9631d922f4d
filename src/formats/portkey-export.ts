// Portkey log export and metric rows: one object per request, with the fields the export asked for. cost is in US cents (price list
// and log view count cents, cost_currency says USD). Portkey-AI/openapi openapi.yaml and Portkey-AI/docs-core, read in August 2026;
// no real export line was seen, so names that only the documentation uses are read as well.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { regionOfUrl } from './endpoint-url.ts';
import { type Draft, defineFormat, event, type ValueAt } from './format.ts';
import { parseText } from './project.ts';
import { readFlag, readText } from './values.ts';
import { readStatus } from './words.ts';

export const portkeyExport = defineFormat({
  id: 'portkey-export',
  title: 'Portkey log export and metric rows',
  hop: 'gateway',
  component: 'portkey',
  recognise: [
    ['ai_org', 'ai_provider'],
    'ai_model',
    ['req_units', 'res_units', 'total_units', 'request_tokens', 'response_tokens', 'total_tokens'],
  ],
  fields: {
    trace_id: ['trace_id'],
    span_id: ['span_id'],
    parent_span_id: ['parent_span_id'],
    request_id: ['id', 'internal_trace_id'],
    user_id_hash: ['_user', 'metadata._user'],
    tenant_id_hash: ['_organisation', 'metadata._organisation'],
    environment: ['_environment', 'metadata._environment'],
    virtual_key: ['virtual_key'],
    api_key_id: ['api_key_id'],
    workspace_id: ['workspace_slug'],
    account_id: ['organisation_name', 'organisation_id'],
    provider: ['ai_org', 'ai_provider'],
    response_model: ['ai_model'],
    region: ['request_url'],
    status: ['response_status_code'],
    producer: ['runtime'],
    producer_version: ['sdk_version'],
    start: { from: ['created_at'] },
    end: { from: [], duration: { from: ['response_time'], unit: 'ms' } },
    logged_cost_usd: { from: ['cost'], unit: 'cents' },
    attempt: ['retry_success_count'],
    cache_hit: ['cache_status'],
    streamed: ['stream_mode'],
  },
  usage: {
    input: ['req_units', 'request_tokens'],
    output: ['res_units', 'response_tokens'],
    total: ['total_units', 'total_tokens'],
  },
  tokens: { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' },
  labels: ['metadata'],
  fallback: { fields: { feature: ['metadata._prompt', '_prompt', 'prompt_slug'] } },
  reads: ['is_success', 'mode', 'last_used_option_index'],
  telling: {},
  never_read: ['request', 'response', 'prompt_variables'],
  traps: [
    'cost is read as US cents although cost_currency says USD. If repricing finds a factor of 100 on every row, your export is in dollars.',
    'An export holds only the fields that were chosen: ask for trace_id, metadata, api_key_id, virtual_key, workspace_slug, req_units, res_units and cost.',
    'There are no counts of cached or reasoning tokens; the log object files have them in response.body.usage.',
    'Portkey makes up a trace id when x-portkey-trace-id is not sent, and its ids are free text: send your own, or a traceparent.',
    'Metadata comes as an object, as the parallel lists key and value, or as metadata.key and metadata.value; all are read.',
    'The workspace default beats the API key’s metadata, which beats the request’s: a caller’s team may have been overwritten.',
    'cost 0 with tokens means that the model is not in Portkey’s price list; a stream without usage is logged with 0 tokens and 0 cost.',
    'organisation is your own company; the customer is _organisation in the metadata.',
    'created_at may lack its zone; it is UTC. Numbers may be written 150.0 or as text.',
  ],
  proves: { owner: true, trace: true, usage: true, cost: true },
  reshape: (record) => ({ ...record, metadata: metadataOf(record) }),
  settle: (draft, _, valueAt) => {
    settleOutcome(draft, valueAt);
    settleFallback(draft, valueAt);
    const region = regionOfUrl(draft.region);
    draft.region = region;
    return event(draft);
  },
});

/** Success is Portkey's own word: its guardrails refuse with codes of their own (446), and let pass with 246. */
function settleOutcome(draft: Draft, valueAt: ValueAt): void {
  const code = draft.status?.replace(/\.0$/, '');
  const success = readFlag(valueAt('is_success'));
  const byCode = readStatus(code);
  const status = success === undefined || byCode === 'cancelled' ? byCode : success ? 'ok' : 'error';
  draft.status = undefined;
  if (status === undefined) return;
  draft.status = status;
  if (status === 'error' && code !== undefined) draft.error = code;
}

/** The option before in the chain is known by its place only. */
function settleFallback(draft: Draft, valueAt: ValueAt): void {
  const index = Number(readText(valueAt('last_used_option_index')));
  const mode = readText(valueAt('mode'))?.toLowerCase();
  if (mode === 'fallback' && Number.isSafeInteger(index) && index > 0) {
    draft.fallback_from = `last_used_option_index ${index - 1}`;
  }
}

function metadataOf(record: JsonObject): JsonObject {
  const metadata = opened(member(record, 'metadata'));
  const inner = isObject(metadata) ? metadata : {};
  return (
    zipped(member(inner, 'key'), member(inner, 'value')) ??
    zipped(member(record, 'metadata.key'), member(record, 'metadata.value')) ??
    zipped(member(record, 'metadataKey'), member(record, 'metadataValue')) ??
    inner
  );
}

/** Parallel lists as one dictionary; the first of two equal keys stays. */
function zipped(keys: JsonValue | undefined, values: JsonValue | undefined): JsonObject | undefined {
  const [names, contents] = [opened(keys), opened(values)];
  if (!isArray(names) || !isArray(contents)) return undefined;
  const pairs = new Map<string, JsonValue>();
  for (const [index, name] of names.entries()) {
    if (typeof name === 'string' && !pairs.has(name)) pairs.set(name, contents[index] ?? null);
  }
  return Object.fromEntries(pairs);
}

function opened(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'string' ? parseText(value) : value;
}
