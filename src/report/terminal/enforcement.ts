// What enforcement would have done: every rule of the policy with the calls it would have rejected, before and after it became hard, by team.
import type { AuditReport } from '../../model/report.ts';
import { amountOf, count, counted, money, moneyOrDash } from '../figures.ts';
import { heading, type Pen, paragraph, withPlace } from '../pen.ts';
import { type Column, type Row, table } from '../table.ts';
import { besideMoney, moneyWidth, type Section } from './section.ts';

type Rule = NonNullable<AuditReport['enforcement']>['rules'][number];

const columns: readonly Column[] = [
  { head: 'before', align: 'right', atLeast: moneyWidth },
  { head: 'calls', align: 'right' },
  { head: 'since hard', align: 'right' },
  { head: 'calls', align: 'right' },
  { head: 'rule and team', least: 24, fit: 'wrap' },
];

export const enforcement: Section = ({ enforcement: found }, pen) => {
  if (!found) return [];
  const { judged, rejected, in_force: inForce, rules } = found;
  const told = rules.filter(isTold);
  const quiet = rules.filter((rule) => !isTold(rule)).map(({ rule }) => rule);
  const summary =
    rejected.calls === 0
      ? `none of ${counted(judged.calls, 'call')} would have been rejected`
      : `${count(rejected.calls)} of ${counted(judged.calls, 'call')} rejected, ${money(amountOf(rejected.usd))}; ${count(inForce.calls)} by rules in force, ${money(amountOf(inForce.usd))}`;
  return [
    ...heading('What enforcement would have done', summary, pen),
    ...table(
      columns,
      told.flatMap((rule) => rows(rule, pen)),
      pen,
    ),
    ...(quiet.length > 0
      ? paragraph(`nothing to reject: ${[...new Set(quiet)].join(', ')}`, pen, { hang: 2, tone: 'quiet' })
      : []),
    ...(told.length > 1
      ? paragraph('each rule is judged by itself: a call may stand under several', pen, { tone: 'quiet' })
      : []),
  ];
};

const isTold = ({ before, after }: Rule): boolean => before.calls + after.calls > 0;

/** A rule with one team is one row. */
function rows(rule: Rule, pen: Pen): readonly Row[] {
  const { example, teams } = rule;
  const [only, ...others] = teams;
  const several = others.length > 0 ? teams.slice(0, pen.style.top) : [];
  const name = `${rule.title}${only && others.length === 0 ? `: ${nameOf(only)}` : ''} (${scope(rule)})`;
  const all: readonly Row[] = [
    { cells: [...figures(rule), { text: name, tone: rule.after.calls > 0 ? 'bad' : 'fair' }] },
    ...several.map((team): Row => ({ cells: [...figures(team), `- ${nameOf(team)}`] })),
    ...moreTeams(teams.length, several.length),
  ];
  const below = example
    ? withPlace(`e.g. ${example.detail}`, `${example.source}:${example.line}`, pen, {
        indent: besideMoney,
        tone: 'quiet',
      })
    : [];
  return all.map((row, at) => (at === all.length - 1 ? { ...row, below } : row));
}

const nameOf = ({ team }: Rule['teams'][number]): string => team ?? '(no owner)';

function moreTeams(all: number, shown: number): readonly Row[] {
  return shown > 0 && shown < all ? [{ cells: ['', '', '', '', `- ${counted(all - shown, 'more team')}`] }] : [];
}

function figures({ before, after }: Pick<Rule, 'before' | 'after'>): readonly string[] {
  return [before, after].flatMap(({ usd, calls }) =>
    calls === 0 ? ['-', '-'] : [moneyOrDash(amountOf(usd)), count(calls)],
  );
}

/** `production, hard from 2026-11-16` */
export function scope({ environments, mode, hard_from: from }: Rule): string {
  return [environments?.join(', ') ?? 'everywhere', mode === 'hard' && from !== null ? `hard from ${from}` : mode].join(
    ', ',
  );
}
