// Budgets and policy in the Markdown report: the windows that are running, and what enforcement would have rejected.

import { amountOf, count, counted, minuteOf, money, moneyOrDash, share } from '../figures.ts';
import { type SectionOf, section } from './section.ts';
import { code, prose, table } from './text.ts';

export const budgets: SectionOf = ({ budgets: found }, { top }) => {
  const running = (found?.windows ?? []).filter(({ current }) => current);
  if (!found || running.length === 0) return undefined;
  const { calls, usd } = found.blocked;
  return section('Budgets', {
    above: [
      `As of ${found.as_of === null ? 'no time' : `${prose(minuteOf(found.as_of))} UTC`}. A cumulative check would have refused ${calls === 0 ? 'nothing' : `${counted(calls, 'call')}, ${money(amountOf(usd))}`}.`,
    ],
    table: table(
      ['Budget', 'Window', '>Spent', '>Of', '>Share', '>Forecast', 'Nothing left on'],
      running
        .slice(0, top)
        .map(({ level, budget, first_day, last_day, spent_usd, limit_usd, forecast_usd, exhausted_on }) => [
          code(level === 'other' ? budget : `${level} ${budget}`),
          prose(first_day === last_day ? first_day : `${first_day} to ${last_day}`),
          money(amountOf(spent_usd)),
          money(amountOf(limit_usd)),
          share(amountOf(spent_usd), amountOf(limit_usd)),
          forecast_usd === null ? '' : money(amountOf(forecast_usd)),
          prose(exhausted_on ?? ''),
        ]),
    ),
    left: Math.max(0, running.length - top),
  });
};

export const enforcement: SectionOf = ({ enforcement: found }) => {
  if (!found) return undefined;
  const { judged, rejected, in_force: inForce, rules } = found;
  const rows = rules.flatMap((rule) => rule.teams.map(({ team, before, after }) => ({ rule, team, before, after })));
  return section('What enforcement would have done', {
    above: [
      `${count(rejected.calls)} of ${counted(judged.calls, 'call')} rejected (${money(amountOf(rejected.usd))} of ${money(amountOf(judged.usd))}), ${count(inForce.calls)} of them by rules in force (${money(amountOf(inForce.usd))}).`,
    ],
    table:
      rows.length === 0
        ? []
        : table(
            ['Rule', 'Hard from', 'Team', '>Before', '>Calls', '>Since hard', '>Calls'],
            rows.map(({ rule, team, before, after }) => [
              prose(rule.title),
              rule.mode === 'soft' ? 'soft' : prose(rule.hard_from ?? 'always'),
              team === null ? '**no owner**' : code(team),
              moneyOrDash(amountOf(before.usd)),
              count(before.calls),
              moneyOrDash(amountOf(after.usd)),
              count(after.calls),
            ]),
          ),
  });
};
