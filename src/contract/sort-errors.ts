// Sort errors: ajv's list of errors as absent fields and one reason for each refused field.
import type { ErrorObject } from 'ajv';

export interface SortedErrors {
  readonly missing: ReadonlySet<string>;
  readonly invalid: ReadonlyMap<string, string>;
}

/** Of several reasons for one field the weightiest is given: a failed choice or a wrong type explains the others. */
const weights: Readonly<Record<string, number>> = { anyOf: 3, oneOf: 3, type: 2, minLength: 1, minProperties: 1 };

export function sortErrors(
  errors: readonly ErrorObject[],
  candidate: Readonly<Record<string, unknown>>,
  wordsFor: (error: ErrorObject) => string,
): SortedErrors {
  const missing = new Set<string>();
  const reasons = new Map<string, { readonly why: string; readonly weight: number }>();
  const refuse = (field: string, error: ErrorObject, inside: boolean): void => {
    const weight = inside ? 0 : (weights[error.keyword] ?? 0);
    if (weight <= (reasons.get(field)?.weight ?? -1)) return;
    reasons.set(field, { why: inside ? `holds an entry that ${wordsFor(error)}` : wordsFor(error), weight });
  };
  for (const error of errors) {
    if (error.keyword === 'if') continue;
    const [, first, ...inner] = error.instancePath.split('/');
    const absent: unknown = error.params.missingProperty;
    const extra: unknown = error.params.additionalProperty ?? error.params.unevaluatedProperty;
    if (first !== undefined) refuse(first.replace(/~1/g, '/').replace(/~0/g, '~'), error, inner.length > 0);
    else if (typeof absent === 'string') missing.add(absent);
    else if (typeof extra !== 'string') refuse(wholeCall, error, false);
    else if (candidate[extra] !== undefined) refuse(extra, error, false);
  }
  // A failed choice between required fields is told by the fields that are missing.
  if (missing.size > 0 && reasons.get(wholeCall)?.weight === weights.anyOf) reasons.delete(wholeCall);
  return { missing, invalid: new Map([...reasons].map(([field, { why }]) => [field, why])) };
}

/** Stands where a field's name would, when a rule speaks about several fields at once. */
const wholeCall = 'call';
