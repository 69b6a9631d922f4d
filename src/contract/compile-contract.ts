// Compile a contract: a user's JSON Schema becomes a contract. The only home of ajv; it is not loaded where the default contract is used.
import { _, Ajv2020, type KeywordCxt } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { UsageError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import { checkSchema } from './check-schema.ts';
import { type Contract, contractOf, type Fits } from './contract.ts';
import { linearPattern } from './linear-pattern.ts';
import { recommendedKeyword } from './schema-keywords.ts';

/** Compiles a contract file (parsed JSON or YAML). Throws UsageError with the place in the schema and a hint. */
export function compileContract(given: unknown, name: string): Contract {
  const checked = checkSchema(given, name);
  return contractOf({ ...checked, fits: compile(checked.schema, name) }, name);
}

/** @param keepSource For writing the compiled schema as a module; `ajv/dist/standalone` needs it. */
export function schemaCompiler(keepSource = false): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    // Requirements in `then` and `else` rightly name fields that `properties` describes elsewhere.
    strictRequired: false,
    // A rule without "type" beside it is plain JSON Schema.
    strictTypes: false,
    allErrors: true,
    // Errors then carry the broken rule, from which our own words are made.
    verbose: true,
    logger: false,
    // `this` reaches the keyword `recommended` from wherever it stands.
    passContext: true,
    validateSchema: false,
    // `code` names the engine in a module that was written. Tidying code that is compiled just now would only slow the start.
    code: {
      optimize: keepSource,
      source: keepSource,
      esm: true,
      regExp: Object.assign((pattern: string) => linearPattern(pattern), { code: 'linearPattern' }),
    },
  });
  formats.default(ajv, { mode: 'full', keywords: false });
  ajv.addKeyword({
    keyword: recommendedKeyword,
    type: 'object',
    schemaType: 'array',
    errors: false,
    code: tellUnheeded,
  });
  return ajv;
}

/** Never fails the contract: an absent field goes into the set that came as `this`. */
function tellUnheeded({ gen, data, schema }: KeywordCxt): void {
  // `schemaType` lets only arrays through, and the walk before ajv only arrays of texts.
  for (const field of schema as readonly string[]) {
    gen.if(_`${data}[${field}] === undefined || !Object.hasOwn(${data}, ${field})`, () =>
      gen.code(_`this.unheeded.add(${field})`),
    );
  }
}

function compile(schema: JsonObject, name: string): Fits {
  const ajv = schemaCompiler();
  if (ajv.validateSchema(schema) !== true) {
    const error = ajv.errors?.[0];
    throw new UsageError(
      `${name}: ${error?.message ?? 'is not JSON Schema 2020-12'} (at #${error?.instancePath ?? ''})`,
      'contracts follow JSON Schema 2020-12, plus "recommended"',
    );
  }
  try {
    return ajv.compile(schema);
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/^strict mode: /, '') : String(error);
    throw new UsageError(`${name}: ${said}`, hintFor(said));
  }
}

function hintFor(message: string): string {
  if (message.startsWith('unknown format'))
    return 'use date-time, date, uri, uuid, email or another format of JSON Schema';
  return 'contracts follow JSON Schema 2020-12, plus "recommended"';
}
