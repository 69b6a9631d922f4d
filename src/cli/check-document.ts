// Checks a document against a zod schema and turns the first fault into one sentence with the key and, for a misspelt key, the right one.
import type * as z from 'zod';
import { UsageError } from '../model/errors.ts';
import { knownNames } from './did-you-mean.ts';

export function checkDocument<T>(schema: z.ZodType<T>, value: unknown, file: string, what: string): T {
  if (value === null) throw new UsageError(`the ${what} ${file} has nothing in it but comments or spaces`);
  const result = schema.safeParse(value, { jitless: true }); // read once: compiling code for it takes longer than it saves
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (!issue) throw new UsageError(`the ${what} ${file} is not valid`);
  const place = issue.path.length === 0 ? '' : ` at ${pathText(issue.path)}`;
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const known = keysAt(schema, issue.path);
    throw new UsageError(`the ${what} ${file} has an unknown key "${key}"${place}`, known && knownNames(key, known));
  }
  const more = result.error.issues.length - 1;
  throw new UsageError(
    `the ${what} ${file} is not valid${place}: ${issue.message}${more > 0 ? ` (and ${more} more)` : ''}`,
  );
}

export function pathText(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}

/** The keys an object schema knows at a path; undefined where the schema is no plain object. */
function keysAt(schema: z.ZodType, keys: readonly PropertyKey[]): readonly string[] | undefined {
  let here: unknown = schema;
  for (const key of keys) here = unwrap(propertyOf(unwrap(here), typeof key === 'number' ? 'element' : key));
  const shape = shapeOf(here);
  return shape && Object.keys(shape).filter((key) => key !== '$schema');
}

function shapeOf(schema: unknown): object | undefined {
  const shape = typeof schema === 'object' && schema !== null && 'shape' in schema ? schema.shape : undefined;
  return typeof shape === 'object' && shape !== null ? shape : undefined;
}

function propertyOf(schema: unknown, key: PropertyKey): unknown {
  const holder = key === 'element' ? schema : shapeOf(schema);
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
}

/** Optional and default wrappers stand between an object and its shape. */
function unwrap(schema: unknown): unknown {
  const inner = typeof schema === 'object' && schema !== null && 'unwrap' in schema ? schema.unwrap : undefined;
  return typeof inner === 'function' ? unwrap(inner.call(schema)) : schema;
}
