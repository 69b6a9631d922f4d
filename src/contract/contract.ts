// Contract: an ownership contract asked about every call. How its schema was compiled, at build time or just now, does not matter here.
import type { ErrorObject, ValidateFunction } from 'ajv';
import { type JsonObject, member } from '../model/json.ts';
import { compareText } from '../model/place.ts';
import { createTextTree, type TextNode, type TextTree } from '../model/text-tree.ts';
import type { FieldNames } from './field-names.ts';
import { plainWords } from './plain-words.ts';
import { sortErrors } from './sort-errors.ts';

export interface Contract {
  /** The schema's `$id`, else the name of its file. */
  readonly id: string;
  /** Every field required in some branch, in schema order. */
  readonly required: readonly string[];
  /** Every field recommended in some branch, in schema order. */
  readonly recommended: readonly string[];
  /** The schema itself. */
  readonly schema: JsonObject;
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

export interface CompiledContract extends FieldNames {
  readonly schema: JsonObject;
  /** Called with `Unheeded` as `this`: that is where the keyword `recommended` tells. */
  readonly fits: Fits;
}

export type Fits = Pick<ValidateFunction, 'errors'> & ((this: Unheeded, candidate: unknown) => boolean);

export interface Unheeded {
  /** Recommended fields that are absent. */
  readonly unheeded: Set<string>;
}

/** `name` is the contract's id where its schema has none. */
export function contractOf(compiled: CompiledContract, name: string): Contract {
  const { schema, required, recommended, described, fits } = compiled;
  const verdicts = createTextTree<ContractVerdict>();
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
    schema,
    judge(candidate) {
      // A set that has grown old would be cleared into more memory that is only given back when all of it is looked through.
      const unheeded = new Set<string>();
      const errors = fits.call({ unheeded }, candidate) ? none : (fits.errors ?? none);
      const absences = absencesAlone(errors, unheeded, verdicts);
      if (absences?.value) return absences.value;
      const { missing, invalid } = sortErrors(errors, candidate, wordsFor);
      const verdict: ContractVerdict = {
        missing: inOrder(missing, required),
        invalid: [...invalid].map(([field, why]) => ({ field, why })).sort((a, b) => byRank(a.field, b.field)),
        not_recommended: recommended.filter((field) => unheeded.has(field) && !missing.has(field)),
      };
      if (absences) absences.value = verdict;
      return verdict;
    },
  };
}

const none: readonly never[] = Object.freeze([]);

/** Where the verdict on these absent fields is kept, when nothing else is wrong: calls that lack the same get one verdict. */
function absencesAlone(
  errors: readonly ErrorObject[],
  unheeded: ReadonlySet<string>,
  verdicts: TextTree<ContractVerdict>,
): TextNode<ContractVerdict> | undefined {
  let node: TextNode<ContractVerdict> | undefined = verdicts.root;
  for (const { keyword, instancePath, params } of errors) {
    if (keyword === 'if') continue;
    if (keyword !== 'required' || instancePath !== '') return undefined;
    node = verdicts.step(node, params.missingProperty);
  }
  node = verdicts.step(node, undefined);
  for (const name of unheeded) node = verdicts.step(node, name);
  return node;
}

/** `names` in the order of `order`; the few that are not in it, by text, at the end. */
function inOrder(names: ReadonlySet<string>, order: readonly string[]): readonly string[] {
  const ordered = order.filter((name) => names.has(name));
  if (ordered.length === names.size) return ordered;
  return [...ordered, ...[...names].filter((name) => !order.includes(name)).sort(compareText)];
}
