// Contract: an ownership contract compiled once and asked about every call. The only home of ajv; nothing is compiled before first use.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import defaultSchema from '../../schemas/ownership-contract.schema.json' with { type: 'json' };
import { UsageError } from '../model/errors.ts';
import { type JsonObject, member } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import { type CheckedSchema, checkSchema } from './check-schema.ts';
import { linearPattern } from './linear-pattern.ts';
import { plainWords } from './plain-words.ts';
import { recommendedKeyword } from './schema-keywords.ts';
import { sortErrors } from './sort-errors.ts';

export interface Contract {
  /** The schema's `$id`, else the name of its file. */
  readonly id: string;
  /** Every field required in some branch, in schema order. */
  readonly required: readonly string[];
  /** Every field recommended in some branch, in schema order. */
  readonly recommended: readonly string[];
  /** Asks about one call's effective envelope. Absent means: no such key, or undefined. */
  judge(candidate: Readonly<Record<string, unknown>>): ContractVerdict;
}

export interface ContractVerdict {
  /** Required fields that are absent. */
  readonly missing: readonly string[];
  /** Fields that are there but break a rule; `why` reads on after the field's name. */
  readonly invalid: readonly { readonly field: string; readonly why: string }[];
  /** Recommended fields that are absent. */
  readonly not_recommended: readonly string[];
}

/** Compiles a contract file (parsed JSON or YAML). Throws UsageError with the place in the schema and a hint. */
export function compileContract(schema: unknown, name: string): Contract {
  return build(checkSchema(schema, name), name, false);
}

/** Values that stand for nobody, as the shipped contract lists them. */
export const placeholders: ReadonlySet<string> = new Set(defaultSchema.$defs.placeholder.enum);

let shipped: Contract | undefined;
/** The contract that comes with the program; compiled at the first call. */
export const defaultContract = (): Contract => {
  shipped ??= build(checkSchema(defaultSchema, 'the default contract'), 'default', true);
  return shipped;
};

/** @param vetted A test has held the schema against the JSON Schema dialect; start-up need not do it again. */
function build({ schema, required, recommended, described }: CheckedSchema, name: string, vetted: boolean): Contract {
  const unheeded = new Set<string>();
  const fits = compile(schema, name, vetted, unheeded);
  const said = new Map<unknown, string>();
  const wordsFor = (error: ErrorObject): string => {
    const known = said.get(error.schema);
    if (known !== undefined) return known;
    const words = plainWords(error, schema);
    if (typeof error.schema === 'object') said.set(error.schema, words);
    return words;
  };
  const rank = new Map([...new Set([...described, ...required])].map((field, index) => [field, index]));
  const byRank = (a: string, b: string): number =>
    (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size) || compareText(a, b);
  const id = member(schema, '$id');

  return {
    id: typeof id === 'string' ? id : name,
    required,
    recommended,
    judge(candidate) {
      unheeded.clear();
      if (fits(candidate)) {
        if (unheeded.size === 0) return flawless;
        return { missing: none, invalid: none, not_recommended: recommended.filter((field) => unheeded.has(field)) };
      }
      const { missing, invalid } = sortErrors(fits.errors ?? [], candidate, wordsFor);
      return {
        missing: inOrder(missing, required),
        invalid: [...invalid].map(([field, why]) => ({ field, why })).sort((a, b) => byRank(a.field, b.field)),
        not_recommended: recommended.filter((field) => unheeded.has(field) && !missing.has(field)),
      };
    },
  };
}

const none: readonly never[] = Object.freeze([]);
const flawless: ContractVerdict = Object.freeze({ missing: none, invalid: none, not_recommended: none });

function compile(schema: JsonObject, name: string, vetted: boolean, unheeded: Set<string>): ValidateFunction {
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
    meta: !vetted,
    validateSchema: false,
    // `code` names the engine in stand-alone modules; we write none. Tidying the generated code would only slow the start.
    code: {
      optimize: false,
      regExp: Object.assign((pattern: string) => linearPattern(pattern), { code: 'linearPattern' }),
    },
  });
  formats.default(ajv, { mode: 'full', keywords: false });
  ajv.addKeyword({
    keyword: recommendedKeyword,
    type: 'object',
    schemaType: 'array',
    errors: false,
    compile: (names: readonly string[]) => (candidate: Readonly<Record<string, unknown>>) => {
      for (const field of names) {
        if (candidate[field] === undefined || !Object.hasOwn(candidate, field)) unheeded.add(field);
      }
      return true;
    },
  });
  if (!vetted && ajv.validateSchema(schema) !== true) {
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

/** `names` in the order of `order`; the few that are not in it, by text, at the end. */
function inOrder(names: ReadonlySet<string>, order: readonly string[]): readonly string[] {
  const ordered = order.filter((name) => names.has(name));
  if (ordered.length === names.size) return ordered;
  return [...ordered, ...[...names].filter((name) => !order.includes(name)).sort(compareText)];
}
