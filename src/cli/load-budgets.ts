// Budgets as they are written in the registry and the config, with their time zones looked up.
import type { BudgetRule, BudgetSettings, BudgetTerms } from '../audit/budgets/budget.ts';
import { groupNames } from '../audit/group-keys.ts';
import { UsageError } from '../model/errors.ts';
import { parseUsd } from '../model/money.ts';
import type { IdentityEntry, RegistryFile } from '../model/registry.ts';
import type { Registry } from '../registry/registry.ts';
import type { Config } from './config/config-schema.ts';
import { knownNames } from './did-you-mean.ts';
import { timeZone } from './time-zone.ts';

export function configBudgets(budgets: NonNullable<Config['budgets']>): BudgetRule[] {
  return budgets.map(({ match, usd, window = 'month', time_zone: zone = 'UTC' }, index) => {
    const where = `budgets[${index}] of the config`;
    const fields = Object.entries(match);
    if (fields.length === 0) throw new UsageError(`${where} matches nothing`, 'name a field: "owner_team": "support"');
    for (const [field] of fields) {
      if (!groupNames.includes(field))
        throw new UsageError(`${where} matches by "${field}", which is no field`, knownNames(field, groupNames));
    }
    return { match: fields, usd: parseUsd(usd) ?? 0n, window, zone: timeZone(zone, where) };
  });
}

/** Customers, teams and keys with a budget of their own. */
export function registryBudgets(registry: Registry): Pick<BudgetSettings, 'rules' | 'identities'> {
  const { parents = [], teams, identities = [] } = registry.file;
  const ruled = (field: string, entries: readonly { id: string; budget?: Written | undefined }[]): BudgetRule[] =>
    entries.flatMap(({ id, budget }) =>
      budget ? [{ match: [[field, id]] as const, ...termsOf(budget, `the budget of ${id}`) }] : [],
    );
  const terms = new Map<IdentityEntry, BudgetTerms>();
  for (const entry of identities) {
    if (entry.budget) terms.set(entry, termsOf(entry.budget, `the budget of a key of ${entry.team}`));
  }
  return {
    rules: [...ruled('parent', parents), ...ruled('owner_team', teams)],
    ...(terms.size > 0 && { identities: { registry, terms } }),
  };
}

type Written = NonNullable<RegistryFile['teams'][number]['budget']>;

function termsOf({ usd, window, time_zone: zone = 'UTC' }: Written, where: string): BudgetTerms {
  return { usd: parseUsd(usd) ?? 0n, window, zone: timeZone(zone, where) };
}
