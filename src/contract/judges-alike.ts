// Does a contract say of the values that differ from call to call no more than the default contract does? Then one call speaks for all of its
// kind: what the contract requires, and what it says of models and the like, is the same for each.

import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { inPlaceKeywords } from './schema-keywords.ts';

const presence: ReadonlySet<string> = new Set([
  ...['required', 'recommended', 'dependentRequired', 'minProperties', 'maxProperties', 'type'],
]);
const words: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$comment', '$defs', 'definitions', 'title', 'description', 'examples', 'default'],
]);
const deepest = 32;

/** By each of these fields, what a contract says of its values besides, as JSON. Undefined when something else may look at values. */
export function ownRules(
  schema: JsonObject,
  known: JsonObject,
  valueFields: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> | undefined {
  const own = new Map<string, Set<string>>();
  if (schema === known) return own;
  const said = new Map<string, Set<string>>();
  const addTo = (rules: Map<string, Set<string>>, field: string, rule: string): void => {
    rules.set(field, (rules.get(field) ?? new Set()).add(rule));
  };
  eachRule(known, known, 0, (field, rule) => addTo(said, field, rule));
  const isWhole = eachRule(schema, schema, 0, (field, rule) => {
    if (valueFields.has(field) && !harmless.has(rule) && !said.get(field)?.has(rule)) addTo(own, field, rule);
  });
  return isWhole ? own : undefined;
}

/** Rules about values that hold for every text or every count. */
const harmless: ReadonlySet<string> = new Set(['true', '{}', '{"type":"string"}', '{"minLength":1,"type":"string"}']);

/** Gives `take` what is said of each value. False when something else may look at values. */
function eachRule(
  schema: JsonValue | undefined,
  root: JsonObject,
  depth: number,
  take: (field: string, rule: string) => void,
): boolean {
  if (typeof schema === 'boolean') return true;
  if (!isObject(schema) || depth > deepest) return false;
  return Object.entries(schema).every(([keyword, value]) => {
    if (words.has(keyword) || presence.has(keyword)) return true;
    if (keyword === '$ref') return eachRule(target(value, root), root, depth + 1, take);
    if (keyword === 'properties' && isObject(value)) {
      for (const [field, rule] of Object.entries(value)) take(field, JSON.stringify(plain(rule, root, depth)));
      return true;
    }
    if (keyword === 'dependentSchemas' && isObject(value))
      return Object.values(value).every((part) => eachRule(part, root, depth + 1, take));
    if (inPlaceKeywords.has(keyword))
      return (isArray(value) ? value : [value]).every((part) => eachRule(part, root, depth + 1, take));
    return (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') && typeof value === 'boolean';
  });
}

/** Without words, with what it refers to in its place, members in one order. */
function plain(rule: JsonValue | undefined, root: JsonObject, depth: number): JsonValue {
  if (depth > deepest) return 'too deep';
  if (isArray(rule)) return rule.map((part) => plain(part, root, depth + 1));
  if (!isObject(rule)) return rule ?? true;
  const told = Object.entries(rule).filter(([keyword]) => !words.has(keyword));
  const [only, ...others] = told;
  if (only?.[0] === '$ref' && others.length === 0) return plain(target(only[1], root), root, depth + 1);
  return Object.fromEntries(
    told
      .map(([keyword, value]): [string, JsonValue] =>
        keyword === '$ref'
          ? ['$ref', plain(target(value, root), root, depth + 1)]
          : [keyword, plain(value, root, depth + 1)],
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What a reference within the schema names; any other is nothing that can be compared. */
function target(ref: JsonValue | undefined, root: JsonObject): JsonValue {
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return 'elsewhere';
  let at: JsonValue | undefined = root;
  for (const step of ref.slice(2).split('/')) {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isObject(at) ? member(at, name) : undefined;
  }
  return at ?? 'elsewhere';
}
