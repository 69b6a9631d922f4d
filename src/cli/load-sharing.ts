// Sharing rules as the config has them, checked before anything is read.
import type { SharingRule } from '../audit/chargeback/sharing-rule.ts';
import { groupNames } from '../audit/group-keys.ts';
import { UsageError } from '../model/errors.ts';
import { oneUsd, parseUsd } from '../model/money.ts';
import type { Config } from './config/config-schema.ts';
import { knownNames } from './did-you-mean.ts';

type Written = NonNullable<Config['shared_costs']>[number];

export function sharingRules(written: readonly Written[]): SharingRule[] {
  const names = written.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UsageError(`two shared costs of the config are called "${twice}"`);
  return written.map(sharingRule);
}

function sharingRule({ name, match, by, among, shares, reason }: Written): SharingRule {
  const where = `the shared cost "${name}" of the config`;
  const fields = Object.entries(match);
  if (fields.length === 0) throw new UsageError(`${where} matches nothing`, 'name a field: "feature": "evaluation"');
  for (const [field] of fields) {
    if (!groupNames.includes(field))
      throw new UsageError(`${where} matches by "${field}", which is no field`, knownNames(field, groupNames));
  }
  const unowned = match.owner_team === 'missing' || match.part === 'unattributed';
  if (unowned && reason === undefined) {
    throw new UsageError(
      `${where} spreads spend without an owner and gives no reason`,
      'whoever spreads it must say why, in writing: "reason": "…"; statements show it',
    );
  }
  return {
    name,
    match: fields,
    by,
    ...(among && { among }),
    ...(by === 'fixed' ? { shares: fixedShares(shares, where) } : {}),
    ...(reason !== undefined && { reason }),
  };
}

function fixedShares(shares: Written['shares'], where: string): NonNullable<SharingRule['shares']> {
  const weights = Object.entries(shares ?? {}).map(([team, text]) => [team, parseUsd(text) ?? 0n] as const);
  const sum = weights.reduce((all, [, weight]) => all + weight, 0n);
  if (sum !== 100n * oneUsd) throw new UsageError(`the shares of ${where} do not add up to 100`);
  return weights;
}
