// Langfuse documents taken apart: a trace with its observations, or one row of either. Each observation becomes a span part.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { flatAttributes, objectOf } from './flat-attributes.ts';
import type { Part, TokenSemantics } from './format.ts';
import { spanPart } from './span-part.ts';
import { readText } from './values.ts';

export function splitLangfuse(record: JsonObject): readonly Part[] {
  const trace = objectOf(member(record, 'trace'));
  const around = trace ?? record;
  const lists: readonly (readonly [JsonValue | undefined, string])[] = [
    [member(record, 'observations'), '/observations'],
    ...(trace ? [[member(trace, 'observations'), '/trace/observations'] as const] : []),
  ];
  const parts = distinct(lists.flatMap(([list, pointer]) => observationsIn(list, pointer)));
  if (parts.length > 0) return parts.map(({ value, pointer }) => observation(value, around, pointer));
  return isObservation(record) ? [observation(record, {}, '')] : [traceRow(around)];
}

interface Found {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** A list of traces has the ids of their observations only. */
function observationsIn(list: JsonValue | undefined, pointer: string): readonly Found[] {
  const values = isArray(list) ? list : [];
  return values.flatMap((value, index) => (isObject(value) ? [{ value, pointer: `${pointer}/${index}` }] : []));
}

/** A trace download holds its observations twice. */
function distinct(found: readonly Found[]): readonly Found[] {
  const seen = new Set<string>();
  return found.filter(({ value, pointer }) => {
    const id = readText(member(value, 'id')) ?? pointer;
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

function isObservation(record: JsonObject): boolean {
  return ['traceId', 'trace_id'].some((name) => readText(member(record, name)) !== undefined);
}

function observation(row: JsonObject, trace: JsonObject, pointer: string): Part {
  const metadata = objectOf(member(row, 'metadata')) ?? {};
  const own = { ...flatAttributes(member(metadata, 'attributes')), ...meaning(row) };
  const level = readText(member(row, 'level'));
  const part = spanPart(
    {
      signal: 'span',
      item: { ...row, metadata: withoutSpan(metadata), trace: asContext(trace), ...withRealEnvironment(row) },
      own,
      process: flatAttributes(member(metadata, 'resourceAttributes')),
      scope: objectOf(member(metadata, 'scope')) ?? {},
      component: 'langfuse',
    },
    pointer,
  );
  const failed = level === 'ERROR';
  const value: JsonObject = {
    ...part.value,
    status: { code: failed ? 2 : 0 },
    ...(failed ? { failure: member(row, 'statusMessage') ?? member(row, 'status_message') ?? null } : {}),
    ...cacheWriteSum(row),
  };
  const { tokens, ...rest } = part;
  const semantics = Object.keys(usageIn(row)).length === 0 ? tokens : tokensOf(row); // how Langfuse counts, where it did
  return { ...rest, value, ...(semantics ? { tokens: semantics } : {}) };
}

/** The type of an observation in the words of its OTLP attribute; an AI SDK span is known by its name where metadata was left out. */
function meaning(row: JsonObject): JsonObject {
  const type = readText(member(row, 'type'))?.toLowerCase();
  const name = readText(member(row, 'name')) ?? '';
  const aiSdk = /^ai\.(?:generate|stream)(?:Text|Object)|^ai\.embed(?:Many)?/.test(name)
    ? name.split(' ')[0]
    : undefined;
  return {
    ...(type === undefined ? {} : { 'langfuse.observation.type': type }),
    ...(aiSdk === undefined ? {} : { 'ai.operationId': aiSdk }),
  };
}

/** What the span's own attributes say is read from them; the rest are the user's keys. */
function withoutSpan({ attributes: _, resourceAttributes: __, scope: ___, ...keys }: JsonObject): JsonObject {
  return keys;
}

/** The trace an observation belongs to: what it says holds for all of them. */
function asContext(trace: JsonObject): JsonObject {
  const { observations: _, ...rest } = trace;
  return { ...rest, ...withRealEnvironment(trace), metadata: withoutSpan(objectOf(member(trace, 'metadata')) ?? {}) };
}

function traceRow(trace: JsonObject): Part {
  const { id = null, ...row } = trace;
  return { value: { ...row, ...asContext(trace), id: null, traceId: id }, pointer: '' };
}

/** `default` is Langfuse's word for "not set". */
function withRealEnvironment(row: JsonObject): JsonObject {
  return readText(member(row, 'environment')) === 'default' ? { environment: null } : {};
}

export function usageIn(row: JsonObject): JsonObject {
  return objectOf(member(row, 'usageDetails') ?? member(row, 'usage_details')) ?? {};
}

const lifetimes = ['input_cache_creation_5m', 'input_cache_creation_1h'];

/** Each key is priced, so writes of a known lifetime stand beside those of an unknown one. */
function cacheWriteSum(row: JsonObject): JsonObject {
  const usage = usageIn(row);
  const known = lifetimes.reduce((sum, name) => sum + countAt(usage, name), 0);
  const unknown = countAt(usage, 'input_cache_creation') || countAt(usage, 'cache_creation_input_tokens');
  return known > 0 && unknown > 0 ? { cache_write_sum: known + unknown } : {};
}

/**
 * Langfuse's own convention is disjoint. A user who sends figures that include each other gives it away by a total of input plus output:
 * between that and the sum of everything, arithmetic decides.
 */
function tokensOf(row: JsonObject): TokenSemantics | undefined {
  const usage = usageIn(row);
  const total = countAt(usage, 'total');
  const both = countAt(usage, 'input') + countAt(usage, 'output');
  const everything = Object.keys(usage).reduce((sum, name) => sum + (name === 'total' ? 0 : countAt(usage, name)), 0);
  if (total !== both || everything === total) return undefined;
  return { cached_input: 'inside-input', cache_write: 'inside-input', reasoning: 'inside-output' };
}

/** A count of the map; 0 where there is none. */
export function countAt(usage: JsonObject, name: string): number {
  const count = Number(readText(member(usage, name)) ?? 0);
  return Number.isFinite(count) && count > 0 ? count : 0;
}
