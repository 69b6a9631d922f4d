// The calls a policy is about, as small rows: what each rule says of a call by itself, and what rules over time need to know.
// Caps and budgets need the calls in order of time, so rows are kept, not only summed; only when there is a policy.
import type { TextField } from '../../model/fields.ts';
import type { PolicyRule } from '../../model/policy.ts';
import type { AuditedCall, AuditedTrace } from '../audited.ts';
import { type BudgetCall, budgetCall } from '../budgets/budget-calls.ts';
import { groupKey } from '../group-keys.ts';
import type { CompiledPolicy, CompiledRule } from './compile-policy.ts';
import { reasonOf } from './reasons.ts';

export interface PolicyCall extends BudgetCall {
  readonly team: string | undefined;
  /** By the number of the rule: why it rejects the call by itself, or the key whose calls it counts (a budget knows its own). */
  readonly reasons: ReadonlyMap<number, string>;
  readonly counted: ReadonlyMap<number, string>;
}

export function policyCallsOf(
  { calls }: Pick<AuditedTrace, 'calls'>,
  policy: CompiledPolicy | undefined,
): readonly PolicyCall[] {
  return policy ? calls.map((one) => policyCall(one, policy)) : [];
}

function policyCall(one: AuditedCall, policy: CompiledPolicy): PolicyCall {
  const environment = one.call.envelope.environment?.value ?? policy.assumed;
  const reasons = new Map<number, string>();
  const counted = new Map<number, string>();
  for (const [index, compiled] of policy.rules.entries()) {
    if (!compiled.inEnvironment(environment) || isExcept(one, compiled)) continue;
    const subject = subjectOf(one, compiled.rule);
    if (subject !== undefined) counted.set(index, subject);
    const reason = reasonOf(one, compiled.rule, environment, policy);
    if (reason !== undefined) reasons.set(index, reason);
  }
  return {
    ...budgetCall(one, policy.budgets),
    team: groupKey(one, 'owner_team'),
    reasons,
    counted,
  };
}

function isExcept(one: AuditedCall, { except }: CompiledRule): boolean {
  const fits = (field: TextField, test: (value: string) => boolean): boolean => {
    const value = groupKey(one, field);
    return value !== undefined && test(value);
  };
  return except.some((match) => match.length > 0 && match.every(([field, glob]) => fits(field, glob.test)));
}

/** Whose calls a rule over time counts. */
function subjectOf(one: AuditedCall, rule: PolicyRule): string | undefined {
  if (rule.rule === 'request-cap') return groupKey(one, rule.by);
  return rule.rule === 'over-budget' ? '' : undefined;
}
