// Plain words: what ajv found, said so that a reader without JSON Schema understands it. Names the rule, never the value.
import type { ErrorObject } from 'ajv';
import { isArray, isObject, type JsonObject, type JsonValue, member } from '../model/json.ts';

/** Why a value is refused, as the rest of a sentence that starts with the field. */
export function plainWords(error: ErrorObject, root: JsonObject): string {
  // `verbose` makes ajv hand over the keyword's value; it came from the JSON of the contract.
  const rule = error.schema as JsonValue | undefined;
  switch (error.keyword) {
    case 'type':
      return `must be ${[rule].flat().map(typeWords).join(' or ')}`;
    case 'minLength':
      return rule === 1 ? 'is empty' : `is shorter than ${String(rule)} characters`;
    case 'maxLength':
      return `is longer than ${String(rule)} characters`;
    case 'minItems':
    case 'minProperties':
      return rule === 1 ? 'is empty' : `has fewer than ${String(rule)} entries`;
    case 'maxItems':
    case 'maxProperties':
      return `has more than ${String(rule)} entries`;
    case 'minimum':
      return `is less than ${String(rule)}`;
    case 'maximum':
      return `is greater than ${String(rule)}`;
    case 'exclusiveMinimum':
      return `must be greater than ${String(rule)}`;
    case 'exclusiveMaximum':
      return `must be less than ${String(rule)}`;
    case 'multipleOf':
      return `must be a multiple of ${String(rule)}`;
    case 'enum':
      return isArray(rule) ? `must be one of ${list(rule)}` : 'is not one of the allowed values';
    case 'const':
      return `must be ${JSON.stringify(rule)}`;
    case 'pattern':
      return `must match the pattern ${String(rule)}`;
    case 'format':
      return `must be a valid ${String(rule)}`;
    case 'uniqueItems':
      return 'names something twice';
    case 'required':
    case 'dependentRequired':
      return 'is incomplete';
    case 'additionalProperties':
    case 'unevaluatedProperties':
    case 'false schema':
      return 'is not allowed by the contract';
    case 'not':
      return titleOf(rule, root) ? `must not be ${titleOf(rule, root)}` : 'is not allowed by the contract';
    case 'anyOf':
    case 'oneOf':
      return 'has none of the allowed forms';
    default:
      return `breaks the rule "${error.keyword}" of the contract`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
};

function typeWords(type: JsonValue | undefined): string {
  return typeof type === 'string' && Object.hasOwn(typeNames, type) ? (typeNames[type] ?? type) : String(type);
}

function list(values: readonly JsonValue[]): string {
  const shown = values.slice(0, 8).map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return values.length > 8 ? `${shown.join(', ')} and ${values.length - 8} more` : shown.join(', ');
}

/** The title of a schema, or of the schema it refers to. */
function titleOf(schema: JsonValue | undefined, root: JsonObject): string | undefined {
  if (!isObject(schema)) return undefined;
  const title = member(schema, 'title');
  if (typeof title === 'string') return title;
  const reference = member(schema, '$ref');
  const target = typeof reference === 'string' ? at(root, steps(reference)) : undefined;
  return isObject(target) && target !== schema && member(target, '$ref') === undefined
    ? titleOf(target, root)
    : undefined;
}

/** The steps of a fragment pointer such as `#/$defs/name/allOf/0/not`. */
function steps(pointer: string): readonly string[] {
  const [, fragment = ''] = pointer.split('#');
  return fragment
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replace(/~1/g, '/').replace(/~0/g, '~'));
}

function at(root: JsonObject, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, step) => {
    if (isArray(value)) return value[Number(step)];
    return isObject(value) ? member(value, step) : undefined;
  }, root);
}
