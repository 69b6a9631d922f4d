// Rows of otel_traces as the collector's exporter writes them, of OTLP lines and of the neutral records of plain-log.ts.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../../src/model/json.ts';
import { text } from './record-text.ts';

/** Spans of one OTLP line, one row each. */
export function rowsOfOtlp(line: string): readonly JsonObject[] {
  const whole: JsonValue = JSON.parse(line);
  return objects(whole, 'resourceSpans').flatMap((resource) =>
    objects(resource, 'scopeSpans').flatMap((scope) =>
      objects(scope, 'spans').map((span) => rowOf(span, member(resource, 'resource'), member(scope, 'scope'))),
    ),
  );
}

function rowOf(span: JsonObject, resource: JsonValue | undefined, scope: JsonValue | undefined): JsonObject {
  const process = attributes(isObject(resource) ? resource : {});
  const start = BigInt(text(span, 'startTimeUnixNano'));
  const links = objects(span, 'links');
  const events = objects(span, 'events');
  return {
    Timestamp: timeText(start),
    TraceId: text(span, 'traceId'),
    SpanId: text(span, 'spanId'),
    ParentSpanId: text(span, 'parentSpanId'),
    TraceState: '',
    SpanName: text(span, 'name'),
    SpanKind: ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer'][Number(text(span, 'kind'))] ?? '',
    ServiceName: process['service.name'] ?? '',
    ResourceAttributes: process,
    ScopeName: isObject(scope) ? text(scope, 'name') : '',
    ScopeVersion: isObject(scope) ? text(scope, 'version') : '',
    SpanAttributes: attributes(span),
    Duration: String(BigInt(text(span, 'endTimeUnixNano')) - start),
    StatusCode: ['Unset', 'Ok', 'Error'][Number(text(objectIn(span, 'status'), 'code'))] ?? 'Unset',
    StatusMessage: '',
    'Events.Timestamp': events.map((event) => timeText(BigInt(text(event, 'timeUnixNano')))),
    'Events.Name': events.map((event) => text(event, 'name')),
    'Events.Attributes': events.map(attributes),
    'Links.TraceId': links.map((link) => text(link, 'traceId')),
    'Links.SpanId': links.map((link) => text(link, 'spanId')),
    'Links.TraceState': links.map(() => ''),
    'Links.Attributes': links.map(() => ({})),
  };
}

/** A record of plain-log.ts as the span its component would have sent, with attributes that nobody reads beside it. */
export function rowOfRecord(line: string, index: number): JsonObject {
  const record: JsonObject = JSON.parse(line);
  const usage = objectIn(record, 'usage');
  const [input, cached, output] = ['input', 'cached_input', 'output'].map((name) => Number(member(usage, name) ?? 0));
  const isCall = member(record, 'usage') !== undefined;
  const own: Record<string, JsonValue> = {
    'ai.hop': text(record, 'hop'),
    'url.path': `/v1/answer/${index}`,
    'thread.id': String(index % 977),
  };
  for (const field of labels) if (text(record, field) !== '') own[`ai.${field}`] = text(record, field);
  if (isCall) {
    own['gen_ai.operation.name'] = 'chat';
    own['gen_ai.provider.name'] = text(record, 'provider');
    own['gen_ai.request.model'] = text(record, 'model');
    own['gen_ai.response.id'] = text(record, 'request_id');
    own['gen_ai.usage.input_tokens'] = String((input ?? 0) + (cached ?? 0));
    own['gen_ai.usage.cache_read.input_tokens'] = String(cached);
    own['gen_ai.usage.output_tokens'] = String(output);
    const cost = text(record, 'logged_cost_usd');
    if (cost !== '') own['gen_ai.usage.cost'] = cost;
  }
  return {
    Timestamp: timeText(BigInt(text(record, 'start_ms')) * 1_000_000n + BigInt(index % 1000)),
    TraceId: text(record, 'trace_id'),
    SpanId: text(record, 'span_id'),
    ParentSpanId: text(record, 'parent_span_id'),
    TraceState: '',
    SpanName: isCall ? 'chat' : 'POST /v1/answer',
    SpanKind: isCall ? 'Client' : 'Server',
    ServiceName: text(record, 'component'),
    ResourceAttributes: { 'service.name': text(record, 'component'), 'host.name': `node-${index % 31}` },
    ScopeName: 'shop',
    ScopeVersion: '1.0',
    SpanAttributes: own,
    Duration: String(900_000 + index),
    StatusCode: 'Unset',
    StatusMessage: '',
    'Events.Timestamp': [],
    'Events.Name': [],
    'Events.Attributes': [],
    'Links.TraceId': [],
    'Links.SpanId': [],
    'Links.TraceState': [],
    'Links.Attributes': [],
  };
}

const labels = [
  'owner_team',
  'workflow_id',
  'feature',
  'cost_center',
  'tenant_id_hash',
  'user_id_hash',
  'environment',
  'unit_price_source',
] as const;

/** As the collector makes the table, without indexes and codecs. */
export const otelTracesSql = (table: string): string => `CREATE TABLE ${table} (
  Timestamp DateTime64(9), TraceId String, SpanId String, ParentSpanId String, TraceState String, SpanName LowCardinality(String),
  SpanKind LowCardinality(String), ServiceName LowCardinality(String), ResourceAttributes Map(LowCardinality(String), String),
  ScopeName String, ScopeVersion String, SpanAttributes Map(LowCardinality(String), String), Duration UInt64,
  StatusCode LowCardinality(String), StatusMessage String,
  Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes Map(LowCardinality(String), String)),
  Links Nested (TraceId String, SpanId String, TraceState String, Attributes Map(LowCardinality(String), String))
) ENGINE = MergeTree ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))`;

function attributes(holder: JsonObject): Record<string, JsonValue> {
  return Object.fromEntries(
    objects(holder, 'attributes').map((entry) => [text(entry, 'key'), attributeText(objectIn(entry, 'value'))]),
  );
}

/** The exporter keeps text only: lists and dictionaries as JSON. */
function attributeText(value: JsonObject): string {
  const [kind, held] = Object.entries(value)[0] ?? [];
  if (kind === 'arrayValue') {
    const values = isObject(held) ? member(held, 'values') : [];
    return JSON.stringify((isArray(values) ? values : []).map((one) => (isObject(one) ? attributeText(one) : one)));
  }
  return typeof held === 'string' ? held : JSON.stringify(held);
}

const objects = (holder: JsonValue, name: string): readonly JsonObject[] => {
  const list = isObject(holder) ? member(holder, name) : undefined;
  return isArray(list) ? list.filter(isObject) : [];
};

function objectIn(holder: JsonObject, name: string): JsonObject {
  const inner = member(holder, name);
  return isObject(inner) ? inner : {};
}

export const timeText = (nanoseconds: bigint): string => {
  const iso = new Date(Number(nanoseconds / 1_000_000n)).toISOString();
  return `${iso.slice(0, 19).replace('T', ' ')}.${String(nanoseconds % 1_000_000_000n).padStart(9, '0')}`;
};
