// Contract files that are misspelt or hostile: refused with the place, in words, and quickly.
// biome-ignore-all lint/suspicious/noThenProperty: JSON Schema calls it so
import { describe, expect, test } from 'vitest';
import { compileContract } from '../../src/contract/compile-contract.ts';
import { UsageError } from '../../src/model/errors.ts';

function refusal(schema: unknown): string {
  try {
    compileContract(schema, 'c.json');
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.hint === undefined ? error.message : `${error.message} | ${error.hint}`;
  }
  return 'accepted';
}

const nested = (depth: number): unknown => {
  let value: unknown = { type: 'string' };
  for (let level = 0; level < depth; level += 1) value = { not: value };
  return value;
};
const doubling = Object.fromEntries(
  Array.from({ length: 60 }, (_, level) => [
    `d${level}`,
    level === 59
      ? { required: ['model'] }
      : { allOf: [{ $ref: `#/$defs/d${level + 1}` }, { $ref: `#/$defs/d${level + 1}` }] },
  ]),
);
const chain = (length: number): Record<string, unknown> =>
  Object.fromEntries(
    Array.from({ length }, (_, level) => [
      `d${level}`,
      level === length - 1 ? { required: ['model'] } : { $ref: `#/$defs/d${level + 1}` },
    ]),
  );
const circular: Record<string, unknown> = { required: ['model'] };
circular.not = circular;

