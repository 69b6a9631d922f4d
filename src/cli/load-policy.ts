// Loads the policy of the config with its approvals, over the teams of the registry.
import type { CompiledPolicy } from '../audit/policy/compile-policy.ts';
import { UsageError } from '../model/errors.ts';
import type { Policy } from '../model/policy.ts';
import type { Registry } from '../registry/registry.ts';
import { knownNames } from './did-you-mean.ts';
import { readDocument } from './read-document.ts';

/** Runs without a policy start without its code. `named` finds files that the config names. */
export async function loadPolicy(
  policy: Policy | undefined,
  registry: Registry | undefined,
  named: (file: string) => { readonly path: string; readonly name: string },
): Promise<CompiledPolicy | undefined> {
  if (!policy) return undefined;
  checkNeeds(policy, registry);
  const [{ compilePolicy }, { approvalsSchema }, { checkDocument }] = await Promise.all([
    import('../audit/policy/compile-policy.ts'),
    import('../model/policy.ts'),
    import('./check-document.ts'),
  ]);
  if (policy.approvals === undefined) return compilePolicy(policy, registry);
  const { path, name } = named(policy.approvals);
  const { value } = await readDocument(path, name, 'approvals file');
  const { approvals } = checkDocument(approvalsSchema, value, name, 'approvals file');
  for (const { team } of approvals) {
    const ids = registry?.file.teams.map(({ id }) => id) ?? [];
    if (!ids.includes(team))
      throw new UsageError(`the approvals file ${name} names no team: "${team}"`, knownNames(team, ids));
  }
  return compilePolicy(policy, registry, approvals);
}

/** A rule that can never reject anything would look like good news. */
function checkNeeds({ rules, premium_models: premium }: Policy, registry: Registry | undefined): void {
  for (const { rule, ...more } of rules) {
    if (rule.startsWith('premium-') && premium.length === 0) {
      throw new UsageError(
        `the policy has the rule ${rule} and no premium_models`,
        'name them: "premium_models": ["gpt-4.1", "claude-opus-*"]',
      );
    }
    if (rule === 'over-budget' && !registry?.file.teams.some(({ budget }) => budget)) {
      throw new UsageError(
        'the policy has the rule over-budget and no team of a registry has a budget',
        'add budget: { usd: "500" } to a team, or give --registry FILE',
      );
    }
    const allows = 'allow' in more && more.allow !== undefined;
    if (rule === 'unlisted-service-account' && !allows && !registry?.file.service_accounts) {
      throw new UsageError(
        'the policy has the rule unlisted-service-account and there is no list',
        'add "allow" to the rule, or service_accounts to the registry',
      );
    }
  }
}
