// Walk schema: every schema inside a contract file with its path, and what its references point at. Checks each keyword on the way.
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { linearPattern } from './linear-pattern.ts';
import { nearestName } from './nearest-name.ts';
import { PatternRefused } from './pattern-syntax.ts';
import { keywordKinds } from './schema-keywords.ts';

/** Ends the reading of a contract: where in the schema, what is wrong, what to do. */
export type Refuse = (path: string, message: string, hint?: string) => never;

/** Every schema object of the file with its path; checks keywords, patterns and names on the way. */
export function collectSchemas(root: JsonObject, refuse: Refuse): Map<JsonObject, string> {
  const nodes = new Map<JsonObject, string>();
  const each = (value: JsonValue, path: string): Iterable<readonly [string, JsonValue, string]> => {
    if (isObject(value)) return Object.entries(value).map(([key, item]) => [key, item, `${path}/${pointerStep(key)}`]);
    return refuse(path, 'must be an object');
  };
  const visit = (node: JsonValue, path: string): void => {
    if (typeof node === 'boolean') return;
    if (!isObject(node)) refuse(path, 'a schema must be an object, true or false');
    nodes.set(node, path);
    for (const [keyword, value, at] of each(node, path)) {
      const kind = keywordKinds.get(keyword);
      if (kind === 'schema') visit(value, at);
      else if (kind === 'schemas') {
        if (!isArray(value)) refuse(at, 'must be a list of schemas');
        for (const [index, item] of value.entries()) visit(item, `${at}/${index}`);
      } else if (kind === 'named-schemas') {
        for (const [key, item, itemAt] of each(value, at)) {
          if (keyword === 'patternProperties') checkPattern(key, itemAt, refuse);
          visit(item, itemAt);
        }
      } else if (kind === 'names') checkNames(value, at, refuse);
      else if (kind === 'named-names') for (const [, item, itemAt] of each(value, at)) checkNames(item, itemAt, refuse);
      else if (kind === 'pattern') checkPattern(value, at, refuse);
      else if (kind === undefined) refuseKeyword(keyword, path, refuse);
      else if (keyword === '$id' && node !== root) refuse(at, 'only the contract itself may have an $id');
    }
  };
  visit(root, '#');
  return nodes;
}

function refuseKeyword(keyword: string, path: string, refuse: Refuse): never {
  const near = nearestName(keyword, keywordKinds.keys(), 3);
  return refuse(path, `unknown keyword ${JSON.stringify(keyword)}`, near && `did you mean "${near}"?`);
}

function checkNames(value: JsonValue, path: string, refuse: Refuse): void {
  if (!isArray(value)) refuse(path, 'must be a list of field names');
  for (const [index, item] of value.entries()) {
    if (typeof item !== 'string') refuse(`${path}/${index}`, 'must be a field name');
    if (value.indexOf(item) !== index) refuse(`${path}/${index}`, `names "${item}" twice`);
  }
}

function checkPattern(pattern: JsonValue, path: string, refuse: Refuse): void {
  if (typeof pattern !== 'string') refuse(path, 'must be a pattern');
  try {
    linearPattern(pattern);
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error;
    refuse(path, `the pattern ${JSON.stringify(pattern)} ${error.message}`, error.hint);
  }
}

/** Finds what a `$ref` points at; always inside the file. */
export type Resolve = (reference: JsonValue, path: string) => JsonValue;

export function resolver(root: JsonObject, nodes: ReadonlyMap<JsonObject, string>, refuse: Refuse): Resolve {
  const targets = new Map([...nodes].map(([node, path]) => [path, node]));
  const id = member(root, '$id');
  return (reference, path) => {
    if (typeof reference !== 'string') refuse(path, 'must be a reference');
    const local = typeof id === 'string' && reference.startsWith(id) ? reference.slice(id.length) || '#' : reference;
    if (!local.startsWith('#')) {
      return refuse(
        path,
        `${JSON.stringify(reference)} is outside the contract`,
        'copy the schema into "$defs"; nothing is fetched',
      );
    }
    return (
      targets.get(decoded(local)) ??
      refuse(path, `${JSON.stringify(reference)} points at nothing`, 'write "#/$defs/name"')
    );
  };
}

/** The schemas a keyword applies to the same value. */
export function inPlace(node: JsonObject, keyword: string, resolve: Resolve, path: string): readonly JsonValue[] {
  const value = member(node, keyword);
  if (value === undefined) return [];
  if (keyword === '$ref') return [resolve(value, path)];
  if (isArray(value)) return value;
  return keyword === 'dependentSchemas' && isObject(value) ? Object.values(value) : [value];
}

/** One step of a JSON pointer, as ajv writes it in its own paths. */
function pointerStep(key: string): string {
  return key.replace(/~/g, '~0').replace(/\//g, '~1');
}

function decoded(pointer: string): string {
  try {
    return decodeURIComponent(pointer);
  } catch {
    return pointer;
  }
}
