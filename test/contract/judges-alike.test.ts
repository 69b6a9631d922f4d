import { expect, test } from 'vitest';
import { defaultContract } from '../../src/contract/default-contract.ts';
import { ownRules } from '../../src/contract/judges-alike.ts';
import type { JsonObject } from '../../src/model/json.ts';

const known = defaultContract().schema;
const looked = new Set(['tenant_id_hash', 'user_id_hash', 'request_id', 'usage', 'start', 'logged_cost_usd']);
const alike = (schema: JsonObject): boolean => ownRules(schema, known, looked)?.size === 0;

test('the default contract, a copy of it, and one that requires more', () => {
  expect(alike(known)).toBe(true);
  expect(alike(structuredClone(known))).toBe(true);
  expect(alike({ ...known, required: ['project', 'tenant_id_hash'], $id: 'mine' })).toBe(true);
});

test('rules about owners, models and environments say the same of every trace of a shape', () => {
  expect(
    alike({
      type: 'object',
      required: ['owner_team'],
      properties: { owner_team: { enum: ['a', 'b'] }, tenant_id_hash: { type: 'string', title: 'Tenant' } },
      if: { properties: { environment: { const: 'dev' } } },
      else: { required: ['user_id_hash'], properties: { model: { pattern: '^gpt' } } },
    }),
  ).toBe(true);
});

test.each<[string, JsonObject]>([
  ['a pattern for tenants', { properties: { tenant_id_hash: { pattern: '^t_' } } }],
  ['one in a branch', { anyOf: [{ properties: { user_id_hash: { minLength: 8 } } }] }],
  ['one behind a reference', { $ref: '#/$defs/x', $defs: { x: { properties: { request_id: { const: 'r' } } } } }],
  ['counts', { properties: { usage: { required: ['output'] } } }],
  ['times', { properties: { start: { format: 'date-time' } } }],
  ['costs', { properties: { logged_cost_usd: { pattern: '^0' } } }],
  ['any member', { patternProperties: { _hash$: { minLength: 8 } } }],
  ['any other member', { additionalProperties: { type: 'string' } }],
  ['whole calls', { enum: [{ owner_team: 'a' }] }],
  ['a reference to elsewhere', { allOf: [{ $ref: 'https://example.com/other.json' }] }],
  ['a ring of references', { $ref: '#' }],
])('%s', (_, schema) => {
  expect(alike(schema)).toBe(false);
});

test('rules of its own are told by field, with what they refer to', () => {
  const schema = {
    properties: {
      tenant_id_hash: { $ref: '#/$defs/hash', title: 'Tenant' },
      user_id_hash: { minLength: 1, type: 'string' },
    },
    if: { properties: { tenant_id_hash: { const: 'internal' } } },
    $defs: { hash: { pattern: '^[0-9a-f]+$', description: 'in hex' } },
  };
  const rules = ['{"pattern":"^[0-9a-f]+$"}', '{"const":"internal"}'];
  expect(ownRules(schema, known, looked)).toEqual(new Map([['tenant_id_hash', new Set(rules)]]));
  expect(ownRules({ patternProperties: {} }, known, looked)).toBe(undefined);
});
