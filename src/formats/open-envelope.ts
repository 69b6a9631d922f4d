// Envelopes that carry records of any format: `{data: […]}` pages, and log shippers that put a record into one member.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { parseText } from './project.ts';

/** Pages of APIs, and the batches of CloudWatch, AWS and Google Cloud. */
const lists = [
  'data',
  'logs',
  'result',
  'results',
  'rows',
  'records',
  'items',
  'events',
  'traces',
  'runs',
  'requests',
  'hits',
  'batches',
  'logEvents',
  'Records',
  'entries',
];
/** CloudWatch, container runtimes, Splunk HEC, Loki, Google Cloud Logging, pub/sub dumps, LiteLLM's custom loggers. */
const wrappers = [
  'message',
  '@message',
  'log',
  'msg',
  'line',
  'body',
  'event',
  'jsonPayload',
  'textPayload',
  'attributes',
  'record',
  '_source',
  'payload',
  'standard_logging_object',
  '_raw',
];

/** The records inside an object that is none itself: none for an empty page; undefined when it does not look like an envelope. */
export function openEnvelope(record: JsonObject): readonly JsonObject[] | undefined {
  let emptyPage = false;
  for (const key of lists) {
    const list = openedBase64(opened(member(record, key)));
    if (isObject(list)) return [list];
    if (!isArray(list)) continue;
    const members = list.map((entry) => opened(rowOfFields(entry)));
    if (members.some(isObject)) return members.map(asRecord);
    emptyPage ||= list.length === 0;
  }
  const lines = linesOfStream(record);
  if (lines) return lines;
  for (const key of wrappers) {
    const inner = withTime(openedInText(member(record, key)), timeOf(record));
    if (isObject(inner)) return [withPlace(inner, record)];
  }
  return emptyPage ? [] : undefined;
}

/** A row of CloudWatch Insights is a list of `{field, value}`. */
function rowOfFields(entry: JsonValue): JsonValue {
  if (!isArray(entry) || entry.length === 0) return entry;
  const row: Record<string, JsonValue> = Object.create(null);
  for (const pair of entry) {
    const name = isObject(pair) ? member(pair, 'field') : undefined;
    if (!isObject(pair) || typeof name !== 'string') return entry;
    row[name] = member(pair, 'value') ?? null;
  }
  return row;
}

/** Loki answers with streams: labels, and `[nanoseconds, line]` for each line. */
function linesOfStream(record: JsonObject): readonly JsonObject[] | undefined {
  const [stream, values] = [member(record, 'stream'), member(record, 'values')];
  if (!isObject(stream) || !isArray(values) || values.length === 0) return undefined;
  const lines = values.map((pair) => (isArray(pair) ? withTime(openedInText(pair[1]), pair[0]) : undefined));
  return lines.some(isObject) ? lines.map(asRecord) : undefined;
}

/** A queue's API carries `data` in base64: only text that begins as JSON does. */
function openedBase64(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string' || !/^(?:eyJ|ewo)[A-Za-z0-9+/]+={0,2}$/.test(value)) return value;
  try {
    const bytes = Uint8Array.from(atob(value), (byte) => byte.charCodeAt(0));
    return parseText(new TextDecoder().decode(bytes));
  } catch {
    return value; // not base64 after all
  }
}

/** A log shipper knows the workload that wrote the line, the line itself does not. */
function withPlace(inner: JsonObject, wrapper: JsonObject): JsonObject {
  const kubernetes = member(wrapper, 'kubernetes');
  return isObject(kubernetes) && !Object.hasOwn(inner, 'kubernetes') ? { ...inner, kubernetes } : inner;
}

const times = ['timestamp', '@timestamp', 'time', '_time', 'TimeGenerated', 'date', 'ts'];

function timeOf(wrapper: JsonObject): JsonValue | undefined {
  return times
    .map((name) => member(wrapper, name))
    .find((time) => typeof time === 'string' || typeof time === 'number');
}

/** Keys that tell a time, and pages of records that have their own. */
const timed = /time|date|created|start|_at$|At$|^ts$|^(?:resource|scope)[A-Z_]|^(?:data|results?|records|events)$/;

/** When a line was written is known to what wraps it alone: Google's agent takes the time out of the line. */
function withTime(inner: JsonValue | undefined, time: JsonValue | undefined): JsonValue | undefined {
  if (!isObject(inner) || time === undefined || Object.keys(inner).some((key) => timed.test(key))) return inner;
  return { ...inner, timestamp: time };
}

/** Every member becomes a record, so that one which is no object is rejected and counted like any other. */
function asRecord(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : { value: value ?? null };
}

function opened(value: JsonValue | undefined): JsonValue | undefined {
  return typeof value === 'string' ? parseText(value) : value;
}

/** A log line may have a prefix before its JSON: `INFO llm.call {"model": …}`. */
function openedInText(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'string') return value;
  const [from, to] = [value.indexOf('{'), value.lastIndexOf('}')];
  return from === -1 || to < from ? value : parseText(value.slice(from, to + 1));
}
