// Check schema: refuses a contract file that is misspelt, hostile or reaches outside itself, before ajv sees it. Says where and what to do.
import { UsageError } from '../model/errors.ts';
import { isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';
import { detachJson } from './detach-json.ts';
import { type FieldNames, fieldNames } from './field-names.ts';
import { inPlaceKeywords } from './schema-keywords.ts';
import { collectSchemas, inPlace, type Refuse, type Resolve, resolver } from './walk-schema.ts';

export interface CheckedSchema extends FieldNames {
  readonly schema: JsonObject;
}

const dialect = 'https://json-schema.org/draft/2020-12/schema';
/** How often the schemas of a contract may be applied to one value, references followed. */
const mostApplied = 10_000;
/** How many references may follow each other. */
const mostLevels = 200;
const simpler = 'use fewer "$ref" to schemas that hold "$ref" themselves';

export function checkSchema(given: unknown, name: string): CheckedSchema {
  const refuse: Refuse = (path, message, hint) => {
    throw new UsageError(`${name}: ${message} (at ${path})`, hint);
  };
  const schema = detachJson(given, name);
  if (!isObject(schema))
    return refuse('#', 'a contract is a JSON Schema object', 'start from the one that attrib-audit init writes');
  const said = member(schema, '$schema');
  if (said !== undefined && (typeof said !== 'string' || said.replace(/#$/, '') !== dialect)) {
    refuse('#/$schema', 'not JSON Schema 2020-12', `write "$schema": "${dialect}"`);
  }
  const nodes = collectSchemas(schema, refuse);
  const resolve = resolver(schema, nodes, refuse);
  checkApplication(nodes, resolve, refuse);
  return { schema, ...fieldNames(schema, nodes, resolve, refuse) };
}

/** How many schemas one schema applies to a value, and how far they stand behind each other. */
interface Application {
  readonly schemas: number;
  readonly levels: number;
}

/** Refuses schemas that refer to themselves without going deeper into the value, and references that multiply or trail on. */
function checkApplication(nodes: ReadonlyMap<JsonObject, string>, resolve: Resolve, refuse: Refuse): void {
  const known = new Map<JsonObject, Application | 'open'>();
  const apply = (node: JsonValue, path: string, level: number): Application => {
    if (!isObject(node)) return { schemas: 1, levels: 1 };
    const earlier = known.get(node);
    if (earlier === 'open') refuse(path, 'the schema refers to itself without end', 'remove the circle of "$ref"');
    if (level + (earlier?.levels ?? 0) > mostLevels) refuse(path, 'references follow each other too far', simpler);
    if (earlier) return earlier;
    known.set(node, 'open');
    let schemas = 1;
    let levels = 0;
    for (const keyword of Object.keys(node)) {
      if (!inPlaceKeywords.has(keyword)) continue;
      const at = `${nodes.get(node) ?? path}/${keyword}`;
      for (const part of inPlace(node, keyword, resolve, at)) {
        const inner = apply(part, at, level + 1);
        schemas += inner.schemas;
        levels = Math.max(levels, inner.levels);
      }
    }
    if (schemas > mostApplied) refuse(path, 'references multiply beyond measure', simpler);
    const found = { schemas, levels: levels + 1 };
    known.set(node, found);
    return found;
  };
  for (const [node, path] of nodes) apply(node, path, 0);
}