describe('is refused', () => {
  test.each([
    ['a list', [], /^c\.json: a contract is a JSON Schema object \(at #\) \| start from/],
    ['true', true, /a contract is a JSON Schema object/],
    ['null', null, /a contract is a JSON Schema object/],
    ['nothing asked', {}, /the contract asks for nothing \(at #\) \| list the fields/],
    ['misspelt keyword', { requird: ['model'] }, /unknown keyword "requird" \(at #\) \| did you mean "required"\?$/],
    [
      'misspelt keyword inside',
      { required: ['model'], if: true, then: { recomended: ['start'] } },
      /unknown keyword "recomended" \(at #\/then\) \| did you mean "recommended"\?$/,
    ],
    [
      'keyword like none',
      { required: ['model'], 'x-team-lookup': 1 },
      /^c\.json: unknown keyword "x-team-lookup" \(at #\)$/,
    ],
    [
      'other dialect',
      { $schema: 'http://json-schema.org/draft-07/schema#', required: ['model'] },
      /not JSON Schema 2020-12 \(at #\/\$schema\)/,
    ],
    [
      'remote reference',
      { $ref: 'https://example.com/a.json' },
      /"https:\/\/example\.com\/a\.json" is outside the contract \(at #\/\$ref\) \| copy/,
    ],
    ['file reference', { allOf: [{ $ref: 'other.json#/a' }] }, /"other\.json#\/a" is outside the contract/],
    ['dangling reference', { $ref: '#/$defs/none' }, /"#\/\$defs\/none" points at nothing/],
    [
      'inner $id',
      { required: ['model'], $defs: { a: { $id: 'https://example.com' } } },
      /only the contract itself may have an \$id \(at #\/\$defs\/a\/\$id\)/,
    ],
    ['required is text', { required: 'model' }, /must be a list of field names \(at #\/required\)/],
    ['required twice', { required: ['model', 'model'] }, /names "model" twice \(at #\/required\/1\)/],
    ['number as field', { recommended: [1] }, /must be a field name \(at #\/recommended\/0\)/],
    [
      'misspelt field',
      { required: ['owner_teem'] },
      /no call has a field "owner_teem" \(at #\) \| did you mean "owner_team"\?/,
    ],
    [
      'recommended in a property',
      { required: ['model'], properties: { usage: { type: 'object', recommended: ['input'] } } },
      /"recommended" has no effect here \(at #\/properties\/usage\/recommended\)/,
    ],
    [
      'recommended in anyOf',
      { required: ['model'], anyOf: [{ recommended: ['start'] }] },
      /has no effect here \(at #\/anyOf\/0\/recommended\)/,
    ],
    ['recommended in if', { required: ['model'], if: { recommended: ['start'] }, then: true }, /has no effect here/],
    [
      'schema is a number',
      { properties: { model: 5 } },
      /a schema must be an object, true or false \(at #\/properties\/model\)/,
    ],
    ['properties is a list', { properties: [] }, /must be an object \(at #\/properties\)/],
    ['allOf is an object', { allOf: {} }, /must be a list of schemas \(at #\/allOf\)/],
    [
      'type is unknown',
      { required: ['model'], properties: { model: { type: 'text' } } },
      /at #\/properties\/model\/type/,
    ],
    [
      'format is unknown',
      { properties: { model: { type: 'string', format: 'sha' } } },
      /unknown format "sha".* \| use date-time/,
    ],
    ['a chain of references', { $ref: '#/$defs/d0', $defs: chain(5_000) }, /references follow each other too far/],
    [
      'a chain of references, end first',
      { $ref: '#/$defs/d0', $defs: Object.fromEntries(Object.entries(chain(5_000)).reverse()) },
      /references follow each other too far/,
    ],
    ['anchor', { $ref: '#a', $defs: { a: { $anchor: 'a' } } }, /unknown keyword "\$anchor"/],
    ['if without then', { required: ['model'], if: true }, /"if" without "then" and "else"/],
    [
      'bad pattern',
      { properties: { model: { type: 'string', pattern: '(a' } } },
      /the pattern "\(a" is not a valid regular expression \(at #\/properties\/model\/pattern\)/,
    ],
    [
      'lookahead',
      { properties: { model: { type: 'string', pattern: '^(?!x)' } } },
      /looks ahead or behind .* \| say what must not be there with "not"/,
    ],
    [
      'backreference',
      { patternProperties: { '(a)\\1': true }, required: ['model'] },
      /refers back to a group \(at #\/patternProperties\//,
    ],
    ['too deep', nested(70), /nested deeper than 64 levels/],
    ['too large', { required: ['model'], description: 'x'.repeat(300_000) }, /larger than 256 kB/],
    ['contains itself', circular, /nested deeper than 64 levels/],
    ['no JSON', { required: ['model'], default: 1n }, /#\/default is not a JSON value/],
    ['a function', { required: ['model'], default: () => 1 }, /#\/default is not a JSON value/],
    ['refers to itself', { required: ['model'], allOf: [{ $ref: '#' }] }, /refers to itself without end/],
    [
      'circle of two',
      { $ref: '#/$defs/a', $defs: { a: { not: { $ref: '#/$defs/b' } }, b: { anyOf: [{ $ref: '#/$defs/a' }] } } },
      /refers to itself without end/,
    ],
    ['references that double', { $ref: '#/$defs/d0', $defs: doubling }, /references multiply beyond measure/],
  ])('%s', (_, schema, expected) => expect(refusal(schema)).toMatch(expected));
});

describe('is accepted', () => {
  test.each([
    [
      'an own $id in a reference',
      { $id: 'https://acme.test/c', $ref: 'https://acme.test/c#/$defs/a', $defs: { a: { required: ['model'] } } },
    ],
    ['a rule without a type', { properties: { model: { minLength: 3 } } }],
    ['a field of your own', { required: ['gpu_pool'] }],
    ['a near miss that is described', { required: ['owner_teams'], properties: { owner_teams: true } }],
    ['recursion into the value', { properties: { usage: { $ref: '#' } } }],
    ['a chain of references', { $ref: '#/$defs/d0', $defs: chain(100) }],
    [
      'anchors of YAML: one object in two places',
      (() => {
        const team = { type: 'string' };
        return { properties: { owner_team: team, feature: team } };
      })(),
    ],
    [
      'keys of prototypes',
      JSON.parse('{"required":["model"],"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}'),
    ],
  ])('%s', (_, schema) => expect(refusal(schema)).toBe('accepted'));
});

test('later changes of the given object change nothing', () => {
  const schema = { required: ['model'] };
  const contract = compileContract(schema, 'c.json');
  schema.required.push('owner_team');
  expect(contract.judge({ model: 'm' }).missing).toEqual([]);
});

test('a chain of references still judges', () => {
  const contract = compileContract({ $ref: '#/$defs/d0', $defs: chain(100) }, 'c.json');
  expect(contract.judge({}).missing).toEqual(['model']);
});
