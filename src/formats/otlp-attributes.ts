// OTLP attribute lists as plain dictionaries. They come from outside: no prototype, bounded depth, the last of two equal keys wins.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { dictionary } from './dictionary.ts';

type Dictionary = Record<string, JsonValue>;

const deepest = 8;
/** OpenTelemetry writes every captured header as a list. */
const headerKey = /^(?:http\.(?:request|response)|messaging)\.header\./;

/** `[{key, value: {stringValue}}]`, or a dictionary as some tools print it. */
export function attributesOf(attributes: JsonValue | undefined): JsonObject {
  return flatDictionary(attributes, 0, outOfHeader);
}

const asItIs = (_: string, value: JsonValue): JsonValue => value;

function outOfHeader(key: string, value: JsonValue): JsonValue {
  if (!isArray(value) || !headerKey.test(key)) return value;
  const [only, ...more] = value;
  return only !== undefined && more.length === 0 ? only : value;
}

function flatDictionary(
  attributes: JsonValue | undefined,
  depth: number,
  asRead: (key: string, value: JsonValue) => JsonValue,
): JsonObject {
  const keys: string[] = [];
  const values: JsonValue[] = [];
  const add = (key: string, value: JsonValue): void => {
    keys.push(key);
    values.push(asRead(key, value));
  };
  if (isArray(attributes)) {
    for (const entry of attributes) {
      if (!isObject(entry)) continue;
      const { key, value } = entry; // no object inherits members of these names
      const read = typeof key === 'string' ? anyValue(value, depth) : undefined;
      if (typeof key === 'string' && read !== undefined) add(key, read);
    }
  } else if (isObject(attributes)) {
    for (const key of Object.keys(attributes)) {
      const value = attributes[key];
      if (value !== undefined && value !== null) add(key, value);
    }
  }
  return dictionary(keys, values);
}

/** An AnyValue, in camelCase or in snake_case. Numbers may be text: `intValue` is a string in the protobuf JSON mapping. */
function anyValue(any: JsonValue | undefined, depth: number): JsonValue | undefined {
  if (!isObject(any)) return any === null ? undefined : any;
  if (depth >= deepest) return undefined;
  for (const kind in any) {
    const value = any[kind] ?? null;
    switch (kind) {
      case 'stringValue':
      case 'string_value':
      case 'boolValue':
      case 'bool_value':
      case 'intValue':
      case 'int_value':
      case 'doubleValue':
      case 'double_value':
      case 'bytesValue':
      case 'bytes_value':
        return value === null ? undefined : value;
      case 'arrayValue':
      case 'array_value':
        return listOf(value).flatMap((item) => anyValue(item, depth + 1) ?? []);
      case 'kvlistValue':
      case 'kvlist_value':
        return flatDictionary(listOf(value), depth + 1, asItIs);
    }
  }
  return undefined;
}

function listOf(wrapper: JsonValue): readonly JsonValue[] {
  const values = isObject(wrapper) ? member(wrapper, 'values') : wrapper;
  return isArray(values) ? values : [];
}

/** Attributes under these are dictionaries of the user's own keys, written flat. */
const labelPrefixes = [
  'traceloop.association.properties.',
  'gen_ai.association.properties.',
  'ai.telemetry.metadata.',
  'ai.settings.context.',
  'langfuse.trace.metadata.',
  'langfuse.observation.metadata.',
  'trace.metadata.',
  'metadata.',
  'baggage.',
  'gen_ai.request.extra_header.',
  'http.request.header.',
  'messaging.header.',
  'k8s.pod.label.',
  'k8s.pod.labels.',
  'k8s.namespace.label.',
  'k8s.namespace.labels.',
] as const;

const anyPrefix = new RegExp(`^(?:${labelPrefixes.join('|').replaceAll('.', '\\.')})`);

/** Undefined when no prefix says that the rest is a user's own key. */
export const labelBehindPrefix = (key: string): string | undefined =>
  labelPrefixes.flatMap((prefix) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : []))[0];

/** The user's own keys without their prefix; where two prefixes hold the same key, the prefix listed first wins. */
export function labelsBehindPrefixes(attributes: JsonObject): JsonObject {
  const keys = Object.keys(attributes).filter((key) => anyPrefix.test(key));
  if (keys.length === 0) return none;
  const labels: Dictionary = Object.create(null);
  for (const prefix of labelPrefixes) {
    for (const key of keys) {
      const label = key.startsWith(prefix) ? key.slice(prefix.length) : '';
      const value = attributes[key];
      if (label !== '' && value !== undefined && !Object.hasOwn(labels, label)) labels[label] = value;
    }
  }
  return labels;
}

const none: JsonObject = Object.freeze({});

/** A W3C `baggage` header, the carrier of ownership between hops: `team=support,feature=triage;ttl=1`, values percent-encoded. */
export function baggageOf(attributes: JsonObject): JsonObject {
  const header = member(attributes, 'http.request.header.baggage') ?? member(attributes, 'baggage');
  if (typeof header !== 'string') return none;
  const members: Dictionary = Object.create(null);
  for (const entry of header.slice(0, 8192).split(',')) {
    const [, key, value] = /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(entry) ?? [];
    if (key !== undefined && value !== undefined && !Object.hasOwn(members, key)) members[key] = decoded(value.trim());
  }
  return members;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray `%`: the text as it is
  }
}
