// OTLP containers to spans and log records: batches, single resource groups and bare objects, in camelCase, snake_case and legacy names.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { type Part, rejected, type Settled, skipped, type TokenSemantics } from './format.ts';
import { attributesOf, baggageOf, labelsBehindPrefixes, mergeAttributes } from './otlp-attributes.ts';
import { hopOf, workOf } from './span-meaning.ts';
import { readText } from './values.ts';

interface Signal {
  readonly name: 'span' | 'log';
  /** Names of the list on each level, from the envelope down. */
  readonly levels: readonly (readonly string[])[];
}

const signals: readonly Signal[] = [
  {
    name: 'span',
    levels: [
      ['resourceSpans', 'resource_spans'],
      ['scopeSpans', 'scope_spans', 'instrumentationLibrarySpans', 'instrumentation_library_spans'],
      ['spans'],
    ],
  },
  {
    name: 'log',
    levels: [
      ['resourceLogs', 'resource_logs'],
      ['scopeLogs', 'scope_logs', 'instrumentationLibraryLogs', 'instrumentation_library_logs'],
      ['logRecords', 'log_records', 'logs'],
    ],
  },
];
const metricNames = ['resourceMetrics', 'resource_metrics', 'scopeMetrics', 'scope_metrics'];

/** What the objects around a span say about all the spans in them. */
interface Surroundings {
  readonly process: JsonObject;
  readonly process_labels: JsonObject;
  readonly scope: JsonObject;
}

export function splitOtlp(record: JsonObject): readonly Part[] | Settled {
  const found = signals.flatMap((signal) => groupsOf(record, signal));
  if (found.length > 0) return found;
  if (
    signals.some(({ levels }) =>
      levels.flat().some((name) => name !== 'logs' && name !== 'spans' && Object.hasOwn(record, name)),
    )
  )
    return skipped('empty');
  if (metricNames.some((name) => Object.hasOwn(record, name)))
    return skipped('not a model call', 'resourceMetrics: metrics name no trace and no request');
  if (looksLikeSpan(record)) return [partOf('span', record, surroundings({}, {}), '')];
  return rejected('neither an OTLP batch nor a span', 'expected resourceSpans, resourceLogs or one span per record');
}

function groupsOf(record: JsonObject, signal: Signal): readonly Part[] {
  const [envelope = [], scopes = [], items = []] = signal.levels;
  const resources =
    namedList(record, envelope, '') ??
    (scopes.some((name) => Object.hasOwn(record, name)) ? [{ value: record, pointer: '' }] : []);
  return resources.flatMap((group): readonly Part[] => {
    if (!isObject(group.value)) return [malformed(group.pointer)];
    const resource = objectAt(group.value, 'resource');
    return (namedList(group.value, scopes, group.pointer) ?? []).flatMap((inner): readonly Part[] => {
      if (!isObject(inner.value)) return [malformed(inner.pointer)];
      const scope = objectAt(inner.value, 'scope', 'instrumentationLibrary', 'instrumentation_library');
      const around = surroundings(resource, scope);
      return (namedList(inner.value, items, inner.pointer) ?? []).map((item) =>
        isObject(item.value) ? partOf(signal.name, item.value, around, item.pointer) : malformed(item.pointer),
      );
    });
  });
}

interface Found {
  readonly value: JsonValue;
  readonly pointer: string;
}

/** The members of the first of these lists that is there. Something else in its place is one malformed member. */
function namedList(object: JsonObject, names: readonly string[], above: string): readonly Found[] | undefined {
  for (const name of names) {
    const list = member(object, name);
    if (list === undefined || list === null) continue;
    const pointer = `${above}/${name}`;
    return isArray(list)
      ? list.map((value, index) => ({ value, pointer: `${pointer}/${index}` }))
      : [{ value: list, pointer }];
  }
  return undefined;
}

function objectAt(object: JsonObject, ...names: readonly string[]): JsonObject {
  return names.map((name) => member(object, name)).find(isObject) ?? {};
}

const malformed = (pointer: string): Part => ({ value: { signal: 'malformed', at: pointer }, pointer });

function surroundings(resource: JsonObject, scope: JsonObject): Surroundings {
  const [ofResource, ofScope] = [resource, scope].map((object) => attributesOf(member(object, 'attributes')));
  const process = mergeAttributes(ofResource ?? {}, ofScope ?? {});
  return { process, process_labels: labelsBehindPrefixes(process), scope };
}

function looksLikeSpan(record: JsonObject): boolean {
  const names = ['traceId', 'trace_id', 'spanId', 'span_id', 'startTimeUnixNano', 'start_time_unix_nano'];
  return names.some((name) => Object.hasOwn(record, name)) || isArray(member(record, 'attributes'));
}

/**
 * What the table reads a span from: its own members, beside them `attributes` (the span's over the scope's over the resource's), `own`
 * (the span's only: they speak about this request) and `process` (the rest: they speak about the program that made it). The team of a
 * gateway or router is the team that runs it, not the one that called: of these `process` says nothing about the owner.
 */
function partOf(signal: Signal['name'], item: JsonObject, around: Surroundings, pointer: string): Part {
  const { process, process_labels, scope } = around;
  const own = attributesOf(member(item, 'attributes'));
  const attributes = mergeAttributes(process, own);
  const scopeName = readText(member(scope, 'name'));
  const span: JsonObject = { ...item, attributes, scope: scopeName ?? null };
  const hop = hopOf(span, workOf(span));
  const speaksForRequest = hop !== 'gateway' && hop !== 'router';
  const value: JsonObject = {
    ...span,
    signal,
    own,
    own_labels: labelsBehindPrefixes(own),
    baggage: baggageOf(own),
    process: speaksForRequest ? process : {},
    process_labels: speaksForRequest ? process_labels : {},
    producer: producerOf(scope, attributes),
  };
  const tokens = scopeName !== undefined && exclusiveScopes.test(scopeName) ? { tokens: exclusive } : {};
  const component = serviceName(attributes) ?? scopeName ?? 'otlp';
  return { value, pointer, component, hop, ...(pointer === '' ? {} : { batched: true }), ...tokens };
}

/** SDKs that know no name call the service `unknown_service` or `unknown_service:node`. */
export function serviceName(attributes: JsonObject): string | undefined {
  const name = readText(member(attributes, 'service.name'));
  return name?.startsWith('unknown_service') ? undefined : name;
}

/** The instrumentation, else the SDK: name and version always from the same one. */
function producerOf(scope: JsonObject, attributes: JsonObject): JsonObject {
  const named = readText(member(scope, 'name')) !== undefined;
  const [name, version] = named
    ? [member(scope, 'name'), member(scope, 'version')]
    : [member(attributes, 'telemetry.sdk.name'), member(attributes, 'telemetry.sdk.version')];
  return { name: name ?? null, version: version ?? null };
}

/**
 * Instrumentations that write Bedrock's own counts, in which cached tokens stand beside the input: OpenLLMetry (Converse and InvokeModel;
 * its total is input + output without them, 2026-06) and OpenInference for JavaScript (2026-08). Everybody else sums them up.
 */
const exclusiveScopes =
  /^(?:opentelemetry\.instrumentation\.bedrock|@traceloop\/instrumentation-bedrock|@arizeai\/openinference-instrumentation-bedrock)$/;
const exclusive: TokenSemantics = {
  cached_input: 'beside-input',
  cache_write: 'beside-input',
  reasoning: 'inside-output',
};
