import { expect, test } from 'vitest';
import type { Ask } from '../../src/cluster/ask.ts';
import { loadedRows } from '../../src/cluster/keep.ts';
import { toldByContract } from '../../src/cluster/value-rules.ts';
import { defaultContract } from '../../src/contract/default-contract.ts';
import type { JsonObject } from '../../src/model/json.ts';

const rows = loadedRows('events', false);

/** A table whose tenants are these. */
function told(schema: JsonObject, values: readonly string[]) {
  const asked: string[] = [];
  const ask: Ask = async function* (sql) {
    asked.push(sql);
    yield values.map((value) => JSON.stringify({ value }));
  };
  return toldByContract(ask, rows, schema, defaultContract().schema).then((found) => ({ found, asked }));
}

test('the default contract asks nothing', async () => {
  expect(await told(defaultContract().schema, ['acme'])).toEqual({ found: { expressions: [] }, asked: [] });
});

test('shapes tell apart the fewer ones: values that break a rule, or those that keep it', async () => {
  const schema = {
    properties: { tenant_id_hash: { pattern: '^t_' } },
    if: { properties: { tenant_id_hash: { const: "t_it's" } } },
    else: { required: ['project'] },
  };
  const { found, asked } = await told(schema, ['t_1', 't_2', "t_it's", 'acme']);
  expect(asked).toEqual([
    "SELECT DISTINCT tenant_id_hash AS value FROM `events` WHERE tenant_id_hash != '' LIMIT 200001",
  ]);
  expect(found).toEqual({ expressions: ["tenant_id_hash IN ('acme')", "tenant_id_hash IN ('t_it\\'s')"] });
});

test('a rule that no value breaks tells nothing apart', async () => {
  expect((await told({ properties: { user_id_hash: { minLength: 2 } } }, ['u1', 'u2'])).found).toEqual({
    expressions: [],
  });
});

test('what looks at counts, at whole calls, at traces or at too many values needs every call, and says so', async () => {
  const why = async (schema: JsonObject, values: readonly string[] = ['a']) => (await told(schema, values)).found;
  expect(await why({ properties: { usage: { required: ['input'] } } })).toEqual({
    in_full: 'the contract has rules of its own about usage',
  });
  expect(await why({ properties: { trace_id: { pattern: '^a' } } })).toEqual({
    in_full: 'the contract has rules of its own about trace_id',
  });
  expect(await why({ maxProperties: 3, enum: [] })).toEqual({ in_full: 'the contract has rules about whole calls' });
  const many = Array.from({ length: 60_000 }, (_, index) => `${index % 2 === 0 ? 'even' : 'odd'}-${index}`);
  expect(await why({ properties: { tenant_id_hash: { pattern: '^even' } } }, many)).toEqual({
    in_full: 'the contract has rules of its own about tenant_id_hash, which has many values',
  });
});
