// What enforcing the policy would have done: one row for each rule and team, before and after the rule became hard.
import type { AuditReport } from '../../../model/report.ts';
import { amountOf, count, counted, money, moneyOrDash } from '../../figures.ts';
import { dataTable } from '../data-table.ts';
import { html } from '../markup.ts';
import { lead, type Section } from '../section.ts';

type Rule = NonNullable<AuditReport['enforcement']>['rules'][number];

export const enforcement: Section = {
  id: 'enforcement',
  title: 'What enforcement would have done',
  body: ({ enforcement: found }) => {
    if (!found) return undefined;
    const { judged, rejected, in_force: inForce, rules } = found;
    const rows = rules.flatMap((rule) => rule.teams.map((team) => cells(rule, team)));
    return html`${lead(
      rejected.calls === 0
        ? `None of ${counted(judged.calls, 'call')} would have been rejected.`
        : `${count(rejected.calls)} of ${counted(judged.calls, 'call')} (${money(amountOf(rejected.usd))} of ${money(amountOf(judged.usd))}) would have been rejected, ${count(inForce.calls)} of them (${money(amountOf(inForce.usd))}) by rules that were hard on their day. Each rule is judged by itself, so a call may stand under several.`,
    )}${dataTable({
      caption: 'By rule and team, before and since it is hard',
      columns: [
        { head: 'Rule' },
        { head: 'Team' },
        { head: 'Before', align: 'right' },
        { head: 'Calls', align: 'right' },
        { head: 'Since hard', align: 'right' },
        { head: 'Calls', align: 'right' },
        { head: 'Where', fit: 'prose' },
      ],
      rows,
    })}`;
  },
};

function cells(rule: Rule, { team, before, after }: Rule['teams'][number]) {
  const mode = rule.mode === 'hard' && rule.hard_from !== null ? `hard from ${rule.hard_from}` : rule.mode;
  const where = `${rule.environments?.join(', ') ?? 'everywhere'}, ${mode}`;
  const name = team ?? 'no owner';
  const figures = [before, after].flatMap(({ usd, calls }) => [
    { content: moneyOrDash(amountOf(usd)), sort: amountOf(usd) },
    { content: count(calls), sort: calls },
  ]);
  return [
    { content: rule.title, sort: rule.title },
    { content: html`<bdi>${name}</bdi>`, sort: name },
    ...figures,
    { content: html`<bdi>${where}</bdi>`, sort: where },
  ];
}
