// Loads the policy of the config over the registry and the budgets, and the approvals over a budget.
import type { BudgetSettings } from '../audit/budgets/budget.ts';
import type { CompiledPolicy } from '../audit/policy/compile-policy.ts';
import { UsageError } from '../model/errors.ts';
import type { Approval, Policy } from '../model/policy.ts';
import type { Registry } from '../registry/registry.ts';
import { knownNames } from './did-you-mean.ts';
import { readDocument } from './read-document.ts';

/** Runs without a policy start without its code. `named` finds files that the config names. */
export async function loadPolicy(
  policy: Policy | undefined,
  registry: Registry | undefined,
  budgets: BudgetSettings | undefined,
): Promise<CompiledPolicy | undefined> {
  if (!policy) return undefined;
  checkNeeds(policy, registry, budgets);
  const { compilePolicy } = await import('../audit/policy/compile-policy.ts');
  return compilePolicy(policy, registry, budgets);
}

/** What teams may spend over their budgets. `named` finds files that the config names. */
export async function loadApprovals(
  file: string | undefined,
  registry: Registry | undefined,
  named: (file: string) => { readonly path: string; readonly name: string },
): Promise<readonly Approval[]> {
  if (file === undefined) return [];
  const [{ approvalsSchema }, { checkDocument }] = await Promise.all([
    import('../model/policy.ts'),
    import('./check-document.ts'),
  ]);
  const { path, name } = named(file);
  const { value } = await readDocument(path, name, 'approvals file');
  const { approvals } = checkDocument(approvalsSchema, value, name, 'approvals file');
  const ids = registry?.file.teams.map(({ id }) => id);
  for (const { team } of approvals) {
    if (ids && !ids.includes(team))
      throw new UsageError(`the approvals file ${name} names no team: "${team}"`, knownNames(team, ids));
  }
  return approvals;
}

/** A rule that can never reject anything would look like good news. */
function checkNeeds(
  { rules, premium_models: premium }: Policy,
  registry: Registry | undefined,
  budgets: BudgetSettings | undefined,
): void {
  for (const { rule, ...more } of rules) {
    if (rule.startsWith('premium-') && premium.length === 0) {
      throw new UsageError(
        `the policy has the rule ${rule} and no premium_models`,
        'name them: "premium_models": ["gpt-4.1", "claude-opus-*"]',
      );
    }
    if (rule === 'over-budget' && !budgets) {
      throw new UsageError(
        'the policy has the rule over-budget and there is no budget',
        'add budget: { usd: "500" } to a team of the registry, or "budgets" to the config',
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
