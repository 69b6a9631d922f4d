// Why a rule rejects one call by itself, in words; undefined when it does not. Caps and budgets are judged over all calls, not here.
import type { PolicyRule } from '../../model/policy.ts';
import type { Envelope } from '../../model/trace.ts';
import { promptTokens, totalTokens } from '../../model/usage.ts';
import type { AuditedCall } from '../audited.ts';
import { isProof } from '../candidate.ts';
import { groupKey } from '../group-keys.ts';
import { anyOf, type CompiledPolicy } from './compile-policy.ts';

export function reasonOf(
  one: AuditedCall,
  rule: PolicyRule,
  environment: string,
  policy: CompiledPolicy,
): string | undefined {
  switch (rule.rule) {
    case 'required-fields':
      return missing(one, rule.fields);
    case 'anonymous-call':
      return isAnonymous(one) ? 'no user, tenant or service account' : undefined;
    case 'unlisted-service-account':
      return unlisted(one, rule.allow, policy);
    case 'unknown-rate-card':
      return unpriced(one);
    case 'premium-on-short-call':
      return shortPremium(one, rule, policy);
    case 'premium-outside-production': {
      const model = premiumModel(one, policy);
      return model === undefined || policy.isProduction(environment) ? undefined : `${model} in ${environment}`;
    }
    case 'test-in-production':
      return testing(one, rule.tests, environment, policy);
    case 'over-budget':
    case 'request-cap':
      return undefined;
  }
}

/** What a gateway can see: on the call's own records, or known of the key it was called with. */
function missing(one: AuditedCall, fields: readonly string[]): string | undefined {
  const absent = fields.filter((field) => {
    const known = Object.hasOwn(one.call.envelope, field) ? one.call.envelope[field as keyof Envelope] : undefined; // own key
    if (known) return !isProof(known) && known.grade !== 'mapped';
    return groupKey(one, field) === undefined;
  });
  return absent.length === 0 ? undefined : `without ${absent.join(', ')}`;
}

function isAnonymous(one: AuditedCall): boolean {
  return ['user_id_hash', 'tenant_id_hash', 'service_account'].every((field) => groupKey(one, field) === undefined);
}

function unlisted(one: AuditedCall, allow: readonly string[] | undefined, policy: CompiledPolicy): string | undefined {
  const account = groupKey(one, 'service_account');
  if (account === undefined) return undefined;
  const listed = (allow && anyOf(allow)(account)) || policy.registry?.lists(account);
  return listed ? undefined : account;
}

/** A call whose usage nobody logged, or not as counts, has no price for another reason. */
function unpriced({ price }: AuditedCall): string | undefined {
  if (price.kind === 'band') return 'the model name fits several models';
  return price.kind === 'unpriced' && price.why !== 'no usage' && price.why !== 'bad count'
    ? `${price.why}: ${price.detail}`
    : undefined;
}

function premiumModel(one: AuditedCall, { isPremium }: CompiledPolicy): string | undefined {
  const model = groupKey(one, 'model');
  return model !== undefined && isPremium(model) ? model : undefined;
}

function shortPremium(
  one: AuditedCall,
  { tasks, max_output_tokens: most }: Extract<PolicyRule, { rule: 'premium-on-short-call' }>,
  policy: CompiledPolicy,
): string | undefined {
  const model = premiumModel(one, policy);
  const { usage } = one.call.metering;
  if (model === undefined || !usage) return undefined;
  const output = totalTokens(usage) - promptTokens(usage);
  const task = named(one, ['feature', 'workflow_id', 'operation'], tasks);
  return task === undefined || output > most ? undefined : `${model} for ${task}, ${output} tokens out`;
}

function testing(
  one: AuditedCall,
  tests: readonly string[],
  environment: string,
  { isProduction }: CompiledPolicy,
): string | undefined {
  if (isProduction(environment)) {
    const test = named(one, ['request_source', 'feature', 'workflow_id'], tests);
    return test === undefined ? undefined : `${test} in ${environment}`;
  }
  const keysFor = one.call.mapping?.environment;
  return keysFor !== undefined && isProduction(keysFor)
    ? `${environment} traffic with a key for ${keysFor}`
    : undefined;
}

function named(one: AuditedCall, fields: readonly string[], patterns: readonly string[]): string | undefined {
  const fits = anyOf(patterns);
  return fields.map((field) => groupKey(one, field)).find((value) => value !== undefined && fits(value));
}
