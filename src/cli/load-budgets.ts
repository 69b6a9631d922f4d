// Budgets as they are written in the config, with their time zones looked up.
import type { BudgetRule } from '../audit/budgets/budget.ts';
import { groupNames } from '../audit/group-keys.ts';
import { UsageError } from '../model/errors.ts';
import { parseUsd } from '../model/money.ts';
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
