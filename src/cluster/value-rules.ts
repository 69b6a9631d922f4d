// Rules of a contract about ids that differ from call to call, such as a pattern of tenants: each value there is gets judged by each rule, once
// and by the contract's own compiler, and a shape tells apart which rules its values break. So no pattern is told to a server.

import { ownRules } from '../contract/judges-alike.ts';
import type { JsonObject } from '../model/json.ts';
import { type Ask, rowsOf } from './ask.ts';
import { freeFields } from './event-columns.ts';
import type { Rows } from './rows.ts';
import { quotedText } from './sql-text.ts';

interface Told {
  /** In SQL, of an event: whether its value breaks a rule. */
  readonly expressions: readonly string[];
}

/** More values than these are not asked for, and so many stand in a statement. */
const mostValues = 200_000;
const mostListed = 20_000;
const valueFields: ReadonlySet<string> = new Set([...freeFields, 'usage', 'start', 'end', 'logged_cost_usd']);
/** A trace id is read in several forms. */
const asLogged: ReadonlySet<string> = new Set(freeFields.filter((field) => field !== 'trace_id'));

/** Or why every call must be read. */
export async function toldByContract(
  ask: Ask,
  { from }: Rows,
  schema: JsonObject,
  known: JsonObject,
): Promise<Told | { readonly in_full: string }> {
  const rules = ownRules(schema, known, valueFields);
  if (rules === undefined) return { in_full: 'the contract has rules about whole calls' };
  const expressions: string[] = [];
  for (const [field, own] of rules) {
    if (!asLogged.has(field)) return { in_full: `the contract has rules of its own about ${field}` };
    const sql = `SELECT DISTINCT ${field} AS value FROM ${from} WHERE ${field} != '' LIMIT ${mostValues + 1}`;
    const values = (await rowsOf<{ value: string }>(ask(sql))).map(({ value }) => value);
    for (const rule of own) {
      const breaks = await breakerOf(field, rule);
      const broken = breaks && values.length <= mostValues ? values.filter(breaks) : undefined;
      const kept = broken && broken.length > values.length / 2 ? values.filter((value) => !breaks?.(value)) : broken;
      if (kept === undefined || kept.length > mostListed)
        return { in_full: `the contract has rules of its own about ${field}, which has many values` };
      if (kept.length > 0) expressions.push(`${field} IN (${kept.map(quotedText).join(', ')})`);
    }
  }
  return { expressions };
}

/** Undefined when the rule cannot stand alone. */
async function breakerOf(field: string, rule: string): Promise<((value: string) => boolean) | undefined> {
  if (rule.includes('"$ref"')) return undefined;
  const { compileContract } = await import('../contract/compile-contract.ts');
  const { judge } = compileContract({ type: 'object', properties: { [field]: JSON.parse(rule) } }, 'a rule');
  return (value) => {
    const { missing, invalid } = judge({ [field]: value });
    return missing.length + invalid.length > 0;
  };
}
