// Budgets and policy as gauges: what each budget holds now, and what each rule would have rejected. Nothing without a budget or policy.
import type { AuditReport } from '../../model/report.ts';
import { count, type Family, flag, type Given, usd } from './family.ts';

type Window = NonNullable<AuditReport['budgets']>['windows'][number];
type Rules = NonNullable<AuditReport['enforcement']>['rules'];
type Amount = Rules[number]['before'];

export function policyFamilies({ budgets, enforcement }: AuditReport): readonly Family[] {
  return [...budgetFamilies(budgets), ...enforcementFamilies(enforcement)];
}

/** Only the windows that are running: a window that is over does not change any more. */
function budgetFamilies(budgets: AuditReport['budgets']): readonly Family[] {
  const running = (budgets?.windows ?? []).filter(({ current }) => current);
  const each = <T>(value: (window: Window) => T): Given<T> =>
    running.map((item) => {
      const { level, budget, window, time_zone } = item;
      return [{ level, budget, window, time_zone }, value(item)];
    });
  const forecasts = each(({ forecast_usd }) => forecast_usd).flatMap(([labels, amount]) =>
    amount === null ? [] : [[labels, amount] as const],
  );
  return [
    usd(
      'budget_limit_usd',
      'What a budget allows in its running window.',
      each(({ limit_usd }) => limit_usd),
      'largest',
    ),
    usd(
      'budget_spent_usd',
      'What was spent of it.',
      each(({ spent_usd }) => spent_usd),
      'largest',
    ),
    usd('budget_forecast_usd', 'What will be spent at the end of the window at this rate.', forecasts, 'largest'),
    usd(
      'budget_blocked_usd',
      'What a cumulative check would have refused. Budgets overlap; do not add them up.',
      each(({ blocked }) => blocked.usd),
      'largest',
    ),
    flag(
      'budget_spent',
      'Whether nothing is left of it.',
      each(({ state }) => state === 'spent'),
    ),
  ];
}

function enforcementFamilies(enforcement: AuditReport['enforcement']): readonly Family[] {
  if (!enforcement) return [];
  const { rejected, in_force, rules } = enforcement;
  const totals = <T>(value: (amount: Amount) => T): Given<T> => [
    [{ rules: 'all' }, value(rejected)],
    [{ rules: 'in_force' }, value(in_force)],
  ];
  return [
    usd(
      'rejected_usd',
      'Spend that at least one rule of the policy would have rejected; in_force: a rule that was hard on that day.',
      totals(({ usd: amount }) => amount),
    ),
    count(
      'rejected_calls',
      'Calls that at least one rule of the policy would have rejected.',
      totals(({ calls }) => calls),
    ),
    usd(
      'rule_rejected_usd',
      'Spend that a rule would have rejected, before and since it is hard. Rules overlap; do not add them up.',
      rules.flatMap(({ rule, environments, teams }) =>
        teams.flatMap(({ team, before, after }) =>
          (
            [
              ['before', before],
              ['since_hard', after],
            ] as const
          ).map(
            ([when, amount]) =>
              [
                { rule, environments: environments?.join(',') ?? '', team: team ?? '(no owner)', when },
                amount.usd,
              ] as const,
          ),
        ),
      ),
      'largest',
    ),
  ];
}
