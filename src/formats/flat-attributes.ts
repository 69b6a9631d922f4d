// Attributes of stores that keep dotted names as nested objects, or whole dictionaries as JSON text: made flat dictionaries again.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { attributesOf } from './otlp-attributes.ts';
import { parseText } from './project.ts';

const deepest = 8;

/** `{gen_ai: {usage: {input_tokens: 9}}}` as `{'gen_ai.usage.input_tokens': 9}`. Lists and nulls stay out of the way. */
export function flatAttributes(value: JsonValue | undefined): JsonObject {
  const flat: Record<string, JsonValue> = Object.create(null);
  const opened = objectOf(value);
  if (opened) flatten(opened, '', flat, 0);
  return attributesOf(flat);
}

/** An object, or the JSON text of one. */
export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  const opened = typeof value === 'string' ? parseText(value) : value;
  return isObject(opened) ? opened : undefined;
}

/** A list, or the JSON text of one. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  const opened = typeof value === 'string' ? parseText(value) : value;
  return isArray(opened) ? opened : [];
}

/** The members whose names begin with the prefix, without it. */
export function membersBehind(record: JsonObject, prefix: string): JsonObject {
  const found: Record<string, JsonValue> = Object.create(null);
  for (const key of Object.keys(record)) {
    const value = key.startsWith(prefix) && key.length > prefix.length ? member(record, key) : undefined;
    if (value !== undefined) found[key.slice(prefix.length)] = value;
  }
  return found;
}

function flatten(object: JsonObject, above: string, flat: Record<string, JsonValue>, depth: number): void {
  for (const [key, value] of Object.entries(object)) {
    const name = above === '' ? key : `${above}.${key}`;
    if (isObject(value) && depth < deepest) flatten(value, name, flat, depth + 1);
    else if (value !== null) flat[name] = value;
  }
}
