// Detach JSON: a private copy of a contract file, after its size and depth were checked. Nothing recursive may run before this.
import { UsageError } from '../model/errors.ts';
import type { JsonValue } from '../model/json.ts';

const mostCharacters = 256 * 1024;
const mostDepth = 64;
const mostValues = 50_000;

const sizeHint = 'a contract holds at most 256 kB and 64 levels; keep only what a call must carry';

/** Throws UsageError for what is too large, too deep, or not JSON (a YAML anchor may even contain itself). */
export function detachJson(given: unknown, name: string): JsonValue {
  let values = 0;
  const check = (value: unknown, path: string, depth: number): void => {
    values += 1;
    if (depth > mostDepth) throw new UsageError(`${name}: nested deeper than ${mostDepth} levels`, sizeHint);
    if (values > mostValues) throw new UsageError(`${name}: more than ${mostValues} values`, sizeHint);
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
    if (typeof value === 'number' && Number.isFinite(value)) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) check(item, `${path}/${index}`, depth + 1);
    } else if (typeof value === 'object' && isPlain(value)) {
      for (const [key, item] of Object.entries(value)) check(item, `${path}/${key}`, depth + 1);
    } else {
      throw new UsageError(`${name}: ${path} is not a JSON value`, 'a contract is JSON, or YAML that says the same');
    }
  };
  check(given, '#', 0);
  const text = JSON.stringify(given);
  if (text.length > mostCharacters) throw new UsageError(`${name}: larger than 256 kB`, sizeHint);
  return JSON.parse(text);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
