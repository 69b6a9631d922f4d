// The calls a policy is about, as small rows: what each rule says of a call by itself, and what rules over time need to know.
// Caps and budgets need the calls in order of time, so rows are kept, not only summed; only when there is a policy.
import type { Place } from '../../model/event.ts';
import type { TextField } from '../../model/fields.ts';
import type { Usd } from '../../model/money.ts';
import { comparePlaces, compareText } from '../../model/place.ts';
import type { PolicyRule } from '../../model/policy.ts';
import type { AuditedCall, AuditedTrace } from '../audited.ts';
import { groupKey } from '../group-keys.ts';
import type { CompiledPolicy, CompiledRule } from './compile-policy.ts';
import { reasonOf } from './reasons.ts';

export interface PolicyCall {
  readonly start: bigint | undefined;
  readonly key: string;
  readonly trace_id: string | undefined;
  readonly place: Place;
  readonly usd: Usd;
  readonly team: string | undefined;
  /** By the number of the rule: why it rejects the call by itself, or the key or team whose calls it counts. */
  readonly reasons: ReadonlyMap<number, string>;
  readonly counted: ReadonlyMap<number, string>;
}

export function policyCallsOf({ calls }: AuditedTrace, policy: CompiledPolicy | undefined): readonly PolicyCall[] {
  return policy ? calls.map((one) => policyCall(one, policy)) : [];
}

function policyCall(one: AuditedCall, policy: CompiledPolicy): PolicyCall {
  const { call, cost } = one;
  const environment = call.envelope.environment?.value ?? policy.assumed;
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
    start: call.metering.start,
    key: call.key,
    trace_id: call.envelope.trace_id?.value,
    place: call.sightings[0].place,
    usd: cost.usd,
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
  return rule.rule === 'over-budget' ? groupKey(one, 'owner_team') : undefined;
}

/** By time, then by name. Those without a time come first. */
export function comparePolicyCalls(a: PolicyCall, b: PolicyCall): number {
  if (a.start !== b.start) {
    if (a.start === undefined || b.start === undefined) return a.start === undefined ? -1 : 1;
    return a.start < b.start ? -1 : 1;
  }
  return (
    compareText(a.trace_id ?? '', b.trace_id ?? '') || compareText(a.key, b.key) || comparePlaces(a.place, b.place)
  );
}
