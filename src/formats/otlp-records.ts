// OTLP containers to spans and log records: batches, single resource groups and bare objects, in camelCase, snake_case and legacy names.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { merged } from './dictionary.ts';
import { type Page, type Part, rejected, type Settled, skipped } from './format.ts';
import { attributesOf, labelBehindPrefix, labelsBehindPrefixes } from './otlp-attributes.ts';
import { pointerTo } from './pointer-to.ts';
import { spanReads } from './span-meaning.ts';
import { spanPart } from './span-part.ts';

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
const [spans] = signals;
const baggage: ReadonlySet<string> = new Set(['baggage', 'http.request.header.baggage']);

/** Lists of spans. Of the events of a span only their names and the classes of exceptions are looked at. */
export const otlpPage: Page = {
  lists: spans?.levels ?? [],
  behind: ['schemaUrl', 'schema_url'],
  entry: { key: 'key', value: 'value' },
  reads: spanReads,
  placesOf: (keys, keyAt) => {
    const [first, , member] = keys;
    const at = keys.lastIndexOf('value');
    const key = at < 0 ? undefined : keyAt(keys.slice(0, at));
    if (first === 'events' && keys.length > 2)
      return member === 'name' || key === 'exception.type' || (member === 'attributes' && key === undefined)
        ? 'any'
        : [];
    if (first === 'links' || first === 'events') return 'any';
    if (first !== 'attributes') return [keys.map(String)];
    if (key === undefined || at !== 2 || keys.length > 4 || baggage.has(key)) return 'any';
    const label = labelBehindPrefix(key);
    return [['attributes', key], ['own', key], ...(label === undefined ? [] : [['own_labels', label]])];
  },
};

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
    const pointer = pointerTo(above, name);
    return isArray(list)
      ? list.map((value, index) => ({ value, pointer: pointerTo(pointer, index) }))
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
  const process = merged(ofResource ?? {}, ofScope ?? {});
  return { process, process_labels: labelsBehindPrefixes(process), scope };
}

function looksLikeSpan(record: JsonObject): boolean {
  const names = ['traceId', 'trace_id', 'spanId', 'span_id', 'startTimeUnixNano', 'start_time_unix_nano'];
  return names.some((name) => Object.hasOwn(record, name)) || isArray(member(record, 'attributes'));
}

function partOf(signal: Signal['name'], item: JsonObject, around: Surroundings, pointer: string): Part {
  const own = attributesOf(member(item, 'attributes'));
  return spanPart({ signal, item, own, ...around, component: 'otlp' }, pointer);
}
