// Schema keywords: every keyword a contract may use and what stands under it. One table drives the checks of a contract file.

/**
 * What a keyword holds: a plain value, field names, a pattern, a reference, one schema, a list of schemas,
 * schemas by name, or field names by field.
 */
export type KeywordKind =
  | 'value'
  | 'names'
  | 'pattern'
  | 'reference'
  | 'schema'
  | 'schemas'
  | 'named-schemas'
  | 'named-names';

const kinds: Readonly<Record<KeywordKind, readonly string[]>> = {
  names: ['required', 'recommended'],
  pattern: ['pattern'],
  reference: ['$ref'],
  schema: [
    'not',
    'if',
    'then',
    'else',
    'items',
    'contains',
    'additionalProperties',
    'propertyNames',
    'unevaluatedItems',
    'unevaluatedProperties',
  ],
  schemas: ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  'named-schemas': ['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'],
  'named-names': ['dependentRequired'],
  value: [
    '$schema',
    '$id',
    '$comment',
    'title',
    'description',
    'default',
    'deprecated',
    'readOnly',
    'writeOnly',
    'examples',
    'type',
    'enum',
    'const',
    'format',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minContains',
    'maxContains',
    'minProperties',
    'maxProperties',
  ],
};

/** Our one addition: fields that should be there. Their absence is a warning and never fails the contract. */
export const recommendedKeyword = 'recommended';

export const keywordKinds: ReadonlyMap<string, KeywordKind> = new Map(
  Object.entries(kinds).flatMap(([kind, names]) =>
    // Object.entries widens the key; `kinds` has exactly these.
    names.map((name): [string, KeywordKind] => [name, kind as KeywordKind]),
  ),
);

/** Keywords whose schemas speak about the same value as the schema they stand in. */
export const inPlaceKeywords: ReadonlySet<string> = new Set([
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
]);
