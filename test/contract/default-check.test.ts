// The compiled default contract is what ajv makes of its schema: written by this test (-u), and held to a contract compiled just now.
import standaloneCode from 'ajv/dist/standalone/index.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import defaultSchema from '../../schemas/ownership-contract.schema.json' with { type: 'json' };
import { checkSchema } from '../../src/contract/check-schema.ts';
import { compileContract, schemaCompiler } from '../../src/contract/compile-contract.ts';
import { defaultContract } from '../../src/contract/default-contract.ts';

test('the module is what ajv writes', async () => {
  const { schema, required, recommended, described } = checkSchema(defaultSchema, 'default');
  const ajv = schemaCompiler(true);
  const code = standaloneCode
    .default(ajv, ajv.compile(schema))
    .replace('"use strict";', '')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'codePoints');
  expect(code).not.toContain('require(');
  const module = `// Written by test/contract/default-check.test.ts (vitest -u) from schemas/ownership-contract.schema.json. Not for reading.
import { linearPattern } from './linear-pattern.ts';
/** A pair of surrogates is one character. */
const codePoints = (text) => {
  let count = text.length;
  for (let at = 1; at < text.length; at++)
    if ((text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800) count -= 1;
  return count;
};
${code.replace('export default validate0;', '')}
export const names = ${JSON.stringify({ required, recommended, described })};
`;
  await expect(module).toMatchFileSnapshot('../../src/contract/default-check.js');
});

const text = fc.oneof(
  fc.constantFrom(
    'support',
    '',
    ' ',
    '$TEAM',
    '{{team}}',
    '<team>',
    'none',
    'null',
    '[masked 0123456789ab]',
    'a@b.io',
    '000-000',
  ),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const value = fc.oneof(text, fc.integer(), fc.double(), fc.constant(null), fc.constant(undefined), fc.boolean());
const candidate = fc.record(
  Object.fromEntries(
    Object.keys(defaultSchema.properties).map((field) => [
      field,
      field === 'usage'
        ? fc.oneof(value, fc.dictionary(fc.string(), value))
        : field === 'environment'
          ? fc.oneof(fc.constantFrom('dev', 'production'), value)
          : value,
    ]),
  ),
  { requiredKeys: [] },
);

test('it judges like a contract compiled just now', () => {
  const compiled = compileContract(defaultSchema, 'default');
  const shipped = defaultContract();
  expect({ ...compiled, judge: undefined }).toEqual({ ...shipped, judge: undefined });
  fc.assert(
    fc.property(candidate, (call) => {
      expect(shipped.judge(call)).toEqual(compiled.judge(call));
    }),
    { numRuns: 2000 },
  );
});
