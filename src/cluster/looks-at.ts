// What the settings look at besides what a shape says anyway: fields that differ from call to call, hours, instants and counts.
import type { AuditSettings } from '../audit/settings.ts';

type Looking = Pick<AuditSettings, 'group_by' | 'select' | 'budgets' | 'policy'>;

/** Names of group-keys.ts. */
export function fieldsLookedAt({ group_by: groups, select, budgets, policy }: Looking): readonly string[] {
  return [
    ...groups,
    ...(select?.looks_at?.values.keys() ?? []),
    ...(budgets?.rules ?? []).flatMap(({ match }) => match.map(([field]) => field)),
    ...(policy?.rules ?? []).flatMap(({ except }) => except.flatMap((match) => match.map(([field]) => field))),
  ];
}

/** A rule of a policy or a registry begins with a day of UTC, and days are told apart anyway. */
export function cutsLookedAt({ select, policy }: Looking): { instants: readonly bigint[]; answers: readonly number[] } {
  return {
    instants: select?.looks_at?.instants ?? [],
    answers: (policy?.rules ?? []).flatMap(({ rule }) =>
      rule.rule === 'premium-on-short-call' ? [rule.max_output_tokens] : [],
    ),
  };
}
