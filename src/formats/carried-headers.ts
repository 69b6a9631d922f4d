// The headers of a log line, wherever its pipeline put them: in a dictionary, a list of pairs, or columns with a prefix or underscores.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { datadogTraceId } from './datadog-ids.ts';
import { objectOf } from './flat-attributes.ts';
import type { Part } from './format.ts';
import { baggageOf } from './otlp-attributes.ts';
import { carriedBy } from './trace-headers.ts';
import { readText } from './values.ts';
import { readHop } from './words.ts';

/** Where request headers are kept as a dictionary or list. */
export const requestHeaders = [
  ...['headers', 'request_headers', 'requestHeaders', 'req_headers', 'http_headers', 'request.headers', 'req.headers'],
  ...['http.request.headers', 'http.request.header', 'httpRequest.headers'],
] as const;
const responseHeaders = [
  'response_headers',
  'responseHeaders',
  'response.headers',
  'res.headers',
  'http.response.headers',
  'http.response.header',
];

/** Prefixes by which pipelines mark a header among other columns. */
const prefixes = /^(?:http\.request\.header\.|request\.header\.|req_header_|request_header_|header_|http_)/i;
const carrying = /^(?:traceparent|tracestate|baggage|b3|uber-trace-id|langsmith-trace|x-.+)$/;

export function splitHeaders(record: JsonObject): readonly Part[] {
  const headers = { ...columnsOf(record), ...dictionaryIn(record, requestHeaders) };
  const header = (name: string): string | undefined => readText(member(headers, name));
  const [carried, ...others] = carriedBy(header);
  const trace = ownTrace(record) ?? carried?.trace_id;
  const elsewhere = [carried, ...others].flatMap((each) => (each && each.trace_id !== trace ? [each] : []));
  const name = [
    'component',
    'service',
    'service.name',
    'service_name',
    'app',
    'application',
    'container_name',
    'logger',
  ]
    .map((key) => readText(at(record, key)))
    .find((text) => text !== undefined);
  const baggage = baggageOf({ baggage: header('baggage') ?? '' });
  const hop = readHop(name);
  const value: JsonObject = {
    ...record,
    trace_id: trace ?? null,
    links: elsewhere.map(({ trace_id: id, span_id: span = null }) => ({ trace_id: id, span_id: span })),
    baggage,
    tracing: objectOf(member(baggage, 'langsmith-metadata')) ?? {},
    tracing_project: member(baggage, 'langsmith-project') ?? null,
    headers,
    response: dictionaryIn(record, responseHeaders),
    record,
  };
  return [{ value, pointer: '', ...(name === undefined ? {} : { component: name }), ...(hop ? { hop } : {}) }];
}

/** The trace this line was written in, as a logging library adds it. Datadog's id is decimal. */
function ownTrace(record: JsonObject): string | undefined {
  const names = ['trace_id', 'traceId', 'trace.id', 'otelTraceID'];
  const ids = [
    datadogTraceId(at(record, 'dd.trace_id'), undefined),
    ...names.map((name) => readText(at(record, name))),
  ];
  return ids.find((id) => id !== undefined && !/^0+$/.test(id));
}

/** A member by its literal key, or one object deeper. */
function at(record: JsonObject, path: string): JsonValue | undefined {
  const literal = member(record, path);
  if (literal !== undefined) return literal;
  const [first = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? undefined : member(record, first);
  return isObject(inner) ? at(inner, rest.join('.')) : undefined;
}

function dictionaryIn(record: JsonObject, places: readonly string[]): JsonObject {
  const found: Record<string, JsonValue> = Object.create(null);
  for (const place of places) {
    for (const [key, value] of pairsOf(at(record, place))) {
      const name = key.toLowerCase().replaceAll('_', '-');
      const text = textOf(value);
      if (text !== undefined) found[name] ??= text;
    }
  }
  return found;
}

/** A dictionary, its JSON text, or a list of `{name, value}`. */
function pairsOf(headers: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  const opened = objectOf(headers);
  if (opened) return Object.entries(opened);
  return (isArray(headers) ? headers : []).flatMap((pair): (readonly [string, JsonValue])[] => {
    const name = isObject(pair) ? readText(member(pair, 'name') ?? member(pair, 'key')) : undefined;
    return name === undefined || !isObject(pair) ? [] : [[name, member(pair, 'value') ?? null]];
  });
}

/** Several lines of one header join with a comma. */
function textOf(value: JsonValue): JsonValue | undefined {
  if (isArray(value)) return value.flatMap((line) => readText(line) ?? []).join(',');
  return isObject(value) || value === null ? undefined : value;
}

/** Headers among the columns of the record itself. */
function columnsOf(record: JsonObject): JsonObject {
  const found: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(record)) {
    const name = key.replace(prefixes, '').toLowerCase().replaceAll('_', '-');
    const text = carrying.test(name) ? textOf(value) : undefined;
    if (text !== undefined) found[name] ??= text;
  }
  return found;
}
