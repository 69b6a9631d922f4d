// Datadog spans in the shape their tables are read from: ids in the spelling of W3C, tags of a batch beside the span's own.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { datadogSpanId, datadogTraceId } from './datadog-ids.ts';
import { merged } from './dictionary.ts';
import { flatAttributes, objectOf } from './flat-attributes.ts';
import type { Part } from './format.ts';
import { spanPart } from './span-part.ts';
import { readText } from './values.ts';

/** One LLM Observability span, or a body of many. */
export function splitLlmobs(record: JsonObject): readonly Part[] {
  const spans = member(record, 'spans');
  if (!isArray(spans)) return [{ value: llmobsSpan(record, {}), pointer: '' }];
  return spans.flatMap((span, index): Part[] =>
    isObject(span) ? [{ value: llmobsSpan(span, record), pointer: `/spans/${index}`, batched: true }] : [],
  );
}

function llmobsSpan(span: JsonObject, batch: JsonObject): JsonObject {
  const hidden = objectOf(member(span, '_dd')) ?? {};
  const apm = member(hidden, 'apm_trace_id') ?? member(span, '_dd.apm_trace_id');
  const trace = datadogTraceId(apm, undefined) ?? datadogTraceId(member(span, 'trace_id'), undefined);
  const tags = [member(span, 'tags'), member(batch, 'tags')];
  return {
    ...span,
    trace_id: trace ?? null,
    span_id: datadogSpanId(member(span, 'span_id')) ?? null,
    parent_id: datadogSpanId(member(span, 'parent_id')) ?? null,
    links: linksOf(member(span, 'span_links'), member(span, 'trace_id')),
    batch_tags: tags[1] ?? null,
    session_id: member(span, 'session_id') ?? member(batch, 'session_id') ?? null,
    ml_app: member(span, 'ml_app') ?? member(batch, 'ml_app') ?? tagIn(tags, 'ml_app') ?? null,
    producer_version: tagIn(tags, 'ddtrace.version') ?? null,
  };
}

/** Most links tie the output of one span to the input of another in the same trace; only those that leave it matter here. */
function linksOf(links: JsonValue | undefined, trace: JsonValue | undefined): readonly JsonObject[] {
  return (isArray(links) ? links : []).flatMap((link): JsonObject[] => {
    if (!isObject(link) || readText(member(link, 'trace_id')) === readText(trace)) return [];
    const traceId = datadogTraceId(member(link, 'trace_id'), undefined);
    const spanId = datadogSpanId(member(link, 'span_id'));
    return traceId === undefined ? [] : [{ trace_id: traceId, span_id: spanId ?? null }];
  });
}

function tagIn(lists: readonly (JsonValue | undefined)[], key: string): string | undefined {
  const tags = lists.flatMap((list) => (isArray(list) ? list : []));
  const found = tags.find((tag) => typeof tag === 'string' && tag.startsWith(`${key}:`));
  return typeof found === 'string' ? readText(found.slice(key.length + 1)) : undefined;
}

/** One APM span: as the agent gets it (`meta`, `metrics`), or as the search API gives it (`custom`, `tags`). */
export function splitApm(record: JsonObject): readonly Part[] {
  const meta = flatAttributes(member(record, 'meta'));
  const own = merged(
    tagsOf(member(record, 'tags')),
    flatAttributes(member(record, 'custom') ?? member(record, 'attributes')),
    flatAttributes(member(record, 'metrics')),
    meta,
  );
  const kind = kindOf(record, own);
  const error = Number(readText(member(record, 'error')) ?? 0) > 0 || readText(member(record, 'status')) === 'error';
  const part = spanPart(
    {
      signal: 'span',
      item: {
        ...record,
        trace_id: datadogTraceId(member(record, 'trace_id'), member(own, '_dd.p.tid')) ?? null,
        span_id: datadogSpanId(member(record, 'span_id')) ?? null,
        parent_id: datadogSpanId(member(record, 'parent_id')) ?? null,
        kind: `SPAN_KIND_${(readText(member(own, 'span.kind')) ?? '').toUpperCase()}`,
        status: { code: error ? 2 : 0 },
      },
      own: merged(sellerOf(own), own, kind === undefined ? {} : { 'openinference.span.kind': kind }),
      process: processOf(record, own),
      scope: {},
      component: 'datadog',
    },
    '',
  );
  return [part];
}

/** `key:value`, as the search API lists them. */
function tagsOf(tags: JsonValue | undefined): JsonObject {
  const pairs = (isArray(tags) ? tags : []).flatMap((tag) => {
    const [, key, value] = typeof tag === 'string' ? (/^([\w.-]{1,100}):(.+)$/.exec(tag) ?? []) : [];
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
  return merged(Object.fromEntries(pairs));
}

/** The kind LLM Observability gave it; else a span of type llm that names a model is a call. */
function kindOf(record: JsonObject, own: JsonObject): string | undefined {
  const kind = readText(member(own, '_dd.llmobs.span_kind')) ?? readText(member(own, 'llmobs.span_kind'));
  if (kind !== undefined) return kind;
  const asksModel = Object.keys(own).some((key) => key.endsWith('.request.model'));
  return readText(member(record, 'type')) === 'llm' && asksModel ? 'llm' : undefined;
}

/** An integration is named after whose models it calls. */
function sellerOf(own: JsonObject): JsonObject {
  const [, integration = ''] =
    Object.keys(own)
      .flatMap((key) => [/^(\w+)\.request\.model(?:_name)?$/.exec(key) ?? []])
      .find(([found]) => found) ?? [];
  const seller = sellers.get(integration);
  return seller === undefined ? {} : { 'gen_ai.system': seller };
}

const sellers: ReadonlyMap<string, string> = new Map([
  ['openai', 'openai'],
  ['anthropic', 'anthropic'],
  ['bedrock', 'bedrock'],
  ['gemini', 'gemini'],
  ['vertexai', 'vertex_ai'],
]);

function processOf(record: JsonObject, own: JsonObject): JsonObject {
  const service = member(record, 'service');
  const environment = member(record, 'env') ?? member(own, 'env');
  return merged(
    service === undefined || service === null ? {} : { 'service.name': service },
    environment === undefined || environment === null ? {} : { 'deployment.environment': environment },
  );
}
